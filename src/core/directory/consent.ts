import { writePermissions } from '../identity/scopes.ts';
import { isDomainError } from '../shared/errors.ts';
import { collect } from './collect.ts';
import { query, segment } from './odata.ts';
import type { AppRoleAssignment, Directory, GraphRequest } from './types.ts';

const scopes = [writePermissions.grants];

/** Who gets which application permission of which resource; object ids of service principals, and the app role's. */
export interface Grant {
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
}

/** The request for the application permissions granted to a service principal. */
export function grantsRequest(servicePrincipalId: string): GraphRequest {
  const $select = 'id,principalId,resourceId,resourceDisplayName,appRoleId';
  return {
    method: 'GET',
    path: `/servicePrincipals/${segment(servicePrincipalId)}/appRoleAssignments${query({ $select, $top: 100 })}`,
  };
}

/** The application permissions granted to a service principal. */
export async function listGrants(
  directory: Directory,
  servicePrincipalId: string,
  signal?: AbortSignal,
): Promise<readonly AppRoleAssignment[]> {
  return collect<AppRoleAssignment>(directory, grantsRequest(servicePrincipalId), signal);
}

/** The request that grants an application permission, with tenant-wide effect. */
export function grantRequest(grant: Grant): GraphRequest {
  const { principalId, resourceId, appRoleId } = grant;
  return {
    method: 'POST',
    path: `/servicePrincipals/${segment(resourceId)}/appRoleAssignedTo`,
    body: { principalId, resourceId, appRoleId },
    scopes,
    idempotent: true,
  };
}

/**
 * Grants an application permission; one that is granted already stays so.
 *
 * @returns whether it was granted now
 * @throws Forbidden; NotFound while one of the service principals has not reached this replica
 */
export async function grantPermission(directory: Directory, grant: Grant, signal?: AbortSignal): Promise<boolean> {
  try {
    await directory.request(grantRequest(grant), signal);
    return true;
  } catch (error) {
    if (isDomainError(error, 'AlreadyExists')) {
      return false;
    }
    throw error;
  }
}

/**
 * Takes a grant back; one that is gone already stays so.
 *
 * @returns whether it was taken back now
 */
export async function revokeGrant(
  directory: Directory,
  assignment: Pick<AppRoleAssignment, 'id' | 'resourceId'>,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/servicePrincipals/${segment(assignment.resourceId)}/appRoleAssignedTo/${segment(assignment.id)}`;
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
