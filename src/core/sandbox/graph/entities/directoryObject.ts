import { linkedIds } from '../directoryStore.ts';
import type { EntityType, Navigation } from '../entityType.ts';
import { displayName, instant, key } from './properties.ts';

/** What members, owners and memberships are: objects of several types. */
export const directoryObject: EntityType = {
  name: 'directoryObject',
  resource: 'DirectoryObject',
  set: 'directoryObjects',
  directoryObject: true,
  properties: { id: key, deletedDateTime: instant, displayName },
};

/** A navigation to the directory objects whose ids are stored in the link property `link`. */
export function linked(link: string, target: () => EntityType, many = true): Navigation {
  return {
    many,
    target,
    resolve: (store, object) =>
      linkedIds(object, link)
        .map((id) => store.directoryObject(id))
        .filter((found) => found !== undefined),
  };
}
