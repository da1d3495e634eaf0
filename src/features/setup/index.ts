import { type Disposable, type Uri, window } from 'vscode';
import { pageTypes } from '../../contributions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import { updateSetUpKeys } from './setUpKeys.ts';

/** Setting up certificate sign-in, its plan as values and as a script, and taking it back. */
export function registerSetUp(parts: Parts & { readonly extensionUri: Uri }): Disposable {
  const { rooms, commands } = parts;
  void updateSetUpKeys(parts);
  return disposeAll([
    rooms.onTenantsChanged(() => void updateSetUpKeys(parts)),
    window.registerWebviewPanelSerializer(pageTypes.setUp, {
      deserializeWebviewPanel: async (panel, memory: unknown) =>
        (await import('./restorePlanPage.ts')).restorePlanPage(parts, panel, memory),
    }),
    commands.register('setUp', async (options) => (await import('./setUp.ts')).setUp(parts, options)),
    commands.register(
      'planSetup',
      async (options) => (await import('./planCommand.ts')).planSetup(parts, options),
      'query',
    ),
    commands.register('undoSetUp', async (options) => (await import('./undoSetUp.ts')).undoSetUp(parts, options)),
    commands.register('exportSetupScript', async (options) =>
      (await import('./scripts.ts')).exportSetupScript(parts, options),
    ),
  ]);
}
