import { l10n, ThemeIcon, window, workspace } from 'vscode';
import { hostingError } from '../../core/hosting/errors.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { findInstallations, thisComputer } from '../../workbench/computer.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import { installationName } from './installationName.ts';
import type { PowerShell } from './powerShell.ts';

/** Opens a terminal that installs the module of a service for the current user. */
export async function installModule(powerShell: PowerShell, options: CommandOptions): Promise<{ terminal: string }> {
  if (!workspace.isTrusted) {
    throw hostingError('untrustedWorkspace');
  }
  const title = l10n.t('Install Module');
  const { serviceById, services } = await import('../../core/services/index.ts');
  const given = options.text('service');
  const service = given
    ? serviceById(given)
    : await askOne(
        title,
        l10n.t('For which service?'),
        services
          .filter(({ retired }) => retired === undefined)
          .map((value) => ({ label: value.name, description: value.module.name, value })),
      );
  const computer = await thisComputer();
  const offer = await powerShell.offer([service]);
  const installation = offer?.installation ?? (await findInstallations(computer))[0];
  if (installation === undefined) {
    throw hostingError('notFound');
  }
  const { installCommand } = await import('../../core/hosting/moduleState.ts');
  const command = await installCommand(computer, installation, service);
  const name = l10n.t('Install {0} · {1}', service.module.name, installationName(installation));
  const terminal = window.createTerminal({
    name,
    shellPath: installation.path,
    // Shown as the command a person would type, in a shell that stays.
    shellArgs: ['-NoLogo', '-NoExit', '-Command', command],
    iconPath: new ThemeIcon('cloud-download'),
    isTransient: true,
  });
  terminal.show();
  return { terminal: name };
}
