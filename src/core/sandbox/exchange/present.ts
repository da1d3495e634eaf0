import type { GraphObject } from '../model.ts';

/** Properties the EXO cmdlets give unless more are asked for. */
const minimum = [
  'Alias',
  'DisplayName',
  'DistinguishedName',
  'EmailAddresses',
  'ExternalDirectoryObjectId',
  'ExchangeVersion',
  'Guid',
  'Id',
  'Identity',
  'Name',
  'OrganizationId',
  'PrimarySmtpAddress',
  'RecipientType',
  'RecipientTypeDetails',
  'UserPrincipalName',
  'WindowsLiveID',
];

/** An object as clients get it: without what is the service's own, reduced to the properties asked for. */
export function present(object: GraphObject, properties: readonly string[] | undefined): Record<string, unknown> {
  const wanted = properties === undefined ? undefined : new Set(properties.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(object).filter(
      // `id` would meet `Id` in clients that know no case.
      ([name]) => name !== 'id' && !name.startsWith('$') && (wanted === undefined || wanted.has(name.toLowerCase())),
    ),
  );
}

/** The properties an EXO cmdlet is asked for by its sets and names; undefined for all. */
export function exoProperties(sets: readonly string[], names: readonly string[]): readonly string[] | undefined {
  const onlyMinimum = sets.length === 0 || sets.every((set) => set.toLowerCase() === 'minimum');
  if (!onlyMinimum || names.includes('*')) {
    return undefined;
  }
  return [...minimum, ...names];
}
