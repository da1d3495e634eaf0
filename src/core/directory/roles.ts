import { writePermissions } from '../identity/scopes.ts';
import { isDomainError } from '../shared/errors.ts';
import { collect } from './collect.ts';
import { directoryError } from './errors.ts';
import { literal, query, segment } from './odata.ts';
import type { Directory, DirectoryRoleAssignment, GraphRequest } from './types.ts';

const scopes = [writePermissions.roles];

/** A directory role as the tenant defines it. */
export interface RoleDefinition {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string;
  /** The same in every tenant, and the `id` of a built-in role. */
  readonly templateId: string;
  readonly isBuiltIn?: boolean;
  readonly isEnabled?: boolean;
}

/** Directory roles of the tenant by name, custom ones included. */
export async function listRoleDefinitions(
  directory: Directory,
  signal?: AbortSignal,
): Promise<readonly RoleDefinition[]> {
  const $select = 'id,displayName,description,templateId,isBuiltIn,isEnabled';
  const request: GraphRequest = {
    method: 'GET',
    path: `/roleManagement/directory/roleDefinitions${query({ $select })}`,
  };
  const roles = await collect<RoleDefinition>(directory, request, signal);
  return roles.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
}

/**
 * The role with this template id, id or display name (without regard to case).
 *
 * @throws NotFound
 */
export function findRole(roles: readonly RoleDefinition[], nameOrId: string): RoleDefinition {
  const wanted = nameOrId.trim().toLowerCase();
  const role = roles.find(({ id, templateId, displayName }) =>
    [templateId, id, displayName].some((text) => text?.toLowerCase() === wanted),
  );
  if (!role) {
    throw directoryError('roleNotFound', { role: nameOrId });
  }
  return role;
}

/** The request for the directory roles assigned to a principal. */
export function roleAssignmentsRequest(principalId: string): GraphRequest {
  const parameters = { $filter: `principalId eq ${literal(principalId)}`, $expand: 'roleDefinition' };
  return { method: 'GET', path: `/roleManagement/directory/roleAssignments${query(parameters)}` };
}

/** Directory roles assigned to a principal, with their definitions. */
export async function listRoleAssignments(
  directory: Directory,
  principalId: string,
  signal?: AbortSignal,
): Promise<readonly DirectoryRoleAssignment[]> {
  return collect<DirectoryRoleAssignment>(directory, roleAssignmentsRequest(principalId), signal);
}

/** The request that assigns a directory role for the whole tenant. */
export function assignRoleRequest(principalId: string, roleDefinitionId: string): GraphRequest {
  return {
    method: 'POST',
    path: '/roleManagement/directory/roleAssignments',
    body: {
      '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
      roleDefinitionId,
      principalId,
      directoryScopeId: '/',
    },
    scopes,
    idempotent: true,
  };
}

/**
 * Assigns a directory role for the whole tenant; one that is assigned already stays so.
 *
 * @returns whether it was assigned now
 * @throws Forbidden; NotFound while the principal has not reached this replica
 */
export async function assignRole(
  directory: Directory,
  principalId: string,
  roleDefinitionId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await directory.request(assignRoleRequest(principalId, roleDefinitionId), signal);
    return true;
  } catch (error) {
    if (isDomainError(error, 'AlreadyExists')) {
      return false;
    }
    throw error;
  }
}

/**
 * Takes a role assignment back; one that is gone already stays so.
 *
 * @returns whether it was taken back now
 */
export async function removeRoleAssignment(
  directory: Directory,
  assignmentId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/roleManagement/directory/roleAssignments/${segment(assignmentId)}`;
  try {
    await directory.request({ method: 'DELETE', path, scopes, idempotent: true }, signal);
    return true;
  } catch (error) {
    if (isDomainError(error, 'NotFound')) {
      return false;
    }
    throw error;
  }
}
