import type { GraphObject } from '../../model.ts';
import { checkAccess } from '../access.ts';
import { readApplications, readGroups, readUsers, writeApplications, writeGroups, writeUsers } from '../accessRules.ts';
import { collectionAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { application } from '../entities/application.ts';
import { group } from '../entities/group.ts';
import { servicePrincipal } from '../entities/servicePrincipal.ts';
import { user } from '../entities/user.ts';
import { GraphError, malformed, notFound } from '../graphError.ts';
import { deletedObjects, restore } from '../softDelete.ts';

const kinds = [
  { type: application, read: readApplications, write: writeApplications },
  { type: servicePrincipal, read: readApplications, write: writeApplications },
  { type: user, read: readUsers, write: writeUsers },
  { type: group, read: readGroups, write: writeGroups },
];
/** Which kind it is decides who may: checked once it is known. */
const decidedLater = { application: 'any', delegated: 'any' } as const;

/** `/directory/deletedItems`: what can be restored for 30 days. */
export const deletedItemRoutes: readonly Route[] = [
  { method: 'GET', path: '/directory/deletedItems', access: decidedLater, handle: list },
  {
    method: 'GET',
    path: '/directory/deletedItems/{id}',
    access: decidedLater,
    handle: (call) => {
      const { object, kind } = find(call, 'read');
      return entityAnswer(call, object, kind.type, { context: 'directoryObjects', mixed: true });
    },
  },
  {
    method: 'POST',
    path: '/directory/deletedItems/{id}/restore',
    access: decidedLater,
    handle: (call) => {
      const { object, kind } = find(call, 'write');
      checkStillUnique(call, kind.type.set, object);
      const restored = restore(call.store, kind.type.set, object);
      return entityAnswer(call, restored, kind.type, { context: 'directoryObjects', mixed: true });
    },
  },
  {
    method: 'DELETE',
    path: '/directory/deletedItems/{id}',
    access: decidedLater,
    handle: (call) => {
      const { object, bin } = find(call, 'write');
      call.store.remove(bin, object.id);
      return noContent;
    },
  },
];

function list(call: GraphCall) {
  const { cast } = call;
  const kind = kinds.find(({ type }) => type.name.toLowerCase() === cast?.toLowerCase());
  if (kind === undefined) {
    throw malformed("Resource not found for the segment 'deletedItems'.");
  }
  checkAccess(call, kind.read);
  const found = deletedObjects(call.store)
    .filter(({ set }) => set === kind.type.set)
    .map(({ object }) => object);
  const { cast: _, ...rest } = call;
  return collectionAnswer(rest, found, kind.type, { context: 'directoryObjects', mixed: true });
}

function find(call: GraphCall, action: 'read' | 'write') {
  const id = parameter(call, 'id').toLowerCase();
  const found = deletedObjects(call.store).find(({ object }) => object.id === id);
  const kind = kinds.find(({ type }) => type.set === found?.set);
  if (found === undefined || kind === undefined) {
    throw notFound(id);
  }
  checkAccess(call, kind[action], found.object);
  return { ...found, kind };
}

function checkStillUnique(call: GraphCall, set: string, object: GraphObject): void {
  const property = set === 'users' ? 'userPrincipalName' : set === 'groups' ? 'id' : 'appId';
  if (call.store.findWritten(set, (other) => other[property] === object[property]) !== undefined) {
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `Another object with the same value for property ${property} already exists.`,
    );
  }
}
