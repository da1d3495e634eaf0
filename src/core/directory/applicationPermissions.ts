import { isGuid } from '../identity/tenantName.ts';
import { isDomainError } from '../shared/errors.ts';
import { grantPermission, listGrants, revokeGrant } from './consent.ts';
import { directoryError } from './errors.ts';
import { addRequiredAccess, type PermissionState, removeRequiredAccess } from './permissions.ts';
import { ensureServicePrincipal, findAppRole, findServicePrincipal } from './servicePrincipals.ts';
import type { Application, AppRole, Directory, PermissionRef, ServicePrincipal } from './types.ts';
import { type ReplicationWait, untilReplicated } from './untilReplicated.ts';
import { writeRequiredAccess } from './writeRequiredAccess.ts';

/** What an application asks for, and what it got. */
export interface PermissionOutcome {
  /** Requested in the registration. */
  readonly configured: boolean;
  readonly granted: boolean;
}

type Target = Pick<Application, 'id' | 'appId' | 'displayName'>;

/**
 * Requests an application permission; everything else the application requests stays. The API's service principal is
 * created when the tenant lacks it.
 *
 * @param permission `permission` is the name, or the id of the app role
 * @returns how the permission stands afterwards
 * @throws NotFound (the API, or its permission), Forbidden, Conflict
 */
export async function requestPermission(
  directory: Directory,
  application: Target,
  permission: PermissionRef,
  wait: ReplicationWait,
): Promise<PermissionOutcome> {
  const { signal } = wait;
  const { resource, role } = await resolvePermission(directory, permission, signal);
  await writeRequiredAccess(
    directory,
    application.id,
    (present) => addRequiredAccess(present, resource.appId, role.id),
    wait,
  );
  const principal = await findServicePrincipal(directory, application.appId, { signal });
  const grants = principal ? await listGrants(directory, principal.id, signal) : [];
  return { configured: true, granted: grants.some((grant) => isGrantOf(grant, resource.id, role.id)) };
}

/**
 * Grants an application permission, requested or not. Service principals that are missing are created.
 *
 * @param permission `permission` is the name, or the id of the app role
 * @returns the permission's name, and whether it was granted now
 * @throws NotFound (the API, or its permission), Forbidden
 */
export async function grantOnePermission(
  directory: Directory,
  application: Target,
  permission: PermissionRef,
  wait: ReplicationWait,
): Promise<{ readonly permission: string; readonly grantedNow: boolean }> {
  const { signal } = wait;
  const { resource, role } = await resolvePermission(directory, permission, signal);
  const grantedNow = await untilReplicated(async () => {
    const principal = await ensureServicePrincipal(directory, application.appId, { signal });
    return grantPermission(
      directory,
      { principalId: principal.id, resourceId: resource.id, appRoleId: role.id },
      signal,
    );
  }, wait);
  return { permission: role.value ?? role.id, grantedNow };
}

/**
 * Takes an application permission away: the grant first, then the request. Everything else stays.
 *
 * @throws NotFound when it is neither requested nor granted; Forbidden, Conflict
 */
export async function removePermission(
  directory: Directory,
  application: Target,
  state: PermissionState,
  wait: Pick<ReplicationWait, 'clock' | 'signal'>,
): Promise<PermissionOutcome> {
  const { assignmentId, resourceId, resourceAppId, appRoleId, requested } = state;
  if (assignmentId !== undefined && resourceId !== undefined) {
    await revokeGrant(directory, { id: assignmentId, resourceId }, wait.signal);
  }
  if (requested && resourceAppId !== undefined) {
    await writeRequiredAccess(
      directory,
      application.id,
      (present) => removeRequiredAccess(present, resourceAppId, appRoleId),
      wait,
    );
  }
  return { configured: false, granted: false };
}

/**
 * The permission that `ref` names by name or app role id, among those of an application.
 *
 * @param appRoleId the same by id, for an API whose names the tenant does not tell
 * @throws NotFound
 */
export function findPermission(
  permissions: readonly PermissionState[],
  ref: PermissionRef,
  application: Target,
  appRoleId?: string,
): PermissionState {
  const wanted = [ref.permission, appRoleId].map((text) => text?.toLowerCase());
  const found = permissions.find(
    (state) =>
      (state.resourceAppId ?? state.resourceId)?.toLowerCase() === ref.resourceAppId.toLowerCase() &&
      [state.permission, state.appRoleId].some((text) => wanted.includes(text.toLowerCase())),
  );
  if (!found) {
    throw directoryError('permissionNotThere', { permission: ref.permission, application: application.displayName });
  }
  return found;
}

/**
 * The service principal of an API with its app roles, created when the tenant lacks it.
 *
 * @throws NotFound when there is no such API
 */
export async function ensureResource(
  directory: Directory,
  resourceAppId: string,
  signal?: AbortSignal,
): Promise<ServicePrincipal> {
  if (!isGuid(resourceAppId)) {
    throw directoryError('resourceNotFound', { resourceAppId });
  }
  try {
    const resource = await ensureServicePrincipal(directory, resourceAppId, { roles: true, signal });
    return resource.appRoles
      ? resource
      : ((await findServicePrincipal(directory, resourceAppId, { roles: true, signal })) ?? resource);
  } catch (error) {
    throw isDomainError(error, 'NotFound') ? directoryError('resourceNotFound', { resourceAppId }, error) : error;
  }
}

/** Whether an app role is one that applications can be granted now. */
export function isGrantable({ isEnabled, allowedMemberTypes, value }: AppRole): boolean {
  return (
    isEnabled !== false && !!value && (allowedMemberTypes === undefined || allowedMemberTypes.includes('Application'))
  );
}

async function resolvePermission(
  directory: Directory,
  { resourceAppId, permission }: PermissionRef,
  signal: AbortSignal | undefined,
): Promise<{ resource: ServicePrincipal; role: AppRole }> {
  const resource = await ensureResource(directory, resourceAppId, signal);
  const id = permission.toLowerCase();
  const role = resource.appRoles?.find((one) => one.id.toLowerCase() === id && isGrantable(one));
  return { resource, role: role ?? findAppRole(resource, permission) };
}

function isGrantOf(
  grant: { readonly resourceId: string; readonly appRoleId: string },
  resourceId: string,
  appRoleId: string,
): boolean {
  return grant.resourceId === resourceId && grant.appRoleId.toLowerCase() === appRoleId.toLowerCase();
}
