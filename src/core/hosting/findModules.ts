import { pathsOf } from './computer.ts';
import type { HostComputer, InstalledModule, PowerShellEdition } from './types.ts';
import { compareVersions } from './versions.ts';

/** Manifests of large modules list thousands of functions, but start with what is looked for. */
const manifestLimit = 256 * 1024;

/**
 * The versions of a module in these folders, newest first, as PowerShell would find them: by folder name
 * (`Name/1.2.3/Name.psd1`) or in the manifest (`Name/Name.psd1`). Nothing is started or loaded.
 */
export async function findModule(
  computer: HostComputer,
  folders: readonly string[],
  name: string,
): Promise<readonly InstalledModule[]> {
  const { join } = pathsOf(computer);
  const found: InstalledModule[] = [];
  for (const folder of folders) {
    const actual = named(await computer.files.list(folder), name);
    if (actual === undefined) {
      continue;
    }
    const root = join(folder, actual);
    const names = await computer.files.list(root);
    const direct = await read(computer, root, names, name);
    if (direct !== undefined) {
      found.push(direct);
    }
    for (const version of names.filter((entry) => /^\d+(?:\.\d+){1,3}$/.test(entry))) {
      const inside = join(root, version);
      const module = await read(computer, inside, await computer.files.list(inside), name);
      if (module !== undefined) {
        found.push({ ...module, version });
      }
    }
  }
  return found.sort((left, right) => compareVersions(right.version ?? '0', left.version ?? '0'));
}

/** The name as the file system has it. */
function named(names: readonly string[], wanted: string): string | undefined {
  return names.find((name) => name.toLowerCase() === wanted.toLowerCase());
}

async function read(
  computer: HostComputer,
  folder: string,
  names: readonly string[],
  name: string,
): Promise<InstalledModule | undefined> {
  const manifest = named(names, `${name}.psd1`);
  if (manifest === undefined) {
    const loose = named(names, `${name}.psm1`) ?? named(names, `${name}.dll`);
    return loose === undefined
      ? undefined
      : { name, version: undefined, editions: [], powerShellVersion: undefined, folder };
  }
  const path = pathsOf(computer).join(folder, manifest);
  const text = withoutComments((await computer.files.read(path, manifestLimit)) ?? '');
  return {
    name,
    version: versionEntry(text, 'ModuleVersion'),
    editions: editionsOf(text),
    powerShellVersion: versionEntry(text, 'PowerShellVersion'),
    folder,
  };
}

function withoutComments(manifest: string): string {
  return manifest.replace(/<#[\s\S]*?#>/g, '').replace(/^\s*#.*$/gm, '');
}

const versionEntries = {
  ModuleVersion: /(?:^|[{;])[\s{;@]*['"]?ModuleVersion['"]?\s*=\s*['"]\s*(\d+(?:\.\d+){0,3})\s*['"]/im,
  PowerShellVersion: /(?:^|[{;])[\s{;@]*['"]?PowerShellVersion['"]?\s*=\s*['"]\s*(\d+(?:\.\d+){0,3})\s*['"]/im,
};

function versionEntry(manifest: string, name: keyof typeof versionEntries): string | undefined {
  return versionEntries[name].exec(manifest)?.[1];
}

function editionsOf(manifest: string): readonly PowerShellEdition[] {
  const list = /CompatiblePSEditions['"]?\s*=\s*(@?\([\s\S]*?\)|[^\r\n;}]*)/i.exec(manifest)?.[1] ?? '';
  return (['Core', 'Desktop'] as const).filter((edition) => new RegExp(`['"]${edition}['"]`, 'i').test(list));
}
