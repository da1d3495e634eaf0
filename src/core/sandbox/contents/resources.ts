import { loadCatalog } from '../../catalog/catalog.ts';
import type { PermissionFacts } from '../../catalog/types.ts';
import { permissionTitle } from './permissionTitles.ts';

/** A service of Microsoft that applications ask permissions of. */
export interface FirstPartyResource {
  readonly appId: string;
  readonly displayName: string;
  /** Microsoft's own tenant. */
  readonly ownerTenant: string;
  readonly appRoles: readonly object[];
  readonly oauth2PermissionScopes: readonly object[];
}

const microsoft = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** The service with `appId` and every permission it offers, or undefined when it is none of Microsoft's we know. */
export async function firstPartyResource(appId: string): Promise<FirstPartyResource | undefined> {
  const catalog = await loadCatalog();
  const resource = catalog.resource(appId);
  if (resource === undefined) {
    return undefined;
  }
  const offered = resource.permissions.filter((permission) => !permission.resourceSpecific);
  return {
    appId: resource.appId,
    displayName: resource.name,
    ownerTenant: microsoft,
    appRoles: offered.flatMap((permission) => appRole(permission)),
    oauth2PermissionScopes: offered.flatMap((permission) => scope(permission)),
  };
}

function appRole(permission: PermissionFacts): object[] {
  if (permission.applicationId === undefined) {
    return [];
  }
  const displayName = permissionTitle(permission.name);
  return [
    {
      allowedMemberTypes: ['Application'],
      description: `${displayName}, without a signed-in user.`,
      displayName,
      id: permission.applicationId,
      isEnabled: true,
      origin: 'Application',
      value: permission.name,
    },
  ];
}

function scope(permission: PermissionFacts): object[] {
  if (permission.delegatedId === undefined) {
    return [];
  }
  const title = permissionTitle(permission.name);
  return [
    {
      adminConsentDescription: `${title}, on behalf of the signed-in user.`,
      adminConsentDisplayName: title,
      id: permission.delegatedId,
      isEnabled: true,
      type: 'Admin',
      userConsentDescription: null,
      userConsentDisplayName: null,
      value: permission.name,
    },
  ];
}
