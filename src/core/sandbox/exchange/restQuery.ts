import { exoProperties } from './present.ts';

/** A read of the REST addresses as the cmdlet that gives the same. */
export interface RestQuery {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Properties to show; undefined for all. */
  readonly properties: readonly string[] | undefined;
}

const sets: Readonly<Record<string, string>> = {
  mailbox: 'Get-Mailbox',
  recipient: 'Get-Recipient',
  casmailbox: 'Get-CASMailbox',
};

const related: Readonly<Record<string, string>> = {
  mailboxpermission: 'Get-MailboxPermission',
  recipientpermission: 'Get-RecipientPermission',
  'exchange.getmailboxstatistics()': 'Get-MailboxStatistics',
  getmailboxstatistics: 'Get-MailboxStatistics',
};

/**
 * Reads an address such as `Mailbox`, `Mailbox('adele')` or `Mailbox('adele')/MailboxPermission` with its query, as the
 * `Get-EXO…` cmdlets of the module write it; undefined for an address that is none of these.
 */
export function restQuery(resource: string, query: URLSearchParams): RestQuery | undefined {
  const match = /^(\w+)(?:\('((?:[^']|'')*)'\))?(?:\/(.+))?$/.exec(resource);
  const set = sets[match?.[1]?.toLowerCase() ?? ''];
  const identity = match?.[2]?.replaceAll("''", "'");
  const child = match?.[3]?.toLowerCase();
  const cmdlet = child === undefined ? set : related[child];
  if (set === undefined || cmdlet === undefined || (child !== undefined && identity === undefined)) {
    return undefined;
  }
  const value = (...names: readonly string[]) =>
    [...query].find(([name]) => names.some((one) => one.toLowerCase() === name.toLowerCase()))?.[1];
  const parameters: Record<string, unknown> = {
    Identity: identity ?? value('Identity'),
    ...(child === undefined
      ? {
          Anr: value('Anr'),
          Filter: value('Filter', '$filter') === undefined ? undefined : opath(value('Filter', '$filter') ?? ''),
          RecipientTypeDetails: value('RecipientTypeDetails'),
          ResultSize: value('$top', 'ResultSize') ?? 'Unlimited',
        }
      : {}),
  };
  const list = (text: string | undefined) =>
    (text ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const names = [...list(value('Properties')), ...list(value('$select'))];
  return {
    cmdlet,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([, one]) => one !== undefined)),
    properties:
      child === undefined && set !== 'Get-CASMailbox'
        ? exoProperties(list(value('PropertySets', 'PropertySet')), names)
        : undefined,
  };
}

/** Writes the operators of an OData filter as OPATH does; a filter in OPATH stays as it is. */
function opath(filter: string): string {
  return filter.replace(/'(?:[^']|'')*'|\b(eq|ne|gt|ge|lt|le|and|or|not|true|false|null)\b/gi, (part, word, at) => {
    if (word === undefined || filter[at - 1] === '-' || filter[at - 1] === '$') {
      return part;
    }
    return /^(true|false|null)$/i.test(word) ? `$${word}` : `-${word}`;
  });
}
