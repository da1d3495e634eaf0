import { l10n, window } from 'vscode';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { forgetApplication } from '../../workbench/targets/recentApplications.ts';
import { change, resolveTarget, type Target } from './target.ts';

/** Deletes an application after a modal that names what goes with it; Entra keeps it for 30 days. */
export async function deleteApplication(rooms: Rooms, options: CommandOptions): Promise<{ appId: string }> {
  const target = await resolveTarget(rooms, options, l10n.t('Delete Application'));
  const { tenant, application } = target;
  const { appId, displayName } = application;
  if (!options.confirmed) {
    await confirm(
      l10n.t('Delete the application {0}?', displayName),
      await whatIsLost(rooms, target),
      l10n.t('Delete'),
    );
  }
  const { deleteApplication: remove } = await import('../../core/directory/applications.ts');
  await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId,
      title: l10n.t('Deleting {0}', displayName),
      role: directoryRoles.cloudApplicationAdministrator.name,
    },
    ({ directory, signal }) => remove(directory, application.id, signal),
  );
  await forgetApplication(rooms.store, tenant.tenantId, appId);
  if (!options.programmatic) {
    await offerToRestore(rooms, target);
  }
  return { appId };
}

/** With what went with it: Entra keeps a deleted application whole. */
async function offerToRestore(rooms: Rooms, { tenant, application }: Target): Promise<void> {
  const { appId, displayName } = application;
  const restore = l10n.t('Restore');
  const chosen = await window.showInformationMessage(
    l10n.t('{0} is deleted. It can be restored for 30 days.', displayName),
    restore,
  );
  if (chosen === undefined) {
    return;
  }
  const { restoreApplication } = await import('../../core/directory/applications.ts');
  await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId,
      title: l10n.t('Restoring {0}', displayName),
      role: directoryRoles.cloudApplicationAdministrator.name,
    },
    ({ directory, signal }) => restoreApplication(directory, application.id, signal),
  );
}

async function whatIsLost(rooms: Rooms, { tenant, application }: Target): Promise<string> {
  const { readApplicationDetails } = await import('../../core/directory/applicationDetails.ts');
  const directory = await rooms.directory(tenant.tenantId);
  const { permissions, roles } = await readApplicationDetails(directory, application.appId, new Map());
  const granted = permissions.filter((permission) => permission.granted).length;
  return [
    l10n.t('Application id {0}, in {1}.', application.appId, tenantLabel(tenant)),
    l10n.t(
      'With it go its certificates ({0}), granted permissions ({1}) and directory roles ({2}). Scripts that sign in as it will stop.',
      application.keyCredentials.length,
      granted,
      roles.length,
    ),
    l10n.t('For 30 days it can be restored in the Entra admin center, under Deleted applications.'),
  ].join('\n\n');
}
