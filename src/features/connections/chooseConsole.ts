import { l10n } from 'vscode';
import type { ServiceDefinition } from '../../core/services/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { isReady, type PowerShellDoor, type PowerShellOffer } from '../../workbench/powerShellDoor.ts';
import { askOne, type Choice } from '../../workbench/prompts/prompts.ts';
import type { Identity } from '../../workbench/targets/connection.ts';

export type Console = 'powershell' | 'operations';

/** Services whose cmdlets the operations console runs natively. */
const consoleServices = ['exchangeOnline', 'securityCompliance', 'graph', 'entra'];

/** Whether the operations console can connect this service. */
export function isInConsole({ id }: ServiceDefinition): boolean {
  return consoleServices.includes(id);
}

/**
 * Real PowerShell or the operations console. A program that does not say gets the console where it knows the services. A person
 * is asked where both can: real PowerShell first when it is ready, except for the sample tenant, which no module can reach.
 */
export async function chooseConsole(
  options: CommandOptions,
  { tenant }: Identity,
  services: readonly ServiceDefinition[],
  door: PowerShellDoor,
): Promise<Console> {
  const given = options.choice('console', ['powershell', 'operations']);
  if (given !== undefined) {
    return given;
  }
  const known = services.every(isInConsole);
  if (options.programmatic) {
    return known ? 'operations' : 'powershell';
  }
  if (!known) {
    return 'powershell';
  }
  const offer = await door.offer(services);
  if (offer === undefined || (tenant.sample && !isReady(offer))) {
    return 'operations';
  }
  const operations: Choice<Console> = {
    label: l10n.t('Operations Console'),
    description: l10n.t('built in'),
    detail: l10n.t('Runs the operations of PowerShell cmdlets natively. Nothing has to be installed.'),
    value: 'operations',
  };
  const real: Choice<Console> = {
    label: offer.name,
    description: services.map((service, index) => moduleText(offer.modules[index], service)).join(', '),
    ...(tenant.sample
      ? {
          detail: l10n.t(
            'The sample tenant is inside this editor: modules ask the real cloud, which does not know it.',
          ),
        }
      : {}),
    value: 'powershell',
  };
  const choices = isReady(offer) && !tenant.sample ? [real, operations] : [operations, real];
  return askOne(l10n.t('Connect in Terminal'), l10n.t('Where do you want to work?'), choices);
}

function moduleText(
  module: PowerShellOffer['modules'][number] | undefined,
  { module: { name, minimumVersion } }: ServiceDefinition,
): string {
  switch (module?.state) {
    case 'ready':
      return module.module.version === undefined ? name : l10n.t('{0} {1}', name, module.module.version);
    case 'tooOld':
      return l10n.t('{0} {1} is too old, {2} is needed', name, module.module.version ?? '', minimumVersion);
    case 'needsDesktop':
      return l10n.t('{0} needs Windows PowerShell', name);
    case 'needsNewer':
      return l10n.t('{0} needs PowerShell {1}', name, module.needed);
    default:
      return l10n.t('{0} is not installed', name);
  }
}
