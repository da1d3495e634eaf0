import { chooseCertificate } from './chooseCertificate.ts';
import type { SetupEnvironment } from './environment.ts';
import { provisioningError } from './errors.ts';
import { type Created, createdOf, type JournalEntry } from './journalEntry.ts';
import { readDirectory, type SetupReading } from './reading.ts';
import { type Recovered, recoverPending } from './recoverPending.ts';

/** What undoing would do, for the confirmation. */
export interface UndoPreview {
  readonly key: string;
  readonly applicationName: string;
  readonly appId: string | undefined;
  /** In the order of removal. */
  readonly items: readonly { readonly created: Created; readonly name: string }[];
  /** What others added since to an application that would be deleted: it would go along. */
  readonly others: { readonly certificates: number; readonly grants: number; readonly roles: number };
}

/**
 * What undoing a set-up would remove, including what an interrupted run created without learning of it.
 * @throws provisioning/nothingToUndo, and what reading the directory throws
 */
export async function undoPreview(key: string, env: SetupEnvironment, signal?: AbortSignal): Promise<UndoPreview> {
  const entry = await env.journal.read(env.tenant.tenantId, key);
  if (!entry) {
    throw provisioningError('nothingToUndo');
  }
  const reading = await readFor(entry, env, signal);
  const recovered = await recoveredFrom(entry, reading, env);
  const created = [
    ...entry.created,
    ...recovered.created.filter((one) => !entry.created.some((known) => same(known, one))),
  ];
  return {
    key,
    applicationName: reading?.application?.displayName ?? entry.applicationName,
    appId: entry.appId ?? reading?.application?.appId,
    items: [...created].reverse().map((one) => ({ created: one, name: nameOf(one) })),
    others: others(created, reading, entry),
  };
}

/** What an interrupted run left that its journal does not know yet. */
export async function findInterrupted(
  entry: JournalEntry,
  env: SetupEnvironment,
  signal: AbortSignal | undefined,
): Promise<Recovered> {
  if (entry.pending.length === 0) {
    return { created: [], settled: [] };
  }
  return recoveredFrom(entry, await readFor(entry, env, signal), env);
}

/** The directory as far as the set-up touched it; undefined when its application is gone. */
async function readFor(
  entry: JournalEntry,
  env: SetupEnvironment,
  signal: AbortSignal | undefined,
): Promise<SetupReading | undefined> {
  try {
    const lookup = { key: entry.key, ...(entry.appId === undefined ? {} : { appId: entry.appId }) };
    return await readDirectory(entry.request, lookup, env, signal);
  } catch (error) {
    if (error instanceof Error && 'reason' in error && error.reason === 'provisioning/applicationMissing') {
      return undefined;
    }
    throw error;
  }
}

async function recoveredFrom(
  entry: JournalEntry,
  reading: SetupReading | undefined,
  env: SetupEnvironment,
): Promise<Recovered> {
  const lostCertificate = entry.pending.some((pending) => pending.stepId === 'certificate');
  const generated =
    lostCertificate && 'subject' in entry.request.certificate
      ? await chooseCertificate(entry.request, entry, [], env)
      : undefined;
  const thumbprint = generated?.thumbprint ?? entry.thumbprint;
  const { created, settled } = reading ? recoverPending(entry, reading, thumbprint) : { created: [], settled: [] };
  return generated
    ? {
        created: [{ kind: 'certificate', thumbprint: generated.thumbprint }, ...created],
        settled: ['certificate', ...settled],
      }
    : { created, settled };
}

function others(
  created: readonly Created[],
  reading: SetupReading | undefined,
  entry: JournalEntry,
): UndoPreview['others'] {
  if (createdOf({ created }, 'application').length === 0 || !reading?.application) {
    return { certificates: 0, grants: 0, roles: 0 };
  }
  const own = new Set(created.flatMap((one) => ('id' in one ? [one.id] : [])));
  const since = (list: readonly { readonly id: string }[]) => list.filter((one) => !own.has(one.id)).length;
  const keys = reading.application.keyCredentials.length - (entry.thumbprint === undefined ? 0 : 1);
  return { certificates: Math.max(0, keys), grants: since(reading.grants), roles: since(reading.roleAssignments) };
}

function same(a: Created, b: Created): boolean {
  return a.kind === b.kind && nameOf(a) === nameOf(b) && ('id' in a && 'id' in b ? a.id === b.id : true);
}

/** What a removal is about, by the name a person knows. */
export function nameOf(created: Created): string {
  switch (created.kind) {
    case 'application':
    case 'resourcePrincipal':
      return created.displayName;
    case 'servicePrincipal':
      return created.appId;
    case 'certificate':
    case 'keyCredential':
      return created.thumbprint;
    case 'requestedPermission':
      return created.permission;
    case 'grant':
      return `${created.permission} (${created.resource})`;
    case 'roleAssignment':
      return created.role;
  }
}
