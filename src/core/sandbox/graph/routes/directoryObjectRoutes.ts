import { readDirectoryObjects } from '../accessRules.ts';
import { collectionAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, parameter, type Route } from '../call.ts';
import { directoryObject } from '../entities/directoryObject.ts';
import { typeNameOf } from '../entityType.ts';
import { malformed, notFound } from '../graphError.ts';
import { isObject } from '../odata/accessor.ts';

const maximumIds = 1000;

/** Objects of any kind by id. */
export const directoryObjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/directoryObjects/{id}',
    access: readDirectoryObjects,
    handle: (call) => {
      const id = parameter(call, 'id').toLowerCase();
      const object = call.store.directoryObject(id);
      if (object === undefined) {
        throw notFound(id);
      }
      return entityAnswer(call, object, directoryObject, { mixed: true });
    },
  },
  { method: 'POST', path: '/directoryObjects/getByIds', access: readDirectoryObjects, handle: getByIds },
];

function getByIds(call: GraphCall) {
  const ids = isObject(call.body) ? call.body.ids : undefined;
  const types =
    isObject(call.body) && Array.isArray(call.body.types)
      ? call.body.types.map((type) => String(type).toLowerCase())
      : [];
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > maximumIds) {
    throw malformed(`Property ids in payload must have between 1 and ${maximumIds} values.`);
  }
  const found = ids
    .map((id) => call.store.directoryObject(String(id).toLowerCase()))
    .filter((object) => object !== undefined)
    .filter(
      (object) =>
        types.length === 0 ||
        types.includes('directoryobject') ||
        types.includes((typeNameOf(object) ?? '').toLowerCase()),
    );
  return collectionAnswer(call, found, directoryObject, { mixed: true, pageSize: maximumIds });
}
