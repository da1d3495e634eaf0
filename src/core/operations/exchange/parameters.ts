import { toText } from '../language/text.ts';
import { Hashtable, isTruthy, LiteralNumber, PsObject, SecureText, type Value } from '../language/values.ts';

/** Parameters that take no argument, of the cmdlets people use: `Get-Mailbox -Archive jane` would otherwise be read wrongly. */
export const exchangeSwitches: ReadonlySet<string> = new Set(
  [
    'Archive',
    'Arbitration',
    'AuditLog',
    'AuxAuditLog',
    'AsJob',
    'Confirm',
    'DisableRetentionPolicy',
    'Enabled',
    'Force',
    'GroupMailbox',
    'HasActiveSyncDevicePartnership',
    'InactiveMailboxOnly',
    'IncludeAllObjects',
    'IncludeAnalysis',
    'IncludeInactiveMailbox',
    'IncludeMoveHistory',
    'IncludeMoveReport',
    'IncludeOldestAndNewestItems',
    'IncludeReport',
    'IncludeSoftDeletedRecipients',
    'IncludeUnresolvedPermissions',
    'IncludeSystemPermissions',
    'Migration',
    'Monitoring',
    'Owner',
    'PermanentlyDelete',
    'PublicFolder',
    'ResolveGroup',
    'RetainCloudMailbox',
    'Room',
    'Equipment',
    'Shared',
    'Discovery',
    'SoftDeletedMailbox',
    'SoftDeletedUser',
    'SortByDisplayName',
    'WhatIf',
    'Verbose',
    'Debug',
    'UserFriendlyName',
    'BypassSecurityGroupManagerCheck',
    'BypassModerationCheck',
    'ClearInheritance',
    'AutoMapping',
    'GetEffectiveUsers',
    'Recurse',
    'ReturnPageInfo',
    'ShowPartial',
    'UseCustomRouting',
    'AllStats',
    'IncludeQuarantineDetails',
    'IncludeUserWithDisplayName',
    'FolderStatistics',
    'SkipAadUserCheck',
    'CalendarRepairDisabledOnly',
    'IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames',
  ].map((name) => name.toLowerCase()),
);

/** What a cmdlet takes without a name in front. */
export function exchangePositions(cmdlet: string): readonly string[] {
  return /^New-/i.test(cmdlet) ? ['Name'] : ['Identity'];
}

const local = new Set([
  'erroraction',
  'ea',
  'warningaction',
  'wa',
  'informationaction',
  'infa',
  'progressaction',
  'verbose',
  'vb',
  'debug',
  'db',
  'asjob',
  'whatif',
  'wi',
  'confirm',
  'cf',
  'errorvariable',
  'ev',
  'outvariable',
  'ov',
  'warningvariable',
  'wv',
]);

/** Whether a parameter (lower-case) is one that every cmdlet takes and that stays in this console. */
export function isLocalParameter(name: string): boolean {
  return local.has(name);
}

/** Parameters as the service takes them; what only concerns this console stays here. */
export function requestParameters(bound: ReadonlyMap<string, Value>): Record<string, unknown> {
  return Object.fromEntries(
    [...bound].filter(([name]) => !local.has(name.toLowerCase())).map(([name, value]) => [name, wire(value)]),
  );
}

function wire(value: Value): unknown {
  if (value instanceof Hashtable) {
    // How the module marks `@{ Add = … }`.
    return {
      '@odata.type': '#Exchange.GenericHashTable',
      ...Object.fromEntries([...value.entries()].map(([key, item]) => [key, wire(item)])),
    };
  }
  if (Array.isArray(value)) {
    return value.map((item: Value) => wire(item));
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof SecureText) {
    return value.reveal();
  }
  if (value instanceof PsObject) {
    return identityOf(value) ?? toText(value);
  }
  return value === null || typeof value === 'boolean'
    ? value
    : value instanceof LiteralNumber
      ? value.text
      : toText(value);
}

const identities = [
  'ExternalDirectoryObjectId',
  'Guid',
  'PrimarySmtpAddress',
  'Identity',
  'UserPrincipalName',
  'DistinguishedName',
  'Name',
  'Id',
];

/** What names an object that came through the pipeline, the most exact first. */
export function identityOf(value: Value): string | undefined {
  if (!(value instanceof PsObject)) {
    return value === null ? undefined : toText(value);
  }
  for (const name of identities) {
    const text = toText(value.get(name) ?? null);
    if (text !== '') {
      return text;
    }
  }
  return undefined;
}

/** A switch of a cmdlet that is bound freely, by name without regard to case. */
export function freeFlag(bound: ReadonlyMap<string, Value>, ...names: readonly string[]): boolean | undefined {
  for (const [name, value] of bound) {
    if (names.includes(name.toLowerCase())) {
      return isTruthy(value);
    }
  }
  return undefined;
}

/** A text parameter of a cmdlet that is bound freely. */
export function freeText(bound: ReadonlyMap<string, Value>, ...names: readonly string[]): string | undefined {
  for (const [name, value] of bound) {
    if (names.includes(name.toLowerCase())) {
      return toText(value);
    }
  }
  return undefined;
}
