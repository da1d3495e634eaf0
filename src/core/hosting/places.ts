import { folderList, pathsOf, variable } from './computer.ts';
import type { HostComputer, InstallationSource, PowerShellEdition } from './types.ts';

/** A path where a PowerShell may be. */
export interface Place {
  readonly path: string;
  readonly source: InstallationSource;
  readonly edition: PowerShellEdition;
  readonly preview: boolean;
  /** Holds one folder for each version, where the executable is only a shim. */
  readonly versions?: string;
  /** `$PSHOME`, where it is not the executable's own folder. */
  readonly home?: string;
}

const isPreview = (name: string) => /preview|daily/i.test(name);

/** Where PowerShell is put by whatever installs it, and then wherever the `PATH` leads. */
export async function usualPlaces(computer: HostComputer): Promise<readonly Place[]> {
  const known = computer.platform === 'win32' ? await windowsPlaces(computer) : await unixPlaces(computer);
  return [...known, ...dotnetTool(computer), ...pathPlaces(computer)];
}

/** Folders that hold one installation for each major version: `7`, `7-preview`. */
async function versioned(
  computer: HostComputer,
  root: string,
  file: string,
  source: InstallationSource,
): Promise<readonly Place[]> {
  const paths = pathsOf(computer);
  return (await computer.files.list(root))
    .filter((name) => /^\d/.test(name))
    .map((name) => ({ path: paths.join(root, name, file), source, edition: 'Core', preview: isPreview(name) }));
}

async function windowsPlaces(computer: HostComputer): Promise<readonly Place[]> {
  const { join } = pathsOf(computer);
  const places: Place[] = [];
  const roots = ['ProgramW6432', 'ProgramFiles', 'ProgramFiles(x86)'].flatMap((name) => variable(computer, name) ?? []);
  for (const root of new Set(roots)) {
    places.push(...(await versioned(computer, join(root, 'PowerShell'), 'pwsh.exe', 'msi')));
  }
  const local = variable(computer, 'LOCALAPPDATA');
  if (local !== undefined) {
    for (const name of ['PowerShell', 'PowerShellPreview']) {
      places.push({
        path: join(local, 'Microsoft', 'WindowsApps', `Microsoft.${name}_8wekyb3d8bbwe`, 'pwsh.exe'),
        source: 'store',
        edition: 'Core',
        preview: isPreview(name),
      });
    }
  }
  places.push({
    path: join(computer.home, 'scoop', 'apps', 'pwsh', 'current', 'pwsh.exe'),
    source: 'package',
    edition: 'Core',
    preview: false,
  });
  const system = variable(computer, 'SystemRoot') ?? 'C:\\Windows';
  places.push({
    path: join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    source: 'windows',
    edition: 'Desktop',
    preview: false,
  });
  return places;
}

async function unixPlaces(computer: HostComputer): Promise<readonly Place[]> {
  const core = { edition: 'Core', preview: false } as const;
  if (computer.platform === 'darwin') {
    return [
      ...(await versioned(computer, '/usr/local/microsoft/powershell', 'pwsh', 'package')),
      { path: '/opt/homebrew/bin/pwsh', source: 'homebrew', ...core },
      { path: '/opt/homebrew/bin/pwsh-preview', source: 'homebrew', edition: 'Core', preview: true },
      { path: '/usr/local/bin/pwsh', source: 'homebrew', ...core },
      { path: '/usr/local/bin/pwsh-preview', source: 'homebrew', edition: 'Core', preview: true },
    ];
  }
  return [
    ...(await versioned(computer, '/opt/microsoft/powershell', 'pwsh', 'package')),
    { path: '/usr/bin/pwsh', source: 'package', ...core },
    { path: '/usr/bin/pwsh-preview', source: 'package', edition: 'Core', preview: true },
    { path: '/snap/bin/pwsh', source: 'snap', home: '/snap/powershell/current/opt/powershell', ...core },
    {
      path: '/snap/bin/pwsh-preview',
      source: 'snap',
      home: '/snap/powershell-preview/current/opt/powershell',
      edition: 'Core',
      preview: true,
    },
    { path: '/home/linuxbrew/.linuxbrew/bin/pwsh', source: 'homebrew', ...core },
  ];
}

/** `dotnet tool install --global PowerShell` */
function dotnetTool(computer: HostComputer): readonly Place[] {
  const { join } = pathsOf(computer);
  const tools = join(computer.home, '.dotnet', 'tools');
  return [
    {
      path: join(tools, computer.platform === 'win32' ? 'pwsh.exe' : 'pwsh'),
      source: 'dotnetTool',
      edition: 'Core',
      preview: false,
      versions: join(tools, '.store', 'powershell'),
    },
  ];
}

/** Windows PowerShell is not looked for there: it has one place, and anything else of its name is not it. */
function pathPlaces(computer: HostComputer): readonly Place[] {
  const { join } = pathsOf(computer);
  const suffix = computer.platform === 'win32' ? '.exe' : '';
  return folderList(computer, 'PATH').flatMap((folder) =>
    ['pwsh', 'pwsh-preview'].map((name) => ({
      path: join(folder, name + suffix),
      source: 'path' as const,
      edition: 'Core' as const,
      preview: isPreview(name),
    })),
  );
}
