import type { Disposable } from 'vscode';
import { contextKeys as keys } from '../../contributions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { PowerShellDoor } from '../../workbench/powerShellDoor.ts';
import { connect } from './connect.ts';
import { connectionBlock, insertConnection } from './insertConnection.ts';
import { runOperation } from './runOperation.ts';
import { showTerminal } from './showTerminal.ts';
import { registerTerminalProfile } from './terminalProfile.ts';

/** Using what was set up: connection blocks for scripts, and terminals that are signed in. */
export function registerConnections({
  rooms,
  commands,
  contextKeys,
  powerShell,
  terminals,
}: Parts & { readonly powerShell: PowerShellDoor }): Disposable {
  const connected = () => void contextKeys.set(keys.doneConnect, true);
  const parts = { rooms, powerShell, terminals, connected };
  const showKey = () => void contextKeys.set(keys.hasTerminals, terminals.list().length > 0);
  showKey();
  return disposeAll([
    commands.register('connectionBlock', (options) => connectionBlock(rooms, options), 'query'),
    commands.register('insertConnection', async (options) => {
      const result = await insertConnection(rooms, options);
      await contextKeys.set(keys.doneScript, true);
      return result;
    }),
    commands.register('connect', (options) => connect(parts, options)),
    registerTerminalProfile(parts),
    commands.register('showTerminal', (options) => showTerminal(terminals, options)),
    terminals.onDidChange(showKey),
    commands.register('runOperation', (options) => runOperation(rooms, options), 'query'),
  ]);
}
