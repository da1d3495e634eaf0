import { homedir } from 'node:os';
import { extensions, workspace } from 'vscode';
import type { PowerShellChoice } from '../core/hosting/findPowerShell.ts';
import type { HostComputer, PowerShellInstallation } from '../core/hosting/types.ts';
import { readSetting } from './adapters/settings.ts';

/** The computer terminals are opened on. */
export async function thisComputer(): Promise<HostComputer> {
  const { nodeHostFiles } = await import('../core/hosting/nodeHostFiles.ts');
  const { platform } = process;
  return {
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    environment: process.env,
    home: homedir(),
    workspaceFolders: (workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath),
    files: nodeHostFiles,
  };
}

/** The PowerShells of this computer, the one to use first. Throws what is wrong with the setting. */
export async function findInstallations(computer: HostComputer): Promise<readonly PowerShellInstallation[]> {
  const { findPowerShell } = await import('../core/hosting/findPowerShell.ts');
  return findPowerShell(computer, powerShellChoice());
}

/** What the user chose for this product, or for the PowerShell extension. Folders of the workspace have no say. */
function powerShellChoice(): PowerShellChoice {
  const setting = readSetting('powerShellPath');
  if (extensions.getExtension('ms-vscode.powershell') === undefined) {
    return { setting };
  }
  const theirs = workspace.getConfiguration('powershell');
  const defaultVersion: unknown = theirs.inspect('powerShellDefaultVersion')?.globalValue;
  const additional: unknown = theirs.inspect('powerShellAdditionalExePaths')?.globalValue;
  return {
    setting,
    extension: {
      ...(typeof defaultVersion === 'string' ? { defaultVersion } : {}),
      ...(typeof additional === 'object' && additional !== null
        ? { additional: additional as Readonly<Record<string, string>> }
        : {}),
    },
  };
}
