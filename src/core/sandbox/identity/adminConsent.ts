import { randomUUID } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';
import { markCreated } from '../replication.ts';
import { records, servicePrincipalByAppId } from './directoryLookups.ts';

/** One permission an application asks for in its registration. */
export interface RequestedPermission {
  readonly resource: GraphObject;
  readonly id: string;
  readonly value: string;
  readonly description: string;
  readonly kind: 'Role' | 'Scope';
}

/** What the registration of `application` asks for, of the resources this tenant has. */
export function requestedPermissions(context: SandboxContext, application: GraphObject): RequestedPermission[] {
  return records(application.requiredResourceAccess).flatMap((access) => {
    const resource = servicePrincipalByAppId(context, String(access.resourceAppId));
    if (resource === undefined) {
      return [];
    }
    return records(access.resourceAccess).flatMap((item) => {
      const kind = item.type === 'Scope' ? 'Scope' : 'Role';
      const known = records(kind === 'Role' ? resource.appRoles : resource.oauth2PermissionScopes).find(
        (permission) => permission.id === item.id,
      );
      if (known === undefined) {
        return [];
      }
      const description = known.displayName ?? known.adminConsentDisplayName ?? known.value;
      return [{ resource, id: String(item.id), value: String(known.value), description: String(description), kind }];
    });
  });
}

/** Grants everything `application` asks for, tenant-wide, as an administrator's consent does; what is granted already stays. */
export function grantConsent(context: SandboxContext, application: GraphObject): void {
  const principal =
    servicePrincipalByAppId(context, String(application.appId)) ?? createPrincipal(context, application);
  const requested = requestedPermissions(context, application);
  for (const permission of requested.filter((one) => one.kind === 'Role')) {
    grantRole(context, principal, permission);
  }
  const scopes = requested.filter((one) => one.kind === 'Scope');
  for (const resource of new Set(scopes.map((one) => one.resource))) {
    const values = scopes.filter((one) => one.resource === resource).map((one) => one.value);
    grantScopes(context, principal, resource, values);
  }
  context.changed();
}

function createPrincipal(context: SandboxContext, application: GraphObject): GraphObject {
  return insert(context, 'servicePrincipals', {
    id: randomUUID(),
    appId: application.appId,
    displayName: application.displayName,
    appDisplayName: application.displayName,
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    appOwnerOrganizationId: context.state.tenantId,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [application.appId],
    signInAudience: application.signInAudience,
    appRoles: application.appRoles ?? [],
    oauth2PermissionScopes: [],
    keyCredentials: [],
    passwordCredentials: [],
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  });
}

function grantRole(context: SandboxContext, principal: GraphObject, permission: RequestedPermission): void {
  const { resource } = permission;
  const exists = Object.values(context.state.collections.appRoleAssignments ?? {}).some(
    (one) => one.principalId === principal.id && one.resourceId === resource.id && one.appRoleId === permission.id,
  );
  if (!exists) {
    insert(context, 'appRoleAssignments', {
      id: randomUUID(),
      appRoleId: permission.id,
      createdDateTime: context.clock.now().toISOString(),
      deletedDateTime: null,
      principalDisplayName: principal.displayName,
      principalId: principal.id,
      principalType: 'ServicePrincipal',
      resourceDisplayName: resource.displayName,
      resourceId: resource.id,
    });
  }
}

function grantScopes(
  context: SandboxContext,
  principal: GraphObject,
  resource: GraphObject,
  values: readonly string[],
): void {
  const existing = Object.values(context.state.collections.oauth2PermissionGrants ?? {}).find(
    (one) => one.clientId === principal.id && one.resourceId === resource.id && one.consentType === 'AllPrincipals',
  );
  const before = String(existing?.scope ?? '').split(/\s+/);
  const scope = [...new Set([...before, ...values])].filter((value) => value !== '').join(' ');
  if (existing === undefined) {
    insert(context, 'oauth2PermissionGrants', {
      id: randomUUID(),
      clientId: principal.id,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: resource.id,
      scope,
    });
  } else {
    existing.scope = scope;
  }
}

function insert(context: SandboxContext, collection: string, object: GraphObject): GraphObject {
  const objects = context.state.collections[collection] ?? {};
  objects[object.id] = object;
  context.state.collections[collection] = objects;
  markCreated(context, object.id);
  return object;
}
