import type { Cloud } from './types.ts';

/**
 * Delegated permissions asked for at sign-in: enough to read applications, grants, directory roles and their
 * assignments (`Directory.Read.All` covers `/roleManagement/directory`, Microsoft Graph reference "List unifiedRoleAssignments").
 */
export const readPermissions = ['Application.Read.All', 'Directory.Read.All'] as const;

/** Delegated permissions asked for when a change needs them, not before. */
export const writePermissions = {
  applications: 'Application.ReadWrite.All',
  grants: 'AppRoleAssignment.ReadWrite.All',
  roles: 'RoleManagement.ReadWrite.Directory',
} as const;

/** Permission names of Microsoft Graph as scopes of a token request in `cloud`. */
export function graphScopes(cloud: Cloud, permissions: readonly string[]): string[] {
  return [...new Set(permissions)].map((permission) => `${cloud.graph}/${permission}`);
}
