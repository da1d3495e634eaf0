import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { markCreated } from '../replication.ts';
import { alreadyExists } from './adminApiError.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, discard, objects, store } from './cmdlet.ts';
import { findMailbox, findMailboxToChange, findStored, mailboxes, select } from './finding.ts';
import { casMailbox, identityOf, mailboxStatistics } from './mailboxDetails.ts';
import { mapped, sourceOf } from './source.ts';

const list = ['Anr', 'Filter', 'Identity', 'ResultSize', 'SortBy', 'OrganizationalUnit', 'RecipientTypeDetails'];
const exoList = [
  'Properties',
  'PropertySets',
  'PropertySet',
  'ExternalDirectoryObjectId',
  'PrimarySmtpAddress',
  'UserPrincipalName',
];
const getMailbox = [
  ...list,
  'Archive',
  'Async',
  'GroupMailbox',
  'IgnoreDefaultScope',
  'InactiveMailboxOnly',
  'IncludeEmailAddressDisplayNames',
  'IncludeInactiveMailbox',
  'MailboxPlan',
  'Migration',
  'PublicFolder',
  'Server',
  'SoftDeletedMailbox',
];

const customAttributes = Array.from({ length: 15 }, (_, index) => `CustomAttribute${index + 1}`);

/** Properties that `Set-Mailbox` takes as they are. */
const settable = [
  'AccountDisabled',
  'Alias',
  'AuditEnabled',
  'AuditLogAgeLimit',
  'CalendarRepairDisabled',
  'DeliverToMailboxAndForward',
  'DisplayName',
  'ForwardingAddress',
  'ForwardingSmtpAddress',
  'HiddenFromAddressListsEnabled',
  'IssueWarningQuota',
  'LitigationHoldDate',
  'LitigationHoldDuration',
  'LitigationHoldEnabled',
  'LitigationHoldOwner',
  'MailTip',
  'MaxReceiveSize',
  'MaxSendSize',
  'MessageCopyForSendOnBehalfEnabled',
  'MessageCopyForSentAsEnabled',
  'ModerationEnabled',
  'Name',
  'Office',
  'ProhibitSendQuota',
  'ProhibitSendReceiveQuota',
  'RecipientLimits',
  'RequireSenderAuthenticationEnabled',
  'ResourceCapacity',
  'RetainDeletedItemsFor',
  'RetentionComment',
  'RetentionHoldEnabled',
  'RetentionPolicy',
  'RetentionUrl',
  'SharingPolicy',
  'SimpleDisplayName',
  'SingleItemRecoveryEnabled',
  'WindowsEmailAddress',
  ...customAttributes,
];
const settableLists = [
  'EmailAddresses',
  'GrantSendOnBehalfTo',
  'AcceptMessagesOnlyFrom',
  'InPlaceHolds',
  'ModeratedBy',
  'Languages',
  'ResourceCustom',
];

const mailboxTypes: Readonly<Record<string, string>> = {
  regular: 'UserMailbox',
  shared: 'SharedMailbox',
  room: 'RoomMailbox',
  equipment: 'EquipmentMailbox',
};

export const mailboxCmdlets: readonly Cmdlet[] = [
  { name: 'Get-Mailbox', area: 'recipients', parameters: getMailbox, run: listMailboxes },
  // The module's own cmdlet for the same; it is taken here too, so that a command line can be sent as it stands.
  { name: 'Get-EXOMailbox', area: 'recipients', parameters: [...getMailbox, ...exoList], run: listMailboxes },
  {
    name: 'Set-Mailbox',
    area: 'recipients',
    write: true,
    parameters: ['Identity', 'Force', 'Type', 'ApplyMandatoryProperties', ...settable, ...settableLists],
    mandatory: ['Identity'],
    run: setMailbox,
  },
  {
    name: 'New-Mailbox',
    area: 'recipients',
    write: true,
    parameters: [
      'Alias',
      'DisplayName',
      'Equipment',
      'FirstName',
      'Initials',
      'LastName',
      'MailboxPlan',
      'MicrosoftOnlineServicesID',
      'Name',
      'OrganizationalUnit',
      'Password',
      'PrimarySmtpAddress',
      'RemotePowerShellEnabled',
      'ResetPasswordOnNextLogon',
      'ResourceCapacity',
      'Room',
      'Shared',
    ],
    mandatory: ['Name'],
    run: newMailbox,
  },
  {
    name: 'Remove-Mailbox',
    area: 'recipients',
    write: true,
    parameters: ['Identity', 'Force', 'PermanentlyDelete', 'PublicFolder', 'Permanent'],
    mandatory: ['Identity'],
    run: removeMailbox,
  },
  ...['Get-MailboxStatistics', 'Get-EXOMailboxStatistics'].map(
    (name): Cmdlet => ({
      name,
      area: 'recipients',
      parameters: [
        'Identity',
        'Archive',
        'IncludeMoveHistory',
        'IncludeMoveReport',
        'IncludeSoftDeletedRecipients',
        'ExchangeGuid',
        ...exoList,
      ],
      mandatory: [['Identity', 'UserPrincipalName', 'PrimarySmtpAddress', 'ExchangeGuid', 'ExternalDirectoryObjectId']],
      run: mailboxStatistics,
    }),
  ),
  ...['Get-CASMailbox', 'Get-EXOCASMailbox'].map(
    (name): Cmdlet => ({
      name,
      area: 'recipients',
      parameters: [
        ...list,
        ...exoList,
        'ActiveSyncDebugLogging',
        'IgnoreDefaultScope',
        'ProtocolSettings',
        'ReadIsOptimizedForAccessibility',
      ],
      run: (call) =>
        select(
          call,
          mapped(mailboxes(call), (one) => casMailbox(call, one)),
          (identity) => casMailbox(call, findMailbox(call, identity)),
        ),
    }),
  ),
];

function listMailboxes(call: CmdletCall): CmdletOutput {
  const { parameters } = call;
  if (parameters.flag('SoftDeletedMailbox') || parameters.flag('InactiveMailboxOnly')) {
    const removed = objects(call, 'SoftDeletedMailbox');
    return select(call, sourceOf(removed), (identity) => findStored(removed, identity));
  }
  if (parameters.flag('GroupMailbox')) {
    const groups = objects(call, 'UnifiedGroup');
    return select(call, sourceOf(groups), (identity) => findStored(groups, identity));
  }
  const identity = identityOf(call);
  if (identity !== '' && !parameters.has('Identity')) {
    return { source: sourceOf([findMailbox(call, identity)]) };
  }
  return select(call, mailboxes(call), (name) => findMailbox(call, name));
}

function setMailbox(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const mailbox = findMailboxToChange(call, parameters.text('Identity') ?? '');
  for (const name of settable.filter((one) => parameters.given(one))) {
    const value = parameters.raw(name);
    mailbox[name] = typeof mailbox[name] === 'boolean' ? parameters.flag(name) : value === '' ? null : value;
  }
  for (const name of settableLists.filter((one) => parameters.given(one))) {
    const before = Array.isArray(mailbox[name]) ? mailbox[name].map(String) : [];
    mailbox[name] = parameters.changed(name, before);
  }
  const primary = (Array.isArray(mailbox.EmailAddresses) ? mailbox.EmailAddresses : []).find((one) =>
    String(one).startsWith('SMTP:'),
  );
  if (parameters.given('EmailAddresses') && primary !== undefined) {
    mailbox.PrimarySmtpAddress = String(primary).slice('SMTP:'.length);
  }
  const type = parameters.text('Type');
  if (type !== undefined) {
    mailbox.RecipientTypeDetails = mailboxTypes[type.toLowerCase()] ?? mailbox.RecipientTypeDetails;
    mailbox.IsShared = mailbox.RecipientTypeDetails === 'SharedMailbox';
  }
  mailbox.WhenChangedUTC = context.clock.now().toISOString();
  context.changed();
  return { source: sourceOf([]) };
}

function newMailbox(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const name = parameters.text('Name') ?? '';
  const alias = parameters.text('Alias') ?? name.replace(/[^\w.-]/g, '').toLowerCase();
  const address =
    parameters.text('PrimarySmtpAddress') ??
    parameters.text('MicrosoftOnlineServicesID') ??
    `${alias}@${context.state.domain}`;
  const taken = objects(call, 'Mailbox');
  if (findStored(taken, address) !== undefined || findStored(taken, alias) !== undefined) {
    throw alreadyExists(
      `The proxy address "SMTP:${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${alias}". Please choose another proxy address.`,
    );
  }
  const type = parameters.flag('Shared')
    ? 'SharedMailbox'
    : parameters.flag('Room')
      ? 'RoomMailbox'
      : parameters.flag('Equipment')
        ? 'EquipmentMailbox'
        : 'UserMailbox';
  const guid = randomUUID();
  const mailbox: GraphObject = {
    id: guid,
    Identity: name,
    Id: name,
    Name: name,
    Alias: alias,
    DisplayName: parameters.text('DisplayName') ?? name,
    UserPrincipalName: parameters.text('MicrosoftOnlineServicesID') ?? address,
    PrimarySmtpAddress: address,
    WindowsEmailAddress: address,
    EmailAddresses: [`SMTP:${address}`],
    RecipientType: 'UserMailbox',
    RecipientTypeDetails: type,
    IsShared: type === 'SharedMailbox',
    Guid: guid,
    ExchangeGuid: randomUUID(),
    ExternalDirectoryObjectId: randomUUID(),
    HiddenFromAddressListsEnabled: false,
    WhenCreatedUTC: context.clock.now().toISOString(),
  };
  store(call, 'Mailbox', mailbox);
  // Written last: what was just created is returned to its creator, others see it when it is replicated.
  markCreated(context, guid);
  return { source: sourceOf([mailbox]) };
}

function removeMailbox(call: CmdletCall): CmdletOutput {
  const mailbox = findMailboxToChange(call, call.parameters.text('Identity') ?? '');
  discard(call, 'Mailbox', (one) => one === mailbox);
  if (!call.parameters.flag('PermanentlyDelete')) {
    store(call, 'SoftDeletedMailbox', { ...mailbox, WhenSoftDeleted: call.context.clock.now().toISOString() });
  }
  return { source: sourceOf([]) };
}
