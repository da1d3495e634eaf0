import type { Disposable } from 'vscode';
import { contextKeys as keys } from '../../contributions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { PowerShellDoor } from '../../workbench/powerShellDoor.ts';
import { connect } from './connect.ts';
import { connectionBlock, insertConnection } from './insertConnection.ts';
import { runOperation } from './runOperation.ts';
import { registerTerminalProfile } from './terminalProfile.ts';

/** Using what was set up: connection blocks for scripts, and terminals that are signed in. */
export function registerConnections({
  rooms,
  commands,
  contextKeys,
  powerShell,
}: Parts & { readonly powerShell: PowerShellDoor }): Disposable {
  const connected = () => void contextKeys.set(keys.doneConnect, true);
  return disposeAll([
    commands.register('connectionBlock', (options) => connectionBlock(rooms, options), 'query'),
    commands.register('insertConnection', async (options) => {
      const result = await insertConnection(rooms, options);
      await contextKeys.set(keys.doneScript, true);
      return result;
    }),
    commands.register('connect', (options) => connect(rooms, options, powerShell, connected)),
    registerTerminalProfile(rooms, powerShell, connected),
    commands.register('runOperation', (options) => runOperation(rooms, options), 'query'),
  ]);
}
