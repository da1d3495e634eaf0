import type { GraphObject } from '../model.ts';
import type { DirectoryStore } from './directoryStore.ts';
import type { EntityType } from './entityType.ts';
import { badRequest, malformed, notFound } from './graphError.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The object of `type` that a key segment addresses (`id`, or `appId='…'`), or undefined. Throws a `GraphError` (400) for a malformed key. */
export function findByKey(store: DirectoryStore, type: EntityType, segment: string): GraphObject | undefined {
  const alternate = /^(\w+)='(.*)'$/s.exec(segment);
  if (alternate !== null) {
    const property = alternate[1] ?? '';
    const value = (alternate[2] ?? '').replaceAll("''", "'").toLowerCase();
    if (type.alternateKeys?.includes(property) !== true) {
      throw malformed(`The key '${property}' is not declared as a key of the type 'microsoft.graph.${type.name}'.`);
    }
    return store.find(type.set, (object) => String(object[property] ?? '').toLowerCase() === value);
  }
  if (type.set === 'users') {
    return (
      store.get('users', segment.toLowerCase()) ??
      store.find('users', (user) => String(user.userPrincipalName).toLowerCase() === segment.toLowerCase())
    );
  }
  if (type.directoryObject === true && !guid.test(segment)) {
    throw badRequest(`Invalid object identifier '${segment}'.`);
  }
  return store.get(type.set, segment) ?? store.get(type.set, segment.toLowerCase());
}

/** As `findByKey`, but throws `Request_ResourceNotFound` when there is none. */
export function requireByKey(store: DirectoryStore, type: EntityType, segment: string): GraphObject {
  const object = findByKey(store, type, segment);
  if (object === undefined) {
    throw notFound(/^\w+='(.*)'$/s.exec(segment)?.[1] ?? segment);
  }
  return object;
}
