import { l10n, window } from 'vscode';
import type { PermissionOutcome } from '../../core/directory/applicationPermissions.ts';
import { directoryError } from '../../core/directory/errors.ts';
import type { ServicePrincipal } from '../../core/directory/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { nameState } from './permissionWords.ts';
import { roleToGrant } from './rights.ts';
import { change, resolveTarget } from './target.ts';

/** Takes an application permission away, request and grant, after a modal that says what stops. */
export async function removePermission(rooms: Rooms, options: CommandOptions): Promise<PermissionOutcome> {
  const resourceAppId = options.text('resourceAppId');
  const permission = options.text('permission');
  const target = await resolveTarget(rooms, options, l10n.t('Remove API Permission'));
  const { tenant, application } = target;
  const { readApplicationDetails } = await import('../../core/directory/applicationDetails.ts');
  const { findPermission, removePermission: remove } = await import('../../core/directory/applicationPermissions.ts');
  const resources = new Map<string, ServicePrincipal>();
  const { permissions } = await readApplicationDetails(
    await rooms.directory(tenant.tenantId),
    application.appId,
    resources,
  );
  const catalog = await rooms.catalog();
  const all = permissions.map((state) => ({ state, named: nameState(state, resources.values(), catalog) }));
  const choose = async () => {
    if (resourceAppId !== undefined && permission !== undefined) {
      const id = catalog.permission(resourceAppId, permission)?.applicationId;
      return findPermission(permissions, { resourceAppId, permission }, application, id);
    }
    if (all.length === 0) {
      throw directoryError('noPermissions', { application: application.displayName });
    }
    return askOne(
      l10n.t('Remove API Permission from {0}', application.displayName),
      l10n.t('Which permission?'),
      all.map(({ state, named }) => ({
        label: named.name,
        description: `${named.resource} · ${state.granted ? l10n.t('granted') : l10n.t('requested, not granted')}`,
        value: state,
      })),
    );
  };
  const state = await choose();
  const named = nameState(state, resources.values(), catalog);
  if (!options.confirmed) {
    await confirm(
      l10n.t('Remove {0} from {1}?', named.name, application.displayName),
      [
        named.resource,
        state.granted
          ? l10n.t('Scripts that sign in as {0} can no longer do what it allows.', application.displayName)
          : l10n.t('It is requested and not granted, so no script uses it.'),
        l10n.t('Tokens that were issued before keep it until they expire, within about an hour.'),
        l10n.t('Adding the permission again brings it back.'),
      ].join('\n\n'),
      l10n.t('Remove'),
    );
  }
  const outcome = await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId: application.appId,
      title: l10n.t('Removing {0} from {1}', named.name, application.displayName),
      role: roleToGrant(named.resourceAppId),
    },
    ({ directory, wait }) => remove(directory, application, state, wait),
  );
  if (!options.programmatic) {
    window.setStatusBarMessage(l10n.t('$(check) Removed {0} from {1}', named.name, application.displayName), 6000);
  }
  return outcome;
}
