import type { AppRole, AppRoleAssignment, RequiredResourceAccess, ServicePrincipal } from './types.ts';

/** An application permission of an application as the explorer shows it: requested, granted, or both. */
export interface PermissionState {
  readonly resourceAppId: string | undefined;
  readonly resourceName: string;
  readonly appRoleId: string;
  /** Name of the permission; the app role's id when the resource does not tell it. */
  readonly permission: string;
  readonly requested: boolean;
  readonly granted: boolean;
  /** Id of the grant, to take it back. */
  readonly assignmentId?: string;
  readonly resourceId?: string;
}

/** `required` with one application permission more; the same list when it is requested already. */
export function addRequiredAccess(
  required: readonly RequiredResourceAccess[],
  resourceAppId: string,
  appRoleId: string,
): readonly RequiredResourceAccess[] {
  const entry = { id: appRoleId, type: 'Role' as const };
  const mine = required.filter((resource) => same(resource.resourceAppId, resourceAppId));
  if (mine.some(({ resourceAccess }) => resourceAccess.some((access) => isRole(access, appRoleId)))) {
    return required;
  }
  const [first] = mine;
  if (!first) {
    return [...required, { resourceAppId, resourceAccess: [entry] }];
  }
  return required.map((resource) =>
    resource === first ? { ...resource, resourceAccess: [...resource.resourceAccess, entry] } : resource,
  );
}

/** `required` without one application permission; delegated ones of the same id stay, and resources without any go. */
export function removeRequiredAccess(
  required: readonly RequiredResourceAccess[],
  resourceAppId: string,
  appRoleId: string,
): readonly RequiredResourceAccess[] {
  const concerned = (resource: RequiredResourceAccess) =>
    same(resource.resourceAppId, resourceAppId) && resource.resourceAccess.some((access) => isRole(access, appRoleId));
  return required.flatMap((resource) => {
    if (!concerned(resource)) {
      return [resource];
    }
    const resourceAccess = resource.resourceAccess.filter((access) => !isRole(access, appRoleId));
    return resourceAccess.length === 0 ? [] : [{ ...resource, resourceAccess }];
  });
}

/**
 * Requested and granted application permissions side by side.
 *
 * @param resources service principals of the resources, with their app roles, as far as they are known
 */
export function joinPermissions(
  required: readonly RequiredResourceAccess[],
  grants: readonly AppRoleAssignment[],
  resources: readonly ServicePrincipal[],
): readonly PermissionState[] {
  const requested = required.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.flatMap(({ id, type }) => (type === 'Role' ? [{ resourceAppId, appRoleId: id }] : [])),
  );
  const left = [...grants];
  const rows: PermissionState[] = requested.map(({ resourceAppId, appRoleId }) => {
    const resource = resources.find(({ appId }) => same(appId, resourceAppId));
    const index = left.findIndex((grant) => same(grant.appRoleId, appRoleId) && grant.resourceId === resource?.id);
    const [grant] = index < 0 ? [] : left.splice(index, 1);
    return row({ resource, resourceAppId, appRoleId, requested: true, grant });
  });
  for (const grant of left) {
    const resource = resources.find(({ id }) => id === grant.resourceId);
    rows.push(row({ resource, resourceAppId: resource?.appId, appRoleId: grant.appRoleId, requested: false, grant }));
  }
  return rows.sort((a, b) => a.resourceName.localeCompare(b.resourceName) || a.permission.localeCompare(b.permission));
}

function row(facts: {
  resource: ServicePrincipal | undefined;
  resourceAppId: string | undefined;
  appRoleId: string;
  requested: boolean;
  grant: AppRoleAssignment | undefined;
}): PermissionState {
  const { resource, resourceAppId, appRoleId, requested, grant } = facts;
  const role: AppRole | undefined = resource?.appRoles?.find(({ id }) => same(id, appRoleId));
  const resourceId = grant?.resourceId ?? resource?.id;
  return {
    resourceAppId,
    resourceName: resource?.displayName ?? grant?.resourceDisplayName ?? resourceAppId ?? '',
    appRoleId,
    permission: role?.value ?? appRoleId,
    requested,
    granted: grant !== undefined,
    ...(grant ? { assignmentId: grant.id } : {}),
    ...(resourceId ? { resourceId } : {}),
  };
}

function isRole(access: { readonly id: string; readonly type: string }, id: string): boolean {
  return access.type === 'Role' && same(access.id, id);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
