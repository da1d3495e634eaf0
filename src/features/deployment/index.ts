import { type Disposable, type Uri, window } from 'vscode';
import { pageTypes } from '../../contributions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';

/** Brings certificates to where scripts run. */
export function registerDeployment(parts: Parts & { readonly extensionUri: Uri }): Disposable {
  const { rooms, commands } = parts;
  return disposeAll([
    window.registerWebviewPanelSerializer(pageTypes.move, {
      deserializeWebviewPanel: async (panel, memory: unknown) =>
        (await import('./moveToAnotherComputer.ts')).restoreMovePage(parts, panel, memory),
    }),
    commands.register('installCertificate', async (options) =>
      (await import('./installCertificate.ts')).installCertificate(rooms, options),
    ),
    commands.register('removeFromStore', async (options) =>
      (await import('./removeFromStore.ts')).removeFromStore(rooms, options),
    ),
    commands.register('moveToAnotherComputer', async (options) =>
      (await import('./moveToAnotherComputer.ts')).moveToAnotherComputer(parts, options),
    ),
    commands.register('createScheduledTask', async (options) =>
      (await import('./createScheduledTask.ts')).createScheduledTask(parts, options),
    ),
  ]);
}
