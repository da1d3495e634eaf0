import type { GraphObject } from '../model.ts';
import { type Cmdlet, type CmdletCall, type ExchangeData, objects } from './cmdlet.ts';
import { findMailbox, findStored, mailboxes, select } from './finding.ts';
import { concatenate, mapped, type Source, sourceOf } from './source.ts';

const list = ['Anr', 'Filter', 'Identity', 'ResultSize', 'SortBy', 'OrganizationalUnit', 'RecipientTypeDetails'];

/** Nouns of recipients that are not mailboxes. */
const others = ['DistributionGroup', 'DynamicDistributionGroup', 'UnifiedGroup', 'MailContact', 'MailUser'];

export const recipientCmdlets: readonly Cmdlet[] = [
  ...['Get-Recipient', 'Get-EXORecipient'].map(
    (name): Cmdlet => ({
      name,
      area: 'recipients',
      parameters: [
        ...list,
        'AuthenticationType',
        'BookmarkDisplayName',
        'Capabilities',
        'ExternalDirectoryObjectId',
        'IncludeBookmarkObject',
        'IncludeSoftDeletedRecipients',
        'PrimarySmtpAddress',
        'Properties',
        'PropertySet',
        'PropertySets',
        'RecipientPreviewFilter',
        'RecipientType',
        'UserPrincipalName',
      ],
      run: (call) => {
        const output = select(call, recipients(call), (identity) => findRecipient(call, identity));
        const types = call.parameters.list('RecipientType').map((type) => type.toLowerCase());
        const { keep } = output;
        return types.length === 0
          ? output
          : {
              ...output,
              keep: (one) =>
                types.includes(String(one.RecipientType).toLowerCase()) && (keep === undefined || keep(one)),
            };
      },
    }),
  ),
  {
    name: 'Get-User',
    area: 'recipients',
    parameters: [...list, 'IsVIP', 'PublicFolder', 'SkuCapability'],
    run: (call) => {
      const users = Object.values(call.context.state.collections.users ?? {}).map((user) => userOf(call, user));
      return select(call, sourceOf(users), (identity) => findStored(users, identity));
    },
  },
  ...(['MailContact', 'MailUser', 'Contact'] as const).map(
    (noun): Cmdlet => ({
      name: `Get-${noun}`,
      area: 'recipients',
      parameters: list,
      run: (call) =>
        select(call, sourceOf(objects(call, noun)), (identity) => findStored(objects(call, noun), identity)),
    }),
  ),
];

/** Everything mail can be sent to. */
function recipients(data: ExchangeData): Source {
  const stored = objects(data, 'Recipient');
  const base = stored.length > 0 ? concatenate(sourceOf(stored), data.generated) : mailboxes(data);
  const known = new Set(stored.map((one) => String(one.Guid)));
  const rest = others.flatMap((noun) => objects(data, noun)).filter((one) => !known.has(String(one.Guid)));
  return concatenate(mapped(base, recipientOf), mapped(sourceOf(rest), recipientOf));
}

/** Finds any recipient by whatever names it. */
export function findRecipient(data: ExchangeData, identity: string): GraphObject {
  const found = findStored(
    ['Recipient', ...others].flatMap((noun) => objects(data, noun)),
    identity,
  );
  return recipientOf(found ?? findMailbox(data, identity));
}

/** What `Get-Recipient` shows of an object: the properties all recipients share. */
export function recipientOf(object: GraphObject): GraphObject {
  const names = [
    'id',
    'Identity',
    'Id',
    'Name',
    'Alias',
    'DisplayName',
    'PrimarySmtpAddress',
    'WindowsLiveID',
    'EmailAddresses',
    'RecipientType',
    'RecipientTypeDetails',
    'Guid',
    'ExchangeGuid',
    'ExternalDirectoryObjectId',
    'DistinguishedName',
    'HiddenFromAddressListsEnabled',
    'FirstName',
    'LastName',
    'Title',
    'Department',
    'Company',
    'Office',
    'City',
    'Manager',
    'ManagedBy',
    'WhenCreatedUTC',
    'WhenChangedUTC',
    ...Array.from({ length: 15 }, (_, index) => `CustomAttribute${index + 1}`),
  ];
  const shown = Object.fromEntries(
    names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]),
  );
  return { ...shown, id: object.id, WindowsLiveID: object.WindowsLiveID ?? object.UserPrincipalName ?? '' };
}

function userOf(call: CmdletCall, user: GraphObject): GraphObject {
  const mailbox = findStored(objects(call, 'Mailbox'), String(user.userPrincipalName));
  return {
    id: user.id,
    Identity: user.displayName,
    Id: user.displayName,
    Name: user.displayName,
    DisplayName: user.displayName,
    FirstName: user.givenName ?? null,
    LastName: user.surname ?? null,
    UserPrincipalName: user.userPrincipalName,
    WindowsEmailAddress: user.mail ?? '',
    Department: user.department ?? '',
    Title: user.jobTitle ?? '',
    Office: user.officeLocation ?? '',
    City: user.city ?? '',
    AccountDisabled: user.accountEnabled === false,
    ExternalDirectoryObjectId: user.id,
    Guid: mailbox?.Guid ?? user.id,
    RecipientType: mailbox === undefined ? 'User' : 'UserMailbox',
    RecipientTypeDetails: mailbox?.RecipientTypeDetails ?? 'User',
  };
}
