import type { AccessRule } from '../access.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { linkedIds } from '../directoryStore.ts';
import type { EntityType } from '../entityType.ts';
import { badRequest, notFound } from '../graphError.ts';
import { findByKey, requireByKey } from '../keys.ts';
import { isObject } from '../odata/accessor.ts';
import { referencedId } from '../writes.ts';

export interface LinkOptions {
  readonly access: AccessRule;
  /** Link property that holds the ids. */
  readonly link: string;
  /** Whether the last one may not be removed (the owner of a Microsoft 365 group). */
  readonly keepLast?: (object: Readonly<Record<string, unknown>>) => boolean;
}

/** `POST /set/{id}/name/$ref` and `DELETE /set/{id}/name/{memberId}/$ref`. */
export function linkRoutes(type: EntityType, name: string, options: LinkOptions): Route[] {
  const { access, link } = options;
  const path = `/${type.set}/{id}/${name}`;
  const target = (call: GraphCall) => findByKey(call.store, type, parameter(call, 'id'));
  return [
    {
      method: 'POST',
      path: `${path}/$ref`,
      access,
      target,
      handle: (call) => {
        const object = requireByKey(call.store, type, parameter(call, 'id'));
        const id = referencedId(isObject(call.body) ? call.body['@odata.id'] : undefined);
        if (call.store.directoryObject(id) === undefined) {
          throw notFound(id);
        }
        const ids = linkedIds(object, link);
        if (ids.includes(id)) {
          throw badRequest(
            `One or more added object references already exist for the following modified properties: '${name}'.`,
          );
        }
        call.store.update(type.set, object.id, { [link]: [...ids, id] });
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{memberId}/$ref`,
      access,
      target,
      handle: (call) => {
        const object = requireByKey(call.store, type, parameter(call, 'id'));
        const id = parameter(call, 'memberId').toLowerCase();
        const ids = linkedIds(object, link);
        if (!ids.includes(id)) {
          throw notFound(id);
        }
        if (ids.length === 1 && options.keepLast?.(object) === true) {
          throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
        }
        call.store.update(type.set, object.id, { [link]: ids.filter((other) => other !== id) });
        return noContent;
      },
    },
  ];
}
