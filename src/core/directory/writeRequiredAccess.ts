import { writePermissions } from '../identity/scopes.ts';
import type { Clock } from '../shared/ports.ts';
import { directoryError } from './errors.ts';
import { segment } from './odata.ts';
import type { Directory, RequiredResourceAccess } from './types.ts';

const tries = 5;

/**
 * Changes the permissions an application requests. Graph replaces the whole collection, so what somebody adds between
 * reading and writing is found by a second reading in the same batch, merged, and written again. Nothing is written when
 * nothing changes.
 *
 * @param objectId of the application
 * @param change gives the wanted collection from the present one; called again after each addition of others
 * @returns the collection afterwards
 * @throws Conflict when others keep adding; what Graph refuses
 */
export async function writeRequiredAccess(
  directory: Directory,
  objectId: string,
  change: (present: readonly RequiredResourceAccess[]) => readonly RequiredResourceAccess[],
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<readonly RequiredResourceAccess[]> {
  const path = `/applications/${segment(objectId)}`;
  const read = { method: 'GET', path: `${path}?$select=id,requiredResourceAccess` } as const;
  /** What everyone else wants there. */
  let others = accessOf(await directory.request(read, signal));
  /** What should be stored at this moment. */
  let stored = others;
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) {
      await clock.sleep(1000 * attempt, signal);
    }
    const wanted = change(others);
    if (additions(stored, wanted).length === 0 && additions(wanted, stored).length === 0) {
      return wanted;
    }
    const body = { requiredResourceAccess: wanted };
    const scopes = [writePermissions.applications];
    const [before, write] = await directory.batch(
      [
        { id: 'before', ...read },
        { id: 'write', method: 'PATCH', path, body, scopes, idempotent: true, dependsOn: ['before'] },
      ],
      signal,
    );
    if (before?.error ?? write?.error) {
      throw before?.error ?? write?.error;
    }
    // What is no longer there is no reason to drop it: a replica that lags behind looks the same.
    const foreign = additions(stored, accessOf(before?.body));
    if (foreign.length === 0) {
      return wanted;
    }
    others = merge(others, foreign);
    stored = wanted;
  }
  throw directoryError('permissionsKeepChanging', { objectId });
}

interface Access {
  readonly resourceAppId: string;
  readonly id: string;
  readonly type: 'Role' | 'Scope';
}

/** What `now` has and `before` has not. */
function additions(
  before: readonly RequiredResourceAccess[],
  now: readonly RequiredResourceAccess[],
): readonly Access[] {
  const known = new Set(flat(before).map(keyOf));
  return flat(now).filter((access) => !known.has(keyOf(access)));
}

function merge(list: readonly RequiredResourceAccess[], added: readonly Access[]): readonly RequiredResourceAccess[] {
  let result = list;
  for (const { resourceAppId, id, type } of added) {
    const mine = result.find((resource) => resource.resourceAppId.toLowerCase() === resourceAppId.toLowerCase());
    result = mine
      ? result.map((resource) =>
          resource === mine ? { ...resource, resourceAccess: [...resource.resourceAccess, { id, type }] } : resource,
        )
      : [...result, { resourceAppId, resourceAccess: [{ id, type }] }];
  }
  return result;
}

function flat(list: readonly RequiredResourceAccess[]): readonly Access[] {
  return list.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id, type }) => ({ resourceAppId, id, type })),
  );
}

function keyOf({ resourceAppId, id, type }: Access): string {
  return `${resourceAppId}/${type}/${id}`.toLowerCase();
}

/** An answer without the collection is no empty one: writing on that would delete everything. */
function accessOf(body: unknown): readonly RequiredResourceAccess[] {
  const list = (body as { readonly requiredResourceAccess?: unknown } | undefined)?.requiredResourceAccess;
  if (!Array.isArray(list)) {
    throw directoryError('unexpectedAnswer', { detail: 'requiredResourceAccess' });
  }
  return list;
}
