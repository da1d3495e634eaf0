import { directoryError } from './errors.ts';
import {
  assignRole,
  findRole,
  listRoleAssignments,
  listRoleDefinitions,
  type RoleDefinition,
  removeRoleAssignment,
} from './roles.ts';
import { ensureServicePrincipal, findServicePrincipal } from './servicePrincipals.ts';
import type { Application, Directory, DirectoryRoleAssignment } from './types.ts';
import { type ReplicationWait, untilReplicated } from './untilReplicated.ts';

type Target = Pick<Application, 'appId' | 'displayName'>;

const globalAdministrator = { name: 'Global Administrator', templateId: '62e90394-69f5-4237-9190-012177145e10' };

/** Whether a role, by name or template id, is the one no application is given: it could then give itself everything. */
export function isTooPowerful(nameOrId: string): boolean {
  const wanted = nameOrId.trim().toLowerCase();
  return wanted === globalAdministrator.name.toLowerCase() || wanted === globalAdministrator.templateId;
}

/**
 * Assigns a directory role to an application for the whole tenant; its service principal is created if it is missing.
 * One that is assigned already stays so.
 *
 * @param nameOrId display name or template id
 * @throws NotSupported for Global Administrator; NotFound, Forbidden
 */
export async function assignApplicationRole(
  directory: Directory,
  application: Target,
  nameOrId: string,
  wait: ReplicationWait,
): Promise<RoleDefinition> {
  refuseTooPowerful(nameOrId);
  const { signal } = wait;
  const role = findRole(await listRoleDefinitions(directory, signal), nameOrId);
  refuseTooPowerful(role.templateId);
  await untilReplicated(async () => {
    const principal = await ensureServicePrincipal(directory, application.appId, { signal });
    await assignRole(directory, principal.id, role.id, signal);
  }, wait);
  return role;
}

/** A directory role an application holds, with every assignment of it. */
export interface HeldApplicationRole {
  readonly name: string;
  readonly templateId: string;
  readonly assignments: readonly DirectoryRoleAssignment[];
}

/** Directory roles an application holds, by name. */
export async function listApplicationRoles(
  directory: Directory,
  application: Target,
  signal?: AbortSignal,
): Promise<readonly HeldApplicationRole[]> {
  const principal = await findServicePrincipal(directory, application.appId, { signal });
  const assignments = principal ? await listRoleAssignments(directory, principal.id, signal) : [];
  const ids = [...new Set(assignments.map(({ roleDefinitionId }) => roleDefinitionId))];
  return ids
    .map((id) => {
      const mine = assignments.filter(({ roleDefinitionId }) => roleDefinitionId === id);
      const definition = mine[0]?.roleDefinition;
      return { name: definition?.displayName ?? id, templateId: definition?.templateId ?? id, assignments: mine };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * The role with this name or template id among those an application holds.
 *
 * @throws NotFound
 */
export function findHeldRole(
  held: readonly HeldApplicationRole[],
  nameOrId: string,
  application: Target,
): HeldApplicationRole {
  const wanted = nameOrId.trim().toLowerCase();
  const found = held.find(({ name, templateId }) => [name, templateId].some((text) => text.toLowerCase() === wanted));
  if (!found) {
    throw directoryError('roleNotAssigned', { role: nameOrId, application: application.displayName });
  }
  return found;
}

/** Takes a directory role away, wherever it is assigned. */
export async function removeHeldRole(
  directory: Directory,
  held: HeldApplicationRole,
  signal?: AbortSignal,
): Promise<void> {
  for (const { id } of held.assignments) {
    await removeRoleAssignment(directory, id, signal);
  }
}

function refuseTooPowerful(nameOrId: string): void {
  if (isTooPowerful(nameOrId)) {
    throw directoryError('roleTooPowerful', { role: globalAdministrator.name });
  }
}
