import type { Catalog } from '../../core/catalog/types.ts';

/** Entra puts this into every token of an application; it is no role that anybody assigned. */
const applicationMarker = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';

/** Names of the directory roles a token carries (`wids`); the template id of one that is not built in. */
export function directoryRoleNames(catalog: Pick<Catalog, 'role'>, templateIds: readonly string[]): readonly string[] {
  return templateIds.filter((id) => id.toLowerCase() !== applicationMarker).map((id) => catalog.role(id)?.name ?? id);
}
