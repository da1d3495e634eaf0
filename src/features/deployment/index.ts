import type { Disposable } from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';

/** Brings certificates to where scripts run. */
export function registerDeployment({ rooms, commands }: Parts): Disposable {
  return disposeAll([
    commands.register('installCertificate', async (options) =>
      (await import('./installCertificate.ts')).installCertificate(rooms, options),
    ),
    commands.register('removeFromStore', async (options) =>
      (await import('./removeFromStore.ts')).removeFromStore(rooms, options),
    ),
  ]);
}
