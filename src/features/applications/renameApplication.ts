import { l10n, window } from 'vscode';
import { renameApplication as rename } from '../../core/directory/applications.ts';
import { checkApplicationName } from '../../core/directory/registerApplication.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askText } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { toUserError } from '../../workbench/userError.ts';
import { change, resolveTarget } from './target.ts';

/** Gives an application another name; its ids, and so every script, stay as they are. */
export async function renameApplication(
  rooms: Rooms,
  options: CommandOptions,
): Promise<{ appId: string; displayName: string }> {
  const target = await resolveTarget(rooms, options, l10n.t('Rename Application'));
  const { tenant, application } = target;
  const displayName = checkApplicationName(options.text('displayName') ?? (await askName(application.displayName)));
  if (displayName !== application.displayName) {
    await change(
      rooms,
      {
        tenantId: tenant.tenantId,
        appId: application.appId,
        title: l10n.t('Renaming {0}', application.displayName),
        role: directoryRoles.cloudApplicationAdministrator.name,
      },
      ({ directory, signal }) => rename(directory, application.id, displayName, signal),
    );
    if (!options.programmatic) {
      window.setStatusBarMessage(l10n.t('$(check) {0} is called {1} now', application.displayName, displayName), 6000);
    }
  }
  return { appId: application.appId, displayName };
}

function askName(value: string): Promise<string> {
  return askText({
    title: l10n.t('Rename Application'),
    prompt: l10n.t('Name of the application; its ids stay as they are, so scripts are not affected'),
    value,
    validate: (text) => {
      try {
        checkApplicationName(text);
        return undefined;
      } catch (error) {
        return toUserError(error).message;
      }
    },
  });
}
