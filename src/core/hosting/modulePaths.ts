import { folderList, pathsOf, variable } from './computer.ts';
import type { HostComputer, PowerShellInstallation } from './types.ts';

/**
 * Folders in which a PowerShell looks for modules: the user's, everybody's, its own, and what `PSModulePath` adds. A
 * relative entry would depend on where PowerShell is started and is left out.
 */
export function modulePaths(
  computer: HostComputer,
  { edition, home }: Pick<PowerShellInstallation, 'edition' | 'home'>,
): readonly string[] {
  const { join } = pathsOf(computer);
  const all = [
    ...(computer.platform === 'win32' ? windowsPaths(computer, edition === 'Core') : unixPaths(computer)),
    ...(home === undefined ? [] : [join(home, 'Modules')]),
    ...folderList(computer, 'PSModulePath'),
  ];
  return [...new Set(all)];
}

function unixPaths(computer: HostComputer): readonly string[] {
  const { join } = pathsOf(computer);
  const data = variable(computer, 'XDG_DATA_HOME') ?? join(computer.home, '.local', 'share');
  return [join(data, 'powershell', 'Modules'), '/usr/local/share/powershell/Modules'];
}

function windowsPaths(computer: HostComputer, core: boolean): readonly string[] {
  const { join } = pathsOf(computer);
  const product = core ? 'PowerShell' : 'WindowsPowerShell';
  // Organizations move Documents into OneDrive; the registry knows, its variables tell as well.
  const documents = [
    join(computer.home, 'Documents'),
    ...['OneDriveCommercial', 'OneDrive', 'OneDriveConsumer'].flatMap((name) => {
      const folder = variable(computer, name);
      return folder === undefined ? [] : [join(folder, 'Documents')];
    }),
  ];
  const programs = variable(computer, 'ProgramW6432') ?? variable(computer, 'ProgramFiles') ?? 'C:\\Program Files';
  return [...documents.map((folder) => join(folder, product, 'Modules')), join(programs, product, 'Modules')];
}
