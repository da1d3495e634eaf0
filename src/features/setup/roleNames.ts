import type { Plan, SetupResult } from '../../core/provisioning/types.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import type { Rooms } from '../../workbench/rooms.ts';

/** Gives the name of a directory role by its template id: of the plan, of the built-in ones; an unknown id stays as it is. */
export async function roleNames(rooms: Rooms, plan: Plan): Promise<(templateId: string) => string> {
  const catalog = await rooms.catalog();
  const own = plan.reading.role;
  return (templateId) =>
    Object.values(directoryRoles).find((role) => role.templateId === templateId)?.name ??
    catalog.role(templateId)?.name ??
    (own?.templateId === templateId ? own.displayName : templateId);
}

/** The proofs with the names of the directory roles. */
export function namedProofs(proofs: SetupResult['proof'], roleName: (templateId: string) => string) {
  return proofs.map(({ resource, roles, directoryRoles: ids }) => ({
    resource,
    roles: [...roles],
    directoryRoles: ids.map(roleName),
  }));
}
