import { homedir } from 'node:os';
import {
  type ExtensionTerminalOptions,
  l10n,
  type TerminalOptions,
  ThemeColor,
  ThemeIcon,
  window,
  workspace,
} from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import type { PowerShellDoor } from '../../workbench/powerShellDoor.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { type Connection, factsOf, resolveConnection } from '../../workbench/targets/connection.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { tenantColour } from '../../workbench/tenantColour.ts';
import { chooseConsole, isInConsole } from './chooseConsole.ts';
import { createOperationSession } from './operationSession.ts';

type AnyTerminalOptions = TerminalOptions | ExtensionTerminalOptions;

/** Opens a terminal that is signed in to a service with the certificate. */
export async function connect(
  rooms: Rooms,
  options: CommandOptions,
  powerShell: PowerShellDoor,
  connected: () => void,
): Promise<{ terminal: string }> {
  const prepared = await prepareTerminal(rooms, options, powerShell, connected);
  const terminal = 'pty' in prepared ? window.createTerminal(prepared) : window.createTerminal(prepared);
  terminal.show();
  return { terminal: prepared.name ?? terminal.name };
}

/** The options of such a terminal, of real PowerShell or of the operations console. */
export async function prepareTerminal(
  rooms: Rooms,
  options: CommandOptions,
  powerShell: PowerShellDoor,
  connected: () => void,
): Promise<AnyTerminalOptions> {
  const connection = await resolveConnection(rooms, options, { title: l10n.t('Connect in Terminal'), signsIn: true });
  if ((await chooseConsole(options, connection, powerShell)) === 'powershell') {
    const prepared = await powerShell.terminal(connection, options);
    connected();
    return prepared;
  }
  return operationsTerminal(rooms, connection, connected);
}

async function operationsTerminal(
  rooms: Rooms,
  connection: Connection,
  connected: () => void,
): Promise<ExtensionTerminalOptions> {
  const { tenant, application, service } = connection;
  if (!isInConsole(connection)) {
    throw connectionError('notInConsole', { service: service.name });
  }
  const { OperationsTerminal } = await import('./operationsTerminal.ts');
  const { commandText } = await import('../../core/powershell/commandText.ts');
  // The console looks the certificate up in the vault, whatever the platform.
  const firstCommand = commandText(service.connect(factsOf(connection), 'thumbprint'), 'line');
  const name = `${service.name} · ${application.displayName}`;
  const folder = () => workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  return {
    name,
    iconPath: new ThemeIcon(tenant.sample ? 'beaker' : 'verified'),
    color: new ThemeColor(tenantColour(tenant.tenantId)),
    isTransient: true,
    pty: new OperationsTerminal({
      session: (ask) => createOperationSession(rooms, connection, folder, ask),
      greeting: [
        l10n.t('Operations console: runs the operations of PowerShell cmdlets natively. No PowerShell is started.'),
        l10n.t(
          '{0} · {1} · Get-Command lists what it knows, Tab completes, Ctrl+C stops.',
          tenantLabel(tenant),
          service.name,
        ),
      ],
      prompt: 'PS> ',
      firstCommand,
      connected,
    }),
  };
}
