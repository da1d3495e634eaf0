import { homedir } from 'node:os';
import { l10n, ThemeColor, ThemeIcon, window, workspace } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { factsOf, resolveConnection } from '../../workbench/targets/connection.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { createOperationSession } from './operationSession.ts';

/** Services whose cmdlets the operations console runs natively. */
const consoleServices = ['exchangeOnline', 'securityCompliance', 'graph', 'entra'];

const tenantColours = [
  'terminal.ansiBlue',
  'terminal.ansiGreen',
  'terminal.ansiMagenta',
  'terminal.ansiCyan',
  'terminal.ansiYellow',
];

/** Opens a terminal that is signed in to a service with the certificate. */
export async function connect(
  rooms: Rooms,
  options: CommandOptions,
  connected: () => void,
): Promise<{ terminal: string }> {
  if (options.choice('console', ['powershell', 'operations']) === 'powershell') {
    throw connectionError('realPowerShellLater');
  }
  const connection = await resolveConnection(rooms, options, { title: l10n.t('Connect in Terminal'), signsIn: true });
  const { tenant, application, service } = connection;
  if (!consoleServices.includes(service.id)) {
    throw connectionError('notInConsole', { service: service.name });
  }
  const { OperationsTerminal } = await import('./operationsTerminal.ts');
  const { commandText } = await import('../../core/powershell/commandText.ts');
  // The console looks the certificate up in the vault, whatever the platform.
  const firstCommand = commandText(service.connect(factsOf(connection), 'thumbprint'), 'line');
  const name = `${service.name} · ${application.displayName}`;
  const folder = () => workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const terminal = window.createTerminal({
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
  });
  // Shown once it exists: a web page that had the focus would get it back otherwise when the prompts close.
  await terminal.processId;
  terminal.show();
  return { terminal: name };
}

/** Always the same colour for a tenant, so that terminals of two tenants are told apart. */
function tenantColour(tenantId: string): string {
  const sum = [...tenantId].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return tenantColours[sum % tenantColours.length] ?? 'terminal.ansiBlue';
}
