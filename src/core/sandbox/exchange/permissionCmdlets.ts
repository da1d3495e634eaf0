import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { badValue } from './adminApiError.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, discard, objects, store } from './cmdlet.ts';
import { findMailbox, findMailboxToChange } from './finding.ts';
import { identityOf } from './mailboxDetails.ts';
import { findRecipient } from './recipientCmdlets.ts';
import { sourceOf } from './source.ts';

const mailboxRights = [
  'FullAccess',
  'ReadPermission',
  'ChangePermission',
  'ChangeOwner',
  'DeleteItem',
  'ExternalAccount',
];
const exo = ['ExternalDirectoryObjectId', 'PrimarySmtpAddress', 'UserPrincipalName'];

export const permissionCmdlets: readonly Cmdlet[] = [
  ...['Get-MailboxPermission', 'Get-EXOMailboxPermission'].map(
    (name): Cmdlet => ({
      name,
      area: 'recipients',
      parameters: [
        'Identity',
        'User',
        'Owner',
        'ResultSize',
        'GroupMailbox',
        'SoftDeletedMailbox',
        'IncludeSoftDeletedUserPermissions',
        'IncludeUnresolvedPermissions',
        'IncludeUserWithDisplayName',
        'UseCustomRouting',
        ...exo,
      ],
      mandatory: [['Identity', ...exo]],
      run: (call) => listPermissions(call, 'MailboxPermission', 'User'),
    }),
  ),
  {
    name: 'Add-MailboxPermission',
    area: 'recipients',
    write: true,
    parameters: [
      'Identity',
      'User',
      'AccessRights',
      'AutoMapping',
      'Deny',
      'InheritanceType',
      'Owner',
      'GroupMailbox',
      'Force',
    ],
    mandatory: ['Identity', ['User', 'Owner'], ['AccessRights', 'Owner']],
    run: addMailboxPermission,
  },
  {
    name: 'Remove-MailboxPermission',
    area: 'recipients',
    write: true,
    parameters: [
      'Identity',
      'User',
      'AccessRights',
      'Deny',
      'InheritanceType',
      'BypassMasterAccountSid',
      'ClearAutoMapping',
      'ResetDefault',
      'SoftDeletedMailbox',
      'GroupMailbox',
      'Force',
    ],
    mandatory: [
      'Identity',
      ['User', 'ResetDefault', 'ClearAutoMapping'],
      ['AccessRights', 'ResetDefault', 'ClearAutoMapping'],
    ],
    run: (call) => removePermission(call, 'MailboxPermission', 'User'),
  },
  ...['Get-RecipientPermission', 'Get-EXORecipientPermission'].map(
    (name): Cmdlet => ({
      name,
      area: 'recipients',
      parameters: ['Identity', 'Trustee', 'AccessRights', 'ResultSize', ...exo],
      run: (call) => listPermissions(call, 'RecipientPermission', 'Trustee'),
    }),
  ),
  {
    name: 'Add-RecipientPermission',
    area: 'recipients',
    write: true,
    parameters: [
      'Identity',
      'Trustee',
      'AccessRights',
      'SkipDomainValidationForMailContact',
      'SkipDomainValidationForMailUser',
      'SkipDomainValidationForSharedMailbox',
    ],
    mandatory: ['Identity', 'Trustee', 'AccessRights'],
    run: addRecipientPermission,
  },
  {
    name: 'Remove-RecipientPermission',
    area: 'recipients',
    write: true,
    parameters: [
      'Identity',
      'Trustee',
      'AccessRights',
      'Deny',
      'MultiTrustees',
      'SkipDomainValidationForMailContact',
      'SkipDomainValidationForMailUser',
      'SkipDomainValidationForSharedMailbox',
    ],
    mandatory: ['Identity', 'Trustee', 'AccessRights'],
    run: (call) => removePermission(call, 'RecipientPermission', 'Trustee'),
  },
];

function listPermissions(call: CmdletCall, noun: string, trustee: 'User' | 'Trustee'): CmdletOutput {
  const { parameters } = call;
  const identity = identityOf(call);
  const target = identity === '' ? undefined : find(call, noun, identity);
  const who = parameters.text(trustee);
  const stored = objects(call, noun).filter(
    (one) => (target === undefined || isOn(one, target)) && (who === undefined || isFor(call, one, trustee, who)),
  );
  const own =
    noun === 'MailboxPermission' && target !== undefined && (who === undefined || who.toLowerCase().includes('self'));
  const found =
    own && !stored.some((one) => String(one.User).toUpperCase() === 'NT AUTHORITY\\SELF')
      ? [selfPermission(target), ...stored]
      : stored;
  return { source: sourceOf(found), limit: parameters.resultSize() };
}

/** What every mailbox grants its own user. */
function selfPermission(mailbox: GraphObject): GraphObject {
  return {
    id: `self ${mailbox.id}`,
    Identity: mailbox.Identity,
    User: 'NT AUTHORITY\\SELF',
    AccessRights: ['FullAccess', 'ReadPermission'],
    IsInherited: false,
    Deny: false,
    InheritanceType: 'All',
  };
}

function addMailboxPermission(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const mailbox = findMailboxToChange(call, parameters.text('Identity') ?? '');
  const who = findRecipient(call, parameters.text('User') ?? parameters.text('Owner') ?? '');
  const rights = parameters.has('AccessRights') ? parameters.list('AccessRights') : ['ChangeOwner'];
  const wrong = rights.find((right) => !mailboxRights.some((known) => known.toLowerCase() === right.toLowerCase()));
  if (wrong !== undefined) {
    throw badValue(
      'AccessRights',
      wrong,
      'Microsoft.Exchange.Management.RecipientTasks.MailboxRights[]',
      `Unable to match the identifier name ${wrong} to a valid enumerator name. Specify one of the following enumerator names and try again: ${mailboxRights.join(', ')}`,
    );
  }
  const canonical = mailboxRights.filter((known) =>
    rights.some((right) => right.toLowerCase() === known.toLowerCase()),
  );
  const user = String(who.PrimarySmtpAddress ?? who.Identity);
  const existing = objects(call, 'MailboxPermission').find(
    (one) => isOn(one, mailbox) && isFor(call, one, 'User', user),
  );
  if (existing !== undefined) {
    existing.AccessRights = [...new Set([...rightsOf(existing), ...canonical])];
    context.changed();
    return { source: sourceOf([existing]) };
  }
  return {
    source: sourceOf([
      store(call, 'MailboxPermission', {
        id: randomUUID(),
        Identity: mailbox.Identity,
        User: user,
        AccessRights: canonical,
        IsInherited: false,
        Deny: parameters.flag('Deny'),
        InheritanceType: parameters.text('InheritanceType') ?? 'All',
      }),
    ]),
  };
}

function addRecipientPermission(call: CmdletCall): CmdletOutput {
  const { parameters } = call;
  const recipient = findRecipient(call, parameters.text('Identity') ?? '');
  const trustee = findRecipient(call, parameters.text('Trustee') ?? '');
  const rights = parameters.list('AccessRights');
  if (rights.some((right) => right.toLowerCase() !== 'sendas')) {
    throw badValue(
      'AccessRights',
      rights.join(','),
      'Microsoft.Exchange.Management.RecipientTasks.RecipientAccessRight[]',
      'Unable to match the identifier name to a valid enumerator name. Specify one of the following enumerator names and try again: SendAs',
    );
  }
  const name = String(trustee.PrimarySmtpAddress ?? trustee.Identity);
  const existing = objects(call, 'RecipientPermission').find(
    (one) => isOn(one, recipient) && isFor(call, one, 'Trustee', name),
  );
  const permission =
    existing ??
    store(call, 'RecipientPermission', {
      id: randomUUID(),
      Identity: recipient.Identity,
      Trustee: name,
      AccessControlType: 'Allow',
      AccessRights: ['SendAs'],
      IsInherited: false,
      InheritanceType: 'None',
    });
  return { source: sourceOf([permission]) };
}

function removePermission(call: CmdletCall, noun: string, trustee: 'User' | 'Trustee'): CmdletOutput {
  const { parameters } = call;
  const target = find(call, noun, parameters.text('Identity') ?? '');
  const who = parameters.text(trustee);
  const rights = new Set(parameters.list('AccessRights').map((right) => right.toLowerCase()));
  for (const one of objects(call, noun)) {
    if (isOn(one, target) && (who === undefined || isFor(call, one, trustee, who))) {
      one.AccessRights = rightsOf(one).filter((right) => !rights.has(right.toLowerCase()));
    }
  }
  discard(call, noun, (one) => isOn(one, target) && (parameters.flag('ResetDefault') || rightsOf(one).length === 0));
  return { source: sourceOf([]) };
}

function find(call: CmdletCall, noun: string, identity: string): GraphObject {
  return noun === 'MailboxPermission' ? findMailbox(call, identity) : findRecipient(call, identity);
}

/** Whether a permission is on `target`, however its `Identity` names that. */
function isOn(permission: GraphObject, target: GraphObject): boolean {
  const name = String(permission.Identity).toLowerCase();
  return [
    'Identity',
    'Guid',
    'PrimarySmtpAddress',
    'UserPrincipalName',
    'Alias',
    'Name',
    'DistinguishedName',
    'DisplayName',
  ].some((key) => typeof target[key] === 'string' && (target[key] as string).toLowerCase() === name);
}

function isFor(call: CmdletCall, permission: GraphObject, property: 'User' | 'Trustee', who: string): boolean {
  const own = String(permission[property]).toLowerCase();
  if (own === who.toLowerCase()) {
    return true;
  }
  try {
    const found = findRecipient(call, who);
    return ['PrimarySmtpAddress', 'Identity', 'DisplayName', 'WindowsLiveID', 'Alias', 'Guid'].some(
      (key) => String(found[key]).toLowerCase() === own,
    );
  } catch {
    return false; // A trustee that is no recipient any more, compared by name above.
  }
}

function rightsOf(permission: GraphObject): string[] {
  return Array.isArray(permission.AccessRights) ? permission.AccessRights.map(String) : [];
}
