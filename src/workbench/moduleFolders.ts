import type { PowerShellInstallation } from '../core/hosting/types.ts';
import { thisComputer } from './computer.ts';

/** Folders in which the PowerShells of this computer look for modules; nothing is started to find them. */
export async function moduleFolders(): Promise<readonly string[]> {
  const [{ findPowerShell }, { modulePaths }, computer] = await Promise.all([
    import('../core/hosting/findPowerShell.ts'),
    import('../core/hosting/modulePaths.ts'),
    thisComputer(),
  ]);
  const installations = await findPowerShell(computer);
  // The user's modules may be there although no PowerShell was found.
  const usual: Pick<PowerShellInstallation, 'edition' | 'home'>[] = [
    { edition: 'Core', home: undefined },
    { edition: 'Desktop', home: undefined },
  ];
  const all = [...installations, ...usual].flatMap((one) => modulePaths(computer, one));
  return [...new Set(all)];
}
