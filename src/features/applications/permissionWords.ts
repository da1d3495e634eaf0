import { l10n } from 'vscode';
import type { Catalog } from '../../core/catalog/types.ts';
import type { PermissionState } from '../../core/directory/permissions.ts';
import type { AppRole, ServicePrincipal } from '../../core/directory/types.ts';
import { resourceAppIds, resourceName } from '../../core/services/resources.ts';

/** A permission with everything there is to say about it before it is granted. */
export interface NamedPermission {
  readonly resourceAppId: string;
  /** Name of the API. */
  readonly resource: string;
  readonly name: string;
  /** What it allows, from the API itself; empty when nothing is known. */
  readonly meaning: string;
  /** 1 (least) to 5, as Microsoft publishes it for Microsoft Graph; undefined elsewhere. */
  readonly privilege: number | undefined;
}

/** Names an app role of an API. */
export function namePermission(
  resource: Pick<ServicePrincipal, 'appId' | 'displayName'>,
  role: Pick<AppRole, 'id' | 'value' | 'displayName' | 'description'>,
  catalog: Catalog,
): NamedPermission {
  const name = role.value ?? role.id;
  const { displayName, description = '' } = role;
  // Most descriptions begin with the title.
  const meaning = description.toLowerCase().startsWith(displayName.toLowerCase())
    ? description
    : [displayName, description].filter(Boolean).join('. ');
  return {
    resourceAppId: resource.appId,
    resource: resource.displayName,
    name,
    meaning,
    privilege: privilegeOf(resource.appId, name, catalog),
  };
}

/** Names a permission as the explorer lists it, from the catalog where the tenant lacks the API. */
export function nameState(
  state: PermissionState,
  resources: Iterable<ServicePrincipal>,
  catalog: Catalog,
): NamedPermission {
  const resource = [...resources].find(({ id, appId }) => id === state.resourceId || appId === state.resourceAppId);
  const role = resource?.appRoles?.find(({ id }) => id.toLowerCase() === state.appRoleId.toLowerCase());
  if (resource && role) {
    return namePermission(resource, role, catalog);
  }
  const appId = state.resourceAppId ?? '';
  const name = catalog.permission(appId, state.appRoleId)?.name ?? state.permission;
  const known = resourceName(appId) ?? catalog.resource(appId)?.name ?? state.resourceName;
  return { resourceAppId: appId, resource: known, name, meaning: '', privilege: privilegeOf(appId, name, catalog) };
}

/** `privilege 4 of 5`; empty where Microsoft publishes none. */
export function privilegeWords(privilege: number | undefined): string {
  return privilege === undefined ? '' : l10n.t('privilege {0} of 5', privilege);
}

/** What granting it means, in whole sentences. */
export function grantWords({ name, meaning, privilege, resource }: NamedPermission): string {
  const allows =
    name === 'Exchange.ManageAsApp'
      ? l10n.t('The application may run {0} cmdlets within its directory role, without a user.', resource)
      : meaning;
  return [
    allows,
    l10n.t('The grant holds for the whole tenant and needs no signed-in user.'),
    privilege === undefined ? '' : l10n.t('Microsoft rates its privilege {0} of 5.', privilege),
  ]
    .filter(Boolean)
    .join('\n');
}

function privilegeOf(resourceAppId: string, name: string, catalog: Catalog): number | undefined {
  return resourceAppId.toLowerCase() === resourceAppIds.graph ? catalog.privilege(name) : undefined;
}
