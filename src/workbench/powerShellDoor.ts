import type { TerminalOptions } from 'vscode';
import type { ModuleState } from '../core/hosting/moduleState.ts';
import type { PowerShellInstallation } from '../core/hosting/types.ts';
import type { ServiceDefinition } from '../core/services/types.ts';
import type { Identity } from './targets/connection.ts';

/** The PowerShell a service would be connected in. */
export interface PowerShellOffer {
  readonly installation: PowerShellInstallation;
  /** `PowerShell 7.5.1`, as it is shown. */
  readonly name: string;
  /** In order of the services. */
  readonly modules: readonly ModuleState[];
}

/** Whether every module is there. */
export function isReady({ modules }: PowerShellOffer): boolean {
  return modules.every(({ state }) => state === 'ready');
}

/** Whether every module that is not there can be installed for this PowerShell. */
export function canInstall({ modules }: PowerShellOffer): boolean {
  return modules.every(({ state }) => state === 'ready' || state === 'missing' || state === 'tooOld');
}

/** Real PowerShell, for whoever connects something. */
export interface PowerShellDoor {
  /**
   * The PowerShell that can connect all of these services, or the first one that can get the modules it lacks, or the first there is. Undefined
   * when there is none. Nothing is started. Throws what is wrong with the setting.
   */
  offer(services: readonly ServiceDefinition[]): Promise<PowerShellOffer | undefined>;
  /**
   * Looks whether connecting can work, hands the certificate over, and gives the options of a terminal that is connected
   * when it shows its first prompt. What it takes is removed when the terminal closes, at the latest.
   */
  terminal(
    identity: Identity,
    services: readonly ServiceDefinition[],
    asking: { readonly programmatic: boolean },
  ): Promise<TerminalOptions>;
}
