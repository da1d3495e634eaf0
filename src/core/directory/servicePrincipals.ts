import { writePermissions } from '../identity/scopes.ts';
import { isDomainError } from '../shared/errors.ts';
import { directoryError } from './errors.ts';
import { literal, query, segment } from './odata.ts';
import type { AppRole, Directory, GraphRequest, ServicePrincipal } from './types.ts';

const properties = 'id,appId,displayName';
const withRoles = `${properties},appRoles`;

/** The request for the service principal of `appId`, with the application permissions it offers if `roles`. */
export function servicePrincipalRequest(appId: string, { roles = false } = {}): GraphRequest {
  const $select = roles ? withRoles : properties;
  return { method: 'GET', path: `/servicePrincipals(appId=${segment(literal(appId))})${query({ $select })}` };
}

/** The request that creates the service principal of `appId`. */
export function createServicePrincipalRequest(appId: string): GraphRequest {
  return {
    method: 'POST',
    path: '/servicePrincipals',
    body: { appId },
    scopes: [writePermissions.applications],
    idempotent: true,
  };
}

/** The service principal of `appId` in this tenant; undefined when there is none. */
export async function findServicePrincipal(
  directory: Directory,
  appId: string,
  options: { readonly roles?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<ServicePrincipal | undefined> {
  try {
    return await directory.request<ServicePrincipal>(servicePrincipalRequest(appId, options), options.signal);
  } catch (error) {
    if (isDomainError(error, 'NotFound')) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The service principal of `appId`, created if it is missing. Somebody creating it at the same time is no failure.
 *
 * @throws Forbidden; NotFound while the application has not reached this replica
 */
export async function ensureServicePrincipal(
  directory: Directory,
  appId: string,
  options: { readonly roles?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<ServicePrincipal> {
  const found = await findServicePrincipal(directory, appId, options);
  if (found) {
    return found;
  }
  try {
    return await directory.request<ServicePrincipal>(createServicePrincipalRequest(appId), options.signal);
  } catch (error) {
    const winner = isDomainError(error, 'AlreadyExists')
      ? await findServicePrincipal(directory, appId, options)
      : undefined;
    if (winner) {
      return winner;
    }
    throw error;
  }
}

/**
 * The application permission of a resource by its value (`Exchange.ManageAsApp`), enabled and meant for applications.
 *
 * @throws NotFound
 */
export function findAppRole(resource: ServicePrincipal, permission: string): AppRole {
  const wanted = permission.toLowerCase();
  const role = resource.appRoles?.find(
    ({ value, isEnabled, allowedMemberTypes }) =>
      value?.toLowerCase() === wanted &&
      isEnabled !== false &&
      (allowedMemberTypes === undefined || allowedMemberTypes.includes('Application')),
  );
  if (!role) {
    throw directoryError('permissionNotFound', { permission, resource: resource.displayName });
  }
  return role;
}
