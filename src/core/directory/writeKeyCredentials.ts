import { writePermissions } from '../identity/scopes.ts';
import type { Clock } from '../shared/ports.ts';
import { directoryError } from './errors.ts';
import { applyChanges, changesBetween, idOf, isEmpty, toReplacement } from './mergeKeyCredentials.ts';
import { segment } from './odata.ts';
import type { Directory, KeyCredential } from './types.ts';

const tries = 5;
/** Waits before reading again, when a change is not to be seen yet (milliseconds). */
const replicationWaits = [1000, 2000, 4000];

/** The part of an application its certificates are read from; `key` comes with a single object only. */
interface KeyHolder {
  readonly keyCredentials?: readonly KeyCredential[];
}

/**
 * Changes the certificates of an application. Graph knows no conditional write and replaces the whole collection, so:
 * read, then in one batch (which Graph carries out in order, within milliseconds) read again, write, read back. What the
 * second reading shows that the first did not is somebody else's change: it is merged and written again, an overwritten
 * certificate with its contents. Success is reported when everything wanted is there.
 *
 * @param change gives the wanted collection from the present one; called again after each change of others
 * @returns the collection afterwards
 * @throws Conflict when others keep changing it, or when a certificate of others would be lost; what Graph refuses
 */
export async function writeKeyCredentials(
  directory: Directory,
  objectId: string,
  change: (present: readonly KeyCredential[]) => readonly KeyCredential[],
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<readonly KeyCredential[]> {
  /** What everyone else wants there. */
  let others = await readKeyCredentials(directory, objectId, signal);
  /** What should be stored at this moment. */
  let stored = others;
  let missing: readonly string[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) {
      await clock.sleep(1000 * attempt, signal);
    }
    const wanted = change(others);
    const { before, after, refusal } = await replace(directory, objectId, toReplacement(wanted, stored), signal);
    const foreign = changesBetween(stored, before);
    if (refusal && isEmpty(foreign)) {
      throw refusal;
    }
    if (!isEmpty(foreign)) {
      others = applyChanges(others, foreign);
      stored = refusal ? before : wanted;
      continue;
    }
    const result = await settle(
      directory,
      objectId,
      { wanted, first: after, removed: idsGone(others, wanted) },
      clock,
      signal,
    );
    missing = result.missing;
    if (missing.length === 0 && !result.stillThere) {
      return result.present;
    }
    // Somebody wrote right after us: what is missing is sent again with its contents.
    stored = result.present;
    others = applyChanges(others, { ...changesBetween(wanted, stored), removed: [] });
  }
  throw directoryError(missing.length > 0 ? 'keysLost' : 'keysKeepChanging', {
    objectId,
    missing: missing.join(', ') || undefined,
  });
}

/**
 * The certificates of an application, with their contents.
 *
 * @param objectId of the application
 */
export async function readKeyCredentials(
  directory: Directory,
  objectId: string,
  signal?: AbortSignal,
): Promise<readonly KeyCredential[]> {
  const body = await directory.request<KeyHolder>({ method: 'GET', path: keysPath(objectId) }, signal);
  return keysOf(body);
}

async function replace(
  directory: Directory,
  objectId: string,
  keyCredentials: readonly KeyCredential[],
  signal: AbortSignal | undefined,
): Promise<{ before: readonly KeyCredential[]; after: readonly KeyCredential[]; refusal: Error | undefined }> {
  const [before, write, after] = await directory.batch(
    [
      { id: 'before', method: 'GET', path: keysPath(objectId) },
      {
        id: 'write',
        method: 'PATCH',
        path: `/applications/${segment(objectId)}`,
        body: { keyCredentials },
        dependsOn: ['before'],
        scopes: [writePermissions.applications],
        // Key ids are chosen here, so the second time finds what the first has written.
        idempotent: true,
      },
      { id: 'after', method: 'GET', path: keysPath(objectId), dependsOn: ['write'] },
    ],
    signal,
  );
  if (before?.error) {
    throw before.error;
  }
  const read = keysOf(before?.body);
  return write?.error
    ? { before: read, after: read, refusal: write.error }
    : { before: read, after: after?.error ? [] : keysOf(after?.body), refusal: undefined };
}

/** Reads until everything wanted is to be seen: a replica may lag behind the write. */
async function settle(
  directory: Directory,
  objectId: string,
  expected: {
    readonly wanted: readonly KeyCredential[];
    readonly first: readonly KeyCredential[];
    readonly removed: readonly string[];
  },
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<{ present: readonly KeyCredential[]; missing: readonly string[]; stillThere: boolean }> {
  let present = expected.first;
  for (const wait of [...replicationWaits, undefined]) {
    const missing = changesBetween(expected.wanted, present).removed;
    const stillThere = present.some((credential) => expected.removed.includes(idOf(credential)));
    if ((missing.length === 0 && !stillThere) || wait === undefined) {
      return { present, missing, stillThere };
    }
    await clock.sleep(wait, signal);
    present = await readKeyCredentials(directory, objectId, signal);
  }
  throw new TypeError('unreachable');
}

function idsGone(from: readonly KeyCredential[], to: readonly KeyCredential[]): readonly string[] {
  return changesBetween(from, to).removed;
}

function keysPath(objectId: string): string {
  return `/applications/${segment(objectId)}?$select=id,keyCredentials`;
}

/** An answer without the collection is no empty one: writing on that would delete everything. */
function keysOf(body: unknown): readonly KeyCredential[] {
  const keys = (body as KeyHolder | undefined)?.keyCredentials;
  if (!Array.isArray(keys)) {
    throw directoryError('unexpectedAnswer', { detail: 'keyCredentials' });
  }
  return keys;
}
