import type { AccessRule } from '../access.ts';
import { collectionAnswer, entityAnswer } from '../answers.ts';
import { parameter, type Route } from '../call.ts';
import type { EntityType } from '../entityType.ts';
import { notFound } from '../graphError.ts';
import { requireByKey } from '../keys.ts';

/** `GET /set` and `GET /set/{id}`. */
export function readRoutes(type: EntityType, access: AccessRule, path = `/${type.set}`): Route[] {
  const context = path.slice(1);
  return [
    {
      method: 'GET',
      path,
      access,
      handle: (call) => collectionAnswer(call, call.store.all(type.set), type, { context }),
    },
    {
      method: 'GET',
      path: `${path}/{id}`,
      access,
      handle: (call) => entityAnswer(call, requireByKey(call.store, type, parameter(call, 'id')), type, { context }),
    },
  ];
}

/** `GET /set/{id}/navigation` for a navigation property of `type`. */
export function navigationRoute(type: EntityType, name: string, access: AccessRule, alias = name): Route {
  const navigation = type.navigations?.[name];
  if (navigation === undefined) {
    throw new Error(`${type.name} has no navigation ${name}`);
  }
  return {
    method: 'GET',
    path: `/${type.set}/{id}/${alias}`,
    access,
    handle: (call) => {
      const object = requireByKey(call.store, type, parameter(call, 'id'));
      const found = navigation.resolve(call.store, object);
      const target = navigation.target();
      const mixed = target.name === 'directoryObject';
      if (navigation.many) {
        const context = mixed ? 'directoryObjects' : `${type.set}('${object.id}')/${alias}`;
        return collectionAnswer(call, found, target, { context, mixed });
      }
      const only = found[0];
      if (only === undefined) {
        throw notFound(name);
      }
      return entityAnswer(call, only, target, { context: 'directoryObjects', mixed: true });
    },
  };
}
