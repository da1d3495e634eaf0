import { homedir } from 'node:os';
import { l10n, ThemeIcon, window, workspace } from 'vscode';
import { hostingError } from '../../core/hosting/errors.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { thisComputer } from '../../workbench/computer.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import { installationName } from '../../workbench/words/installationName.ts';
import type { PowerShell } from './powerShell.ts';

/**
 * Opens a terminal that installs the module of a service for the current user, in the PowerShell the service would be
 * connected in.
 */
export async function installModule(powerShell: PowerShell, options: CommandOptions): Promise<{ terminal: string }> {
  if (!workspace.isTrusted) {
    throw hostingError('untrustedWorkspace');
  }
  const service = await chooseService(options);
  const offer = await powerShell.offer([service]);
  const [module] = offer?.modules ?? [];
  if (offer === undefined || module === undefined) {
    throw hostingError('notFound');
  }
  const { installCommand, moduleProblem } = await import('../../core/hosting/moduleState.ts');
  if (module.state === 'ready') {
    const found = module.module.version ?? '';
    throw hostingError('moduleReady', { module: service.module.name, found, shell: offer.name });
  }
  if (module.state === 'needsDesktop' || module.state === 'needsNewer') {
    throw moduleProblem(module, service, offer.name);
  }
  const { installation } = offer;
  const command = await installCommand(await thisComputer(), installation, service);
  const name = l10n.t('Install {0} · {1}', service.module.name, installationName(installation));
  const terminal = window.createTerminal({
    name,
    shellPath: installation.path,
    message: command,
    shellArgs: ['-NoLogo', '-NoExit', '-Command', command],
    // What the workspace holds must not get between PowerShell and its gallery.
    cwd: homedir(),
    iconPath: new ThemeIcon('cloud-download'),
    isTransient: true,
  });
  terminal.show();
  return { terminal: name };
}

async function chooseService(options: CommandOptions): Promise<ServiceDefinition> {
  const { serviceById, services } = await import('../../core/services/index.ts');
  const given = options.text('service');
  return given === undefined
    ? askOne(
        l10n.t('Install Module'),
        l10n.t('For which service?'),
        services
          .filter(({ retired }) => retired === undefined)
          .map((value) => ({
            label: value.name,
            description: l10n.t('{0} {1} or later', value.module.name, value.module.minimumVersion),
            value,
          })),
      )
    : serviceById(given);
}
