import { commandText } from '../powershell/commandText.ts';
import type { ServiceDefinition } from '../services/types.ts';
import { hostingError } from './errors.ts';
import { findModule } from './findModules.ts';
import { moduleNames } from './moduleNames.ts';
import { modulePaths } from './modulePaths.ts';
import type { HostComputer, InstalledModule, PowerShellInstallation } from './types.ts';
import { compareVersions } from './versions.ts';

/** Whether a PowerShell has the module a service needs. */
export type ModuleState =
  | { readonly state: 'ready'; readonly module: InstalledModule }
  | { readonly state: 'tooOld'; readonly module: InstalledModule }
  | { readonly state: 'missing' }
  /** The module works in Windows PowerShell only, and this is another. */
  | { readonly state: 'needsDesktop' }
  /** The module works in a newer PowerShell only; `needed` is the oldest. */
  | { readonly state: 'needsNewer'; readonly module: InstalledModule; readonly needed: string };

/** Looks for the module with which certificate sign-in to `service` works. A module that tells no version is taken. */
export async function moduleState(
  computer: HostComputer,
  installation: PowerShellInstallation,
  service: ServiceDefinition,
): Promise<ModuleState> {
  if (isDesktopOnly(service) && installation.edition !== 'Desktop') {
    return { state: 'needsDesktop' };
  }
  const folders = modulePaths(computer, installation);
  const { minimumVersion } = service.module;
  const all = await firstFound(computer, folders, moduleNames(service));
  const suiting = all.filter(({ editions }) => editions.length === 0 || editions.includes(installation.edition));
  const [newest] = suiting;
  const needed = newest?.powerShellVersion;
  if (newest !== undefined && needed !== undefined && isOlder(installation.version, needed)) {
    return { state: 'needsNewer', module: newest, needed };
  }
  if (newest === undefined) {
    return all.length > 0 && installation.edition === 'Core' ? { state: 'needsDesktop' } : { state: 'missing' };
  }
  const old = newest.version !== undefined && compareVersions(newest.version, minimumVersion) < 0;
  return { state: old ? 'tooOld' : 'ready', module: newest };
}

async function firstFound(
  computer: HostComputer,
  folders: readonly string[],
  names: readonly string[],
): Promise<readonly InstalledModule[]> {
  for (const name of names) {
    const found = await findModule(computer, folders, name);
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}

/** A version of which only the first number is known counts as new enough. */
function isOlder(version: string | undefined, needed: string): boolean {
  return version?.includes('.') === true && compareVersions(version, needed) < 0;
}

/** AzureAD was never made for PowerShell 7. */
function isDesktopOnly(service: ServiceDefinition): boolean {
  return service.retired !== undefined;
}

/** The error for a state that keeps the service from being connected; undefined for `ready`. */
export function moduleProblem(state: ModuleState, service: ServiceDefinition, shell: string): Error | undefined {
  const { name: module, minimumVersion: version } = service.module;
  const facts = { module, version, service: service.name, serviceId: service.id, shell };
  switch (state.state) {
    case 'ready':
      return undefined;
    case 'missing':
      return hostingError('moduleMissing', facts);
    case 'tooOld':
      return hostingError('moduleTooOld', { ...facts, found: state.module.version });
    case 'needsDesktop':
      return hostingError('moduleNeedsDesktop', facts);
    case 'needsNewer':
      return hostingError('moduleNeedsNewer', { ...facts, found: state.module.version, needed: state.needed });
  }
}

/**
 * The command that installs the module for the current user: with PSResourceGet, which PowerShell 7.4 and later bring
 * along, otherwise with PowerShellGet, which every one has.
 */
export async function installCommand(
  computer: HostComputer,
  installation: PowerShellInstallation,
  service: ServiceDefinition,
): Promise<string> {
  const { name, minimumVersion } = service.module;
  const modern =
    (installation.edition === 'Core' && compareVersions(installation.version ?? '0', '7.4') >= 0) ||
    (await findModule(computer, modulePaths(computer, installation), 'Microsoft.PowerShell.PSResourceGet')).length > 0;
  const scope = { name: 'Scope', value: 'CurrentUser' };
  return modern
    ? commandText(
        {
          name: 'Install-PSResource',
          parameters: [{ name: 'Name', value: name }, { name: 'Version', value: `[${minimumVersion},)` }, scope],
        },
        'line',
      )
    : commandText(
        {
          name: 'Install-Module',
          parameters: [{ name: 'Name', value: name }, { name: 'MinimumVersion', value: minimumVersion }, scope],
        },
        'line',
      );
}
