import type { CheckedRequest } from './types.ts';

/** Something a set-up made, with the ids to find it and the names to speak of it. */
export type Created =
  | { readonly kind: 'certificate'; readonly thumbprint: string }
  | { readonly kind: 'application'; readonly id: string; readonly appId: string; readonly displayName: string }
  | { readonly kind: 'servicePrincipal'; readonly id: string; readonly appId: string }
  | { readonly kind: 'resourcePrincipal'; readonly id: string; readonly appId: string; readonly displayName: string }
  | {
      readonly kind: 'keyCredential';
      readonly applicationId: string;
      readonly keyId: string;
      readonly thumbprint: string;
    }
  | {
      readonly kind: 'requestedPermission';
      readonly applicationId: string;
      readonly resourceAppId: string;
      readonly permissionId: string;
      readonly permission: string;
    }
  | {
      readonly kind: 'grant';
      readonly id: string;
      readonly principalId: string;
      readonly resourceId: string;
      readonly appRoleId: string;
      readonly permission: string;
      readonly resource: string;
    }
  | {
      readonly kind: 'roleAssignment';
      readonly id: string;
      readonly principalId: string;
      readonly roleDefinitionId: string;
      readonly role: string;
    };

/** A change that was about to be sent, or was sent and not answered: it may or may not have happened. */
export interface Pending {
  readonly stepId: string;
  /** ISO 8601. */
  readonly since: string;
  /** Parts of the step that were missing then, where it has parts. */
  readonly items?: readonly string[];
}

/** Who works on the set-up right now. */
export interface Lease {
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  /** ISO 8601; past it, the holder counts as gone. */
  readonly until: string;
}

/** What is kept of a set-up. Ids, names and dates; nothing secret. */
export interface JournalEntry {
  readonly version: 1;
  readonly key: string;
  readonly tenantId: string;
  readonly domain: string;
  readonly request: CheckedRequest;
  /** What the application is called. */
  readonly applicationName: string;
  /** `undone` entries are deleted; `undoing` ones were interrupted. */
  readonly state: 'running' | 'incomplete' | 'done' | 'undoing';
  readonly startedAt: string;
  readonly updatedAt: string;
  /** Counts the writes. */
  readonly revision: number;
  readonly created: readonly Created[];
  readonly pending: readonly Pending[];
  /** Of what the set-up works on, created by it or not. */
  readonly appId?: string;
  readonly objectId?: string;
  readonly servicePrincipalId?: string;
  readonly thumbprint?: string;
  readonly lease?: Lease;
}

const createdFields: Readonly<Record<Created['kind'], readonly string[]>> = {
  certificate: ['thumbprint'],
  application: ['id', 'appId', 'displayName'],
  servicePrincipal: ['id', 'appId'],
  resourcePrincipal: ['id', 'appId', 'displayName'],
  keyCredential: ['applicationId', 'keyId', 'thumbprint'],
  requestedPermission: ['applicationId', 'resourceAppId', 'permissionId', 'permission'],
  grant: ['id', 'principalId', 'resourceId', 'appRoleId', 'permission', 'resource'],
  roleAssignment: ['id', 'principalId', 'roleDefinitionId', 'role'],
};

/** The entry in a stored value, or undefined when it is not one that can be relied on. */
export function parseEntry(value: unknown): JournalEntry | undefined {
  if (!isObject(value) || value.version !== 1 || !isObject(value.request)) {
    return undefined;
  }
  const texts = ['key', 'tenantId', 'domain', 'applicationName', 'startedAt', 'updatedAt'];
  const optionalTexts = ['appId', 'objectId', 'servicePrincipalId', 'thumbprint'];
  const sound =
    hasTexts(value, texts) &&
    optionalTexts.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    ['running', 'incomplete', 'done', 'undoing'].includes(String(value.state)) &&
    Number.isSafeInteger(value.revision) &&
    Array.isArray(value.created) &&
    value.created.every(isCreated) &&
    Array.isArray(value.pending) &&
    value.pending.every((one) => isObject(one) && hasTexts(one, ['stepId', 'since'])) &&
    (value.lease === undefined || (isObject(value.lease) && hasTexts(value.lease, ['holder', 'host', 'until'])));
  return sound ? (value as unknown as JournalEntry) : undefined;
}

/** What of `kind` the entry says was created. */
export function createdOf<K extends Created['kind']>(
  entry: Pick<JournalEntry, 'created'> | undefined,
  kind: K,
): readonly Extract<Created, { kind: K }>[] {
  return (entry?.created ?? []).filter((one): one is Extract<Created, { kind: K }> => one.kind === kind);
}

function isCreated(value: unknown): boolean {
  if (!isObject(value) || typeof value.kind !== 'string' || !Object.hasOwn(createdFields, value.kind)) {
    return false;
  }
  return hasTexts(value, createdFields[value.kind as Created['kind']]);
}

function hasTexts(value: Record<string, unknown>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
