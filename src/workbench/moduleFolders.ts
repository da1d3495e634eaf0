import { homedir } from 'node:os';
import { workspace } from 'vscode';
import type { HostComputer, PowerShellInstallation } from '../core/hosting/types.ts';

/** Folders in which the PowerShells of this computer look for modules; nothing is started to find them. */
export async function moduleFolders(): Promise<readonly string[]> {
  const [{ findPowerShell }, { modulePaths }, { nodeHostFiles }] = await Promise.all([
    import('../core/hosting/findPowerShell.ts'),
    import('../core/hosting/modulePaths.ts'),
    import('../core/hosting/nodeHostFiles.ts'),
  ]);
  const { platform } = process;
  const computer: HostComputer = {
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    environment: process.env,
    home: homedir(),
    workspaceFolders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    files: nodeHostFiles,
  };
  const installations = await findPowerShell(computer);
  // The user's modules may be there although no PowerShell was found.
  const usual: Pick<PowerShellInstallation, 'edition' | 'home'>[] = [
    { edition: 'Core', home: undefined },
    { edition: 'Desktop', home: undefined },
  ];
  const all = [...installations, ...usual].flatMap((one) => modulePaths(computer, one));
  return [...new Set(all)];
}
