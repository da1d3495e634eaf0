import type { GraphObject } from '../model.ts';
import type { DirectoryStore } from './directoryStore.ts';

/** Where deleted objects of a set are kept, and for how long. */
const bins: Readonly<Record<string, string>> = {
  applications: 'deletedApplications',
  servicePrincipals: 'deletedServicePrincipals',
  users: 'deletedUsers',
  groups: 'deletedGroups',
};
const keptFor = 30 * 86_400_000;

/** What hangs on a service principal and goes and comes back with it. */
const dependents: readonly (readonly [set: string, refersTo: (object: GraphObject, id: string) => boolean])[] = [
  ['appRoleAssignments', (object, id) => object.principalId === id || object.resourceId === id],
  ['oauth2PermissionGrants', (object, id) => object.clientId === id || object.resourceId === id],
  ['roleAssignments', (object, id) => object.principalId === id],
];

/** Deletes an object so that it can be restored for 30 days; an application takes its service principal and grants along. */
export function softDelete(store: DirectoryStore, set: string, object: GraphObject): void {
  const bin = bins[set];
  if (bin === undefined) {
    throw new Error(`Objects of ${set} are not kept when deleted`);
  }
  const taken: Record<string, GraphObject[]> = {};
  const take = (from: string, doomed: GraphObject) => {
    taken[from] = [...(taken[from] ?? []), doomed];
    store.remove(from, doomed.id);
  };
  const principals =
    set === 'applications' ? allWritten(store, 'servicePrincipals').filter(({ appId }) => appId === object.appId) : [];
  for (const id of [object.id, ...principals.map((principal) => principal.id)]) {
    for (const [from, refersTo] of dependents) {
      for (const dependent of allWritten(store, from).filter((candidate) => refersTo(candidate, id))) {
        take(from, dependent);
      }
    }
  }
  for (const principal of principals) {
    take('servicePrincipals', principal);
  }
  store.remove(set, object.id);
  store.insert(bin, { ...object, deletedDateTime: store.timestamp(), $taken: taken });
}

/** Brings a deleted object back with what was deleted with it. */
export function restore(store: DirectoryStore, set: string, deleted: GraphObject): GraphObject {
  const { $taken, ...kept } = deleted;
  store.remove(bins[set] ?? '', deleted.id);
  const object = store.insert(set, { ...kept, id: deleted.id, deletedDateTime: null });
  for (const [from, objects] of Object.entries(($taken ?? {}) as Record<string, GraphObject[]>)) {
    for (const dependent of objects) {
      store.insert(from, dependent);
    }
  }
  return object;
}

/** Deleted objects that can still be restored, with the set each came from. */
export function deletedObjects(
  store: DirectoryStore,
): { readonly set: string; readonly bin: string; readonly object: GraphObject }[] {
  const oldest = store.context.clock.now().getTime() - keptFor;
  return Object.entries(bins).flatMap(([set, bin]) =>
    store
      .all(bin)
      .filter((object) => Date.parse(String(object.deletedDateTime)) > oldest)
      .map((object) => ({ set, bin, object })),
  );
}

function allWritten(store: DirectoryStore, set: string): GraphObject[] {
  return Object.values(store.context.state.collections[set] ?? {});
}
