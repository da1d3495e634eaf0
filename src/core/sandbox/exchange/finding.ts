import type { GraphObject } from '../model.ts';
import { ambiguous, badValue, notFound } from './adminApiError.ts';
import type { CmdletCall, CmdletOutput, ExchangeData } from './cmdlet.ts';
import { objects } from './cmdlet.ts';
import { compileFilter, wildcard } from './opath.ts';
import { concatenate, each, type Source, sourceOf } from './source.ts';

/** Properties that name an object uniquely, and those that several may share. */
const uniqueKeys = [
  'Identity',
  'Alias',
  'PrimarySmtpAddress',
  'UserPrincipalName',
  'WindowsLiveID',
  'MicrosoftOnlineServicesID',
  'Guid',
  'ExchangeGuid',
  'ExternalDirectoryObjectId',
  'DistinguishedName',
  'LegacyExchangeDN',
  'SamAccountName',
  'ObjectId',
  'AppId',
  'Id',
  'Name',
  'DomainName',
];

/** Properties every recipient can be filtered by, also when none of those at hand has them. */
const alwaysFilterable =
  'alias displayname emailaddresses externaldirectoryobjectid guid exchangeguid name primarysmtpaddress recipienttype recipienttypedetails userprincipalname whencreated whencreatedutc whenchanged whenmailboxcreated hiddenfromaddresslistsenabled forwardingaddress forwardingsmtpaddress litigationholdenabled isinactivemailbox customattribute1 customattribute2 customattribute3 customattribute4 customattribute5 customattribute6 customattribute7 customattribute8 customattribute9 customattribute10 customattribute11 customattribute12 customattribute13 customattribute14 customattribute15 department company office title city firstname lastname manager archivestatus archiveguid isdirsynced isvalid distinguishedname legacyexchangedn memberofgroup grantsendonbehalfto retentionpolicy';

const recipientTypes = [
  'DiscoveryMailbox',
  'DynamicDistributionGroup',
  'EquipmentMailbox',
  'GroupMailbox',
  'GuestMailUser',
  'LegacyMailbox',
  'LinkedMailbox',
  'LinkedRoomMailbox',
  'MailContact',
  'MailForestContact',
  'MailNonUniversalGroup',
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailUser',
  'PublicFolder',
  'PublicFolderMailbox',
  'RemoteUserMailbox',
  'RoomList',
  'RoomMailbox',
  'SchedulingMailbox',
  'SharedMailbox',
  'TeamMailbox',
  'User',
  'UserMailbox',
];

/** Mailboxes, stored and generated. */
export function mailboxes(data: ExchangeData): Source {
  return concatenate(sourceOf(objects(data, 'Mailbox')), data.generated);
}

/** Finds one mailbox by whatever names it. */
export function findMailbox(data: ExchangeData, identity: string): GraphObject {
  const stored = findStored(objects(data, 'Mailbox'), identity);
  const found = stored ?? data.generated.find(identity) ?? generatedByKey(data, identity);
  if (found === undefined) {
    throw notFound(identity);
  }
  return found;
}

/** Finds the stored mailbox to change; a generated one has nowhere to keep a change. */
export function findMailboxToChange(data: ExchangeData, identity: string): GraphObject {
  const found = findMailbox(data, identity);
  if (!objects(data, 'Mailbox').includes(found)) {
    throw badValue('Identity', identity, 'Mailbox', 'Generated mailboxes of the sample tenant are read-only.');
  }
  return found;
}

/** Finds one object of a list; undefined when there is none. A name several share is refused. */
export function findStored(list: readonly GraphObject[], identity: string): GraphObject | undefined {
  const name = identity.toLowerCase();
  const byKey = list.find((object) => hasKey(object, name));
  if (byKey !== undefined) {
    return byKey;
  }
  const byDisplayName = list.filter((object) => String(object.DisplayName ?? '').toLowerCase() === name);
  if (byDisplayName.length > 1) {
    throw ambiguous(identity);
  }
  return byDisplayName[0];
}

/** A list as a Get cmdlet gives it: `Identity`, `Filter`, `Anr`, type, `SortBy` and `ResultSize` applied. */
export function select(
  call: CmdletCall,
  source: Source,
  find: (identity: string) => GraphObject | undefined,
): CmdletOutput {
  const { parameters } = call;
  const identity = parameters.text('Identity');
  if (identity !== undefined && !identity.includes('*')) {
    const found = find(identity);
    if (found === undefined) {
      throw notFound(identity);
    }
    return { source: sourceOf([found]) };
  }
  const conditions: ((object: GraphObject) => boolean)[] = [];
  if (identity !== undefined) {
    const matcher = wildcard(identity);
    conditions.push((object) =>
      [object.Name, object.DisplayName, object.Alias, object.Identity].some((one) => matcher.test(String(one ?? ''))),
    );
  }
  const filter = parameters.text('Filter');
  if (filter !== undefined) {
    conditions.push(compileFilter(filter, filterable(source)));
  }
  const anr = parameters.text('Anr')?.toLowerCase();
  if (anr !== undefined) {
    conditions.push((object) => matchesAnr(object, anr));
  }
  const types = typesOf(call);
  if (types !== undefined) {
    conditions.push((object) => types.has(String(object.RecipientTypeDetails).toLowerCase()));
  }
  const keep = (object: GraphObject) => conditions.every((condition) => condition(object));
  const limit = parameters.resultSize();
  const sortBy = parameters.text('SortBy');
  if (sortBy === undefined) {
    return { source, keep, limit };
  }
  const sorted = [...each(source)].filter(keep).sort((a, b) => text(a, sortBy).localeCompare(text(b, sortBy), 'en'));
  return { source: sourceOf(sorted), limit };
}

function typesOf({ parameters }: CmdletCall): ReadonlySet<string> | undefined {
  const asked = parameters.list('RecipientTypeDetails');
  for (const type of asked) {
    if (!recipientTypes.some((known) => known.toLowerCase() === type.toLowerCase())) {
      throw badValue(
        'RecipientTypeDetails',
        type,
        'Microsoft.Exchange.Data.Directory.Recipient.RecipientTypeDetails[]',
        `Unable to match the identifier name ${type} to a valid enumerator name. Specify one of the following enumerator names and try again: ${recipientTypes.join(', ')}`,
      );
    }
  }
  return asked.length === 0 ? undefined : new Set(asked.map((type) => type.toLowerCase()));
}

function filterable(source: Source): ReadonlySet<string> {
  const names = new Set(alwaysFilterable.split(' '));
  for (let index = 0; index < Math.min(source.length, 100); index++) {
    for (const name of Object.keys(source.at(index))) {
      names.add(name.toLowerCase());
    }
  }
  return names;
}

/** Ambiguous name resolution: the beginnings of names and addresses. */
function matchesAnr(object: GraphObject, text: string): boolean {
  const names = [
    object.DisplayName,
    object.Alias,
    object.Name,
    object.FirstName,
    object.LastName,
    object.PrimarySmtpAddress,
  ];
  return names.some((one) => {
    const name = String(one ?? '').toLowerCase();
    return name.startsWith(text) || name.split(/\s+/).some((part) => part.startsWith(text));
  });
}

function hasKey(object: GraphObject, name: string): boolean {
  return (
    uniqueKeys.some((key) => typeof object[key] === 'string' && (object[key] as string).toLowerCase() === name) ||
    (Array.isArray(object.EmailAddresses) &&
      object.EmailAddresses.some(
        (one) =>
          String(one)
            .toLowerCase()
            .replace(/^smtp:/, '') === name.replace(/^smtp:/, ''),
      ))
  );
}

/** A generated mailbox by one of its ids, which takes a walk through all of them. */
function generatedByKey(data: ExchangeData, identity: string): GraphObject | undefined {
  if (data.generated.length === 0 || !/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|CN=.+)$/i.test(identity)) {
    return undefined;
  }
  const name = identity.toLowerCase();
  for (const mailbox of each(data.generated)) {
    if (hasKey(mailbox, name)) {
      return mailbox;
    }
  }
  return undefined;
}

function text(object: GraphObject, property: string): string {
  const entry = Object.entries(object).find(([name]) => name.toLowerCase() === property.toLowerCase());
  return String(entry?.[1] ?? '');
}
