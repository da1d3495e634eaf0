import { isComplete, isInWorkspace, pathsOf } from './computer.ts';
import { hostingError } from './errors.ts';
import { installationVersion, newestVersionName } from './installationVersion.ts';
import { type Place, usualPlaces } from './places.ts';
import type { HostComputer, InstallationSource, PowerShellInstallation } from './types.ts';
import { compareVersions } from './versions.ts';

export interface PowerShellChoice {
  /** `entraCertAuth.powerShellPath`; empty when not set. */
  readonly setting?: string;
  /** What the PowerShell extension is set to. */
  readonly extension?: {
    /** `powershell.powerShellDefaultVersion`: a display name, or one of `additional`. */
    readonly defaultVersion?: string;
    /** `powershell.powerShellAdditionalExePaths`: name → path. */
    readonly additional?: Readonly<Record<string, string>>;
  };
}

/**
 * Every PowerShell of the computer, the one to use first, without starting any: the one the setting names, the one the
 * PowerShell extension is set to, then the newest release, Windows PowerShell, and previews. What lies in the workspace is
 * left out, as are relative entries of the `PATH`.
 *
 * @throws hosting/settingNotAbsolute, settingNotFound, insideWorkspace for a setting that cannot be followed
 */
export async function findPowerShell(
  computer: HostComputer,
  choice: PowerShellChoice = {},
): Promise<readonly PowerShellInstallation[]> {
  const setting = choice.setting?.trim();
  const chosen = setting ? [await fromSetting(computer, setting)] : [];
  const additional = await additionalPaths(computer, choice);
  const places = [...extensionPlaces(computer, additional), ...(await usualPlaces(computer))];
  const found: PowerShellInstallation[] = [];
  const seen = new Set<string>();
  for (const place of places) {
    if (
      seen.has(place.path) ||
      (await computer.files.kind(place.path)) !== 'program' ||
      (await isInWorkspace(computer, place.path))
    ) {
      continue;
    }
    const real = await computer.files.real(place.path);
    // Every program of a snap leads to the one that starts snaps.
    const identity = /^pwsh/i.test(pathsOf(computer).basename(real)) ? real : place.path;
    if (!seen.has(identity)) {
      found.push(await describe(computer, place));
    }
    seen.add(place.path).add(identity);
  }
  const others = withoutAliases(computer, found).sort(
    (left, right) =>
      rank(right, choice, additional) - rank(left, choice, additional) ||
      compareVersions(right.version ?? '0', left.version ?? '0'),
  );
  return [...chosen, ...others.filter(({ path }) => path !== chosen[0]?.path)];
}

async function fromSetting(computer: HostComputer, path: string): Promise<PowerShellInstallation> {
  if (!isComplete(computer, path)) {
    throw hostingError('settingNotAbsolute', { path });
  }
  if (await isInWorkspace(computer, path)) {
    throw hostingError('insideWorkspace', { path });
  }
  if ((await computer.files.kind(path)) !== 'program') {
    throw hostingError('settingNotFound', { path });
  }
  return describe(computer, { path, source: 'setting', ...editionOf(computer, path) });
}

function editionOf(computer: HostComputer, path: string): Pick<Place, 'edition' | 'preview'> {
  const name = pathsOf(computer).basename(path).toLowerCase();
  return {
    edition: /^powershell(?:\.exe)?$/.test(name) && computer.platform === 'win32' ? 'Desktop' : 'Core',
    preview: /preview/i.test(path),
  };
}

type Additional = ReadonlyMap<string, string>;

/** Paths set for the PowerShell extension by name: as there, in quotes, with `~`, a folder, or without `.exe`. */
async function additionalPaths(computer: HostComputer, { extension }: PowerShellChoice): Promise<Additional> {
  const paths = pathsOf(computer);
  const found = new Map<string, string>();
  for (const [name, given] of Object.entries(extension?.additional ?? {})) {
    if (typeof given !== 'string') {
      continue;
    }
    const bare = given.trim().replace(/^(['"])(.*)\1$/, '$2');
    const path = paths.normalize(bare.replace(/^~(?=$|[\\/])/, () => computer.home));
    const suffix = computer.platform === 'win32' ? '.exe' : '';
    const all = [path, path + suffix, paths.join(path, `pwsh${suffix}`)].filter((each) => isComplete(computer, each));
    for (const each of all) {
      if (!found.has(name) && (await computer.files.kind(each)) === 'program') {
        found.set(name, each);
      }
    }
  }
  return found;
}

function extensionPlaces(computer: HostComputer, additional: Additional): readonly Place[] {
  return [...additional.values()].map((path) => ({
    path,
    source: 'extension' as const,
    ...editionOf(computer, path),
  }));
}

async function describe(computer: HostComputer, place: Place): Promise<PowerShellInstallation> {
  const { path, source, edition } = place;
  const paths = pathsOf(computer);
  if (edition === 'Desktop') {
    return { path, source, edition, version: '5.1', preview: false, home: paths.dirname(path) };
  }
  const real = place.home === undefined ? await computer.files.real(path) : paths.join(place.home, 'pwsh');
  const named = await installationVersion(computer, real);
  const version =
    named ??
    (place.versions === undefined
      ? undefined
      : newestVersionName(await computer.files.list(place.versions), compareVersions));
  const folder = paths.dirname(real);
  const hasModules = (await computer.files.kind(paths.join(folder, 'Modules'))) === 'folder';
  const preview = place.preview || /-(?:preview|rc|daily)/.test(version ?? '');
  return { path, source, edition, version, preview, home: hasModules ? folder : undefined };
}

/** The Store puts an alias of the same program on the `PATH`. */
function withoutAliases(computer: HostComputer, all: readonly PowerShellInstallation[]): PowerShellInstallation[] {
  const hasStore = all.some(({ source }) => source === 'store');
  const { basename, dirname } = pathsOf(computer);
  return all.filter(
    ({ path, source }) => !(hasStore && source === 'path' && basename(dirname(path)).toLowerCase() === 'windowsapps'),
  );
}

function rank(installation: PowerShellInstallation, { extension }: PowerShellChoice, additional: Additional): number {
  const { source, edition, preview } = installation;
  const wanted = extension?.defaultVersion;
  if (wanted && wantedByExtension(wanted, additional, installation)) {
    return 4;
  }
  if (source === 'extension' && !preview) {
    return 1;
  }
  return preview ? 0 : edition === 'Core' ? 3 : 2;
}

/**
 * Whether the extension's name for an installation means this one. What it finds itself is called `PowerShell (x64)`,
 * `PowerShell Preview (x64)`, `PowerShell (Store)`, `PowerShell Snap`, `.NET Core PowerShell Global Tool`,
 * `Windows PowerShell (x64)`.
 */
function wantedByExtension(
  wanted: string,
  additional: Additional,
  { path, source, edition, preview }: PowerShellInstallation,
): boolean {
  if (additional.has(wanted)) {
    return additional.get(wanted) === path;
  }
  if (/^windows powershell/i.test(wanted)) {
    return edition === 'Desktop';
  }
  const named = sourceNames.find(([name]) => name.test(wanted))?.[1];
  return (
    /powershell/i.test(wanted) &&
    edition === 'Core' &&
    /preview|daily/i.test(wanted) === preview &&
    (named === undefined || named === source)
  );
}

const sourceNames: readonly (readonly [RegExp, InstallationSource])[] = [
  [/\bstore\b|msix/i, 'store'],
  [/\bsnap\b/i, 'snap'],
  [/global tool/i, 'dotnetTool'],
  [/homebrew/i, 'homebrew'],
];
