import { l10n, type QuickPickItem } from 'vscode';
import type { Catalog } from '../../core/catalog/types.ts';
import type { ServicePrincipal } from '../../core/directory/types.ts';
import { resourceAppIds } from '../../core/services/resources.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { separator } from '../../workbench/prompts/prompts.ts';
import { pickStep, runSteps, textStep } from '../../workbench/prompts/steps.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { toUserError } from '../../workbench/userError.ts';
import { type NamedPermission, namePermission, privilegeWords } from './permissionWords.ts';
import type { Target } from './target.ts';

type ResourceItem = QuickPickItem & { readonly appId?: string | 'other' };
type PermissionItem = QuickPickItem & { readonly permission?: NamedPermission };

/** Lets the user pick an API and one of its application permissions, as the tenant itself lists them. */
export async function pickPermission(
  rooms: Rooms,
  target: Target,
  resourceAppId: string | undefined,
): Promise<NamedPermission> {
  const title = l10n.t('Add API Permission to {0}', target.application.displayName);
  const catalog = await rooms.catalog();
  let resource: string | undefined = resourceAppId;
  let other = '';
  let picked: NamedPermission | undefined;
  await runSteps(() => [
    ...(resourceAppId === undefined
      ? [
          async (place: { step: number; totalSteps: number }) => {
            const { appId } = await pickStep<ResourceItem>(place, {
              title,
              placeholder: l10n.t('Which API?'),
              items: resourceItems(catalog, target),
              preselected: (item) => item.appId !== undefined && item.appId === (resource ?? resourceAppIds.graph),
            });
            resource = appId;
          },
        ]
      : []),
    ...(resource === 'other' || (other !== '' && resource === other)
      ? [
          async (place: { step: number; totalSteps: number }) => {
            const { isGuid } = await import('../../core/identity/tenantName.ts');
            const { directoryError } = await import('../../core/directory/errors.ts');
            other = await textStep(place, {
              title,
              prompt: l10n.t('Application id of the API'),
              value: other,
              validate: (text) =>
                isGuid(text)
                  ? undefined
                  : toUserError(directoryError('resourceNotFound', { resourceAppId: text })).message,
            });
            resource = other;
          },
        ]
      : []),
    async (place) => {
      const { permission } = await pickStep<PermissionItem>(place, {
        title,
        placeholder: l10n.t('Which application permission? Type to search names and descriptions.'),
        items: permissionItems(rooms, target, catalog, resource ?? ''),
      });
      picked = permission;
    },
  ]);
  if (!picked) {
    throw new Cancelled();
  }
  return picked;
}

/** APIs the application uses already, then the others that scripts need. */
function resourceItems(catalog: Catalog, { application }: Target): ResourceItem[] {
  const used = application.requiredResourceAccess.map(({ resourceAppId }) => resourceAppId.toLowerCase());
  const known = catalog.resources
    .filter(({ permissions }) => permissions.some(({ applicationId }) => applicationId !== undefined))
    .map(({ appId, name }) => ({
      label: name,
      description: used.includes(appId.toLowerCase()) ? l10n.t('used by this application') : '',
      appId: appId.toLowerCase(),
    }));
  const unknown = used
    .filter((appId) => !known.some((item) => item.appId === appId))
    .map((appId) => ({ label: appId, description: l10n.t('used by this application'), appId }));
  return [
    ...known,
    ...unknown,
    separator(''),
    { label: l10n.t('$(search) Another API…'), description: l10n.t('by its application id'), appId: 'other' },
  ];
}

/** The permissions of one API that the application does not hold yet. */
async function permissionItems(
  rooms: Rooms,
  { tenant, application }: Target,
  catalog: Catalog,
  resourceAppId: string,
): Promise<PermissionItem[]> {
  const { findServicePrincipal } = await import('../../core/directory/servicePrincipals.ts');
  const { listGrants } = await import('../../core/directory/consent.ts');
  const { isGrantable } = await import('../../core/directory/applicationPermissions.ts');
  const directory = await rooms.directory(tenant.tenantId);
  const resource = await findServicePrincipal(directory, resourceAppId, { roles: true });
  if (!resource) {
    return fromCatalog(catalog, resourceAppId);
  }
  const principal = await findServicePrincipal(directory, application.appId);
  const grants = principal ? await listGrants(directory, principal.id) : [];
  const requested = new Set(
    application.requiredResourceAccess
      .filter((access) => access.resourceAppId.toLowerCase() === resourceAppId.toLowerCase())
      .flatMap((access) => access.resourceAccess.map(({ id }) => id.toLowerCase())),
  );
  const granted = new Set(
    grants.filter(({ resourceId }) => resourceId === resource.id).map(({ appRoleId }) => appRoleId.toLowerCase()),
  );
  return (resource.appRoles ?? [])
    .filter(isGrantable)
    .filter(({ id }) => !(requested.has(id.toLowerCase()) && granted.has(id.toLowerCase())))
    .map((role) =>
      item(
        namePermission(resource, role, catalog),
        requested.has(role.id.toLowerCase())
          ? l10n.t('requested, not granted')
          : granted.has(role.id.toLowerCase())
            ? l10n.t('granted, not requested')
            : '',
      ),
    )
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

/** An API the tenant lacks: what the catalog knows of it. Choosing one creates the API's service principal. */
async function fromCatalog(catalog: Catalog, resourceAppId: string): Promise<PermissionItem[]> {
  const known = catalog.resource(resourceAppId);
  if (!known) {
    const { directoryError } = await import('../../core/directory/errors.ts');
    throw directoryError('resourceNotFound', { resourceAppId });
  }
  const resource: Pick<ServicePrincipal, 'appId' | 'displayName'> = { appId: known.appId, displayName: known.name };
  return known.permissions
    .filter(({ applicationId, resourceSpecific }) => applicationId !== undefined && !resourceSpecific)
    .map(({ name, applicationId = '' }) =>
      item(namePermission(resource, { id: applicationId, value: name, displayName: '' }, catalog), ''),
    );
}

function item(permission: NamedPermission, state: string): PermissionItem {
  return {
    label: permission.name,
    description: [privilegeWords(permission.privilege), state].filter(Boolean).join(' · '),
    ...(permission.meaning === '' ? {} : { detail: permission.meaning }),
    permission,
  };
}
