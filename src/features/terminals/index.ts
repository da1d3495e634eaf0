import { type Disposable, workspace } from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import { PowerShell } from './powerShell.ts';

/** Real PowerShell: terminals that are connected, and scripts run in them. The door is for whoever connects something. */
export function registerTerminals({ rooms, commands, log, terminals }: Parts): {
  powerShell: PowerShell;
  registered: Disposable;
} {
  const powerShell = new PowerShell(rooms, terminals);
  if (workspace.isTrusted) {
    powerShell.sweep().catch((error: unknown) => log.warn('Leftover hand-overs could not be looked for', { error }));
  }
  return {
    powerShell,
    registered: disposeAll([
      powerShell,
      commands.register('runScript', async (options) =>
        (await import('./runScript.ts')).runScript(rooms, powerShell, options),
      ),
      commands.register('installModule', async (options) =>
        (await import('./installModule.ts')).installModule(powerShell, options),
      ),
    ]),
  };
}
