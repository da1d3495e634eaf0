import { l10n, type QuickPickItem } from 'vscode';
import type { Catalog } from '../../../core/catalog/types.ts';
import type { AppRole, Directory, PermissionRef } from '../../../core/directory/types.ts';
import { serviceById } from '../../../core/services/index.ts';
import { resourceAppIds, resourceName } from '../../../core/services/resources.ts';
import { separator } from '../../../workbench/prompts/prompts.ts';
import { pickManyStep, type Step } from '../../../workbench/prompts/steps.ts';
import { type Draft, servicesOf } from './draft.ts';
import { setUpTitle } from './title.ts';

type PermissionItem = QuickPickItem & { readonly permission?: PermissionRef };

/** Which application permissions; ticked are the least that the cmdlets of the script in the editor need. None is fine. */
export function permissionStep(directory: () => Promise<Directory>, catalog: Catalog, draft: Draft): Step {
  return async (place) => {
    const resources = resourcesFor(draft);
    const offered = (permission: PermissionRef) => resources.includes(permission.resourceAppId);
    const ticked = (draft.permissions ?? draft.hints?.permissions ?? []).filter(offered);
    const chosen = await pickManyStep<PermissionItem>(place, {
      title: setUpTitle(),
      placeholder:
        draft.permissions === undefined && ticked.length > 0
          ? l10n.t('Permissions; the least for {0} are ticked', draft.hints?.name ?? '')
          : l10n.t('Permissions the script needs; none is fine'),
      items: permissionItems(directory, catalog, draft, { resources, ticked }),
      preselected: ({ permission }) => permission !== undefined && ticked.some((one) => same(one, permission)),
    });
    draft.permissions = chosen.flatMap(({ permission }) => permission ?? []);
  };
}

function resourcesFor(draft: Draft): readonly string[] {
  return servicesOf(draft).includes('sharePoint')
    ? [resourceAppIds.graph, resourceAppIds.sharePoint]
    : [resourceAppIds.graph];
}

/** The ticked ones first, then those the services often need, then all there are. */
async function permissionItems(
  directory: () => Promise<Directory>,
  catalog: Catalog,
  draft: Draft,
  { resources, ticked }: { readonly resources: readonly string[]; readonly ticked: readonly PermissionRef[] },
): Promise<readonly PermissionItem[]> {
  const lists = await Promise.all(resources.map((id) => permissionsOf(directory, catalog, id)));
  const all = lists.flat();
  const often = servicesOf(draft).flatMap((id) => serviceById(id).optionalPermissions);
  const isTicked = (item: PermissionItem) => ticked.some((one) => same(one, item.permission));
  const isOften = (item: PermissionItem) => !isTicked(item) && often.some((one) => same(one, item.permission));
  const group = (label: string, items: readonly PermissionItem[]) =>
    items.length > 0 ? [separator(label), ...items] : [];
  return [
    ...group(
      draft.permissions === undefined ? l10n.t('for {0}', draft.hints?.name ?? '') : l10n.t('chosen'),
      all.filter(isTicked),
    ),
    ...group(l10n.t('often needed'), all.filter(isOften)),
    ...group(
      l10n.t('all'),
      all.filter((item) => !isTicked(item) && !isOften(item)),
    ),
  ];
}

/** What the tenant itself offers, in its words; the shipped list where the tenant can't be asked. */
async function permissionsOf(
  directory: () => Promise<Directory>,
  catalog: Catalog,
  resourceAppId: string,
): Promise<readonly PermissionItem[]> {
  const { findServicePrincipal } = await import('../../../core/directory/servicePrincipals.ts');
  const principal = await findServicePrincipal(await directory(), resourceAppId, { roles: true });
  const offered = (principal?.appRoles ?? []).filter(isGrantable).map((role) => ({ name: role.value ?? '', role }));
  const shipped = (catalog.resource(resourceAppId)?.permissions ?? [])
    .filter(({ applicationId, resourceSpecific }) => applicationId !== undefined && !resourceSpecific)
    .map(({ name }) => ({ name, role: undefined }));
  return (offered.length > 0 ? offered : shipped)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, role }) => permissionItem(catalog, resourceAppId, name, role));
}

function isGrantable({ value, isEnabled, allowedMemberTypes }: AppRole): boolean {
  return Boolean(value) && isEnabled !== false && (allowedMemberTypes?.includes('Application') ?? true);
}

function permissionItem(
  catalog: Catalog,
  resourceAppId: string,
  permission: string,
  role: AppRole | undefined,
): PermissionItem {
  const level = catalog.permission(resourceAppId, permission)?.applicationPrivilege;
  const onOther = resourceAppId === resourceAppIds.graph ? [] : [resourceName(resourceAppId) ?? resourceAppId];
  return {
    label: permission,
    description: [
      ...onOther,
      ...(role?.displayName ? [role.displayName] : []),
      ...(level === undefined ? [] : [l10n.t('privilege {0} of 5', level)]),
    ].join(' · '),
    permission: { resourceAppId, permission },
  };
}

function same(a: PermissionRef, b: PermissionRef | undefined): boolean {
  return a.resourceAppId === b?.resourceAppId && a.permission.toLowerCase() === b.permission.toLowerCase();
}
