import { homedir } from 'node:os';
import {
  type ExtensionTerminalOptions,
  l10n,
  type Terminal,
  type TerminalOptions,
  ThemeColor,
  ThemeIcon,
  window,
  workspace,
} from 'vscode';
import { hostingError } from '../../core/hosting/errors.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { ConnectedTerminals } from '../../workbench/connectedTerminals.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import type { PowerShellDoor } from '../../workbench/powerShellDoor.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { factsOf, type Identity, resolveIdentity } from '../../workbench/targets/connection.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { tenantColour } from '../../workbench/tenantColour.ts';
import { chooseConsole, isInConsole } from './chooseConsole.ts';
import { chooseServices } from './chooseServices.ts';
import { createOperationSession } from './operationSession.ts';
import { warnOfConflict } from './warnOfConflict.ts';

type AnyTerminalOptions = TerminalOptions | ExtensionTerminalOptions;

/** What connecting takes. */
export interface ConnectParts {
  readonly rooms: Rooms;
  readonly powerShell: PowerShellDoor;
  readonly terminals: ConnectedTerminals;
  /** Called when something was connected. */
  readonly connected: () => void;
}

/** Opens a terminal that is signed in to a service with the certificate. */
export async function connect(parts: ConnectParts, options: CommandOptions): Promise<{ terminal: string }> {
  const prepared = await prepareTerminal(parts, options);
  const terminal = openTerminal(prepared);
  terminal.show();
  return { terminal: prepared.name ?? terminal.name };
}

/**
 * The options of such a terminal, of real PowerShell or of the operations console. Whoever is warned of modules that conflict
 * may choose several terminals, of which all but the last are opened here.
 */
export async function prepareTerminal(parts: ConnectParts, options: CommandOptions): Promise<AnyTerminalOptions> {
  if (!workspace.isTrusted) {
    throw hostingError('untrustedWorkspace');
  }
  const title = l10n.t('Connect in Terminal');
  const identity = await resolveIdentity(parts.rooms, options, { title, signsIn: true });
  const services = await chooseServices(options, title);
  if ((await chooseConsole(options, identity, services, parts.powerShell)) === 'operations') {
    return operationsTerminal(parts, identity, services);
  }
  const each = options.programmatic ? [services] : await warnOfConflict(services);
  const prepared: TerminalOptions[] = [];
  for (const together of each) {
    prepared.push(await parts.powerShell.terminal(identity, together, options));
  }
  parts.connected();
  const [last, ...others] = prepared.reverse();
  for (const other of others.reverse()) {
    openTerminal(other);
  }
  return last ?? {};
}

function openTerminal(prepared: AnyTerminalOptions): Terminal {
  return 'pty' in prepared ? window.createTerminal(prepared) : window.createTerminal(prepared);
}

async function operationsTerminal(
  { rooms, terminals, connected }: ConnectParts,
  identity: Identity,
  services: readonly ServiceDefinition[],
): Promise<ExtensionTerminalOptions> {
  const { tenant, application } = identity;
  const unknown = services.find((service) => !isInConsole(service));
  if (unknown !== undefined) {
    throw connectionError('notInConsole', { service: unknown.name });
  }
  const { OperationsTerminal } = await import('./operationsTerminal.ts');
  const { commandText } = await import('../../core/powershell/commandText.ts');
  const names = services.map(({ name }) => name);
  const folder = () => workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const prepared: ExtensionTerminalOptions = {
    name: `${names.join(', ')} · ${application.displayName}`,
    iconPath: new ThemeIcon(tenant.sample ? 'beaker' : 'verified'),
    color: new ThemeColor(tenantColour(tenant.tenantId)),
    isTransient: true,
    pty: new OperationsTerminal({
      session: (ask) => createOperationSession(rooms, identity, folder, ask),
      greeting: [
        l10n.t('Operations console: runs the operations of PowerShell cmdlets natively. No PowerShell is started.'),
        l10n.t(
          '{0} · {1} · Get-Command lists what it knows, Tab completes, Ctrl+C stops.',
          tenantLabel(tenant),
          names.join(', '),
        ),
      ],
      prompt: 'PS> ',
      // The console looks the certificate up in the vault, whatever the platform.
      firstCommands: services.map((service) => commandText(service.connect(factsOf(identity), 'thumbprint'), 'line')),
      connected,
    }),
  };
  terminals.expect(prepared, { tenantId: tenant.tenantId, appId: application.appId, services: names });
  return prepared;
}
