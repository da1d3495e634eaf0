import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { InstalledModule } from '../../core/explain/checks/doors.ts';
import { compareVersions } from '../../core/explain/checks/moduleChecks.ts';
import { throwIfAborted } from '../../core/shared/clock.ts';

/**
 * Those of `names` that are installed where PowerShell looks: the folders of `PSModulePath`, and those it adds by itself when
 * it starts (about_PSModulePath). Nothing is run.
 */
export async function installedModules(
  names: readonly string[],
  signal?: AbortSignal,
  folders: readonly string[] = moduleFolders(),
): Promise<readonly InstalledModule[]> {
  const versions = new Map<string, string[]>();
  for (const folder of folders) {
    throwIfAborted(signal);
    for (const entry of await entriesOf(folder)) {
      const name = names.find((each) => each.toLowerCase() === entry.toLowerCase());
      if (name !== undefined) {
        versions.set(name, [...(versions.get(name) ?? []), ...(await versionsIn(join(folder, entry), entry))]);
      }
    }
  }
  return names.flatMap((name) => {
    const found = versions.get(name);
    return found ? [{ name, versions: [...new Set(found)].sort((a, b) => compareVersions(b, a)) }] : [];
  });
}

/** A module lies in a folder of its version, or directly in its own with the version in its manifest. */
async function versionsIn(folder: string, name: string): Promise<readonly string[]> {
  const entries = await entriesOf(folder);
  const versions = entries.filter((entry) => /^\d{1,6}(\.\d{1,6}){1,3}$/.test(entry));
  const manifest = entries.find((entry) => entry.toLowerCase() === `${name.toLowerCase()}.psd1`);
  if (versions.length > 0 || manifest === undefined) {
    return versions;
  }
  const text = await readFile(join(folder, manifest), 'utf8').catch(() => '');
  const version = /^\s{0,40}ModuleVersion\s{0,40}=\s{0,40}['"]([\d.]{1,30})['"]/m.exec(text)?.[1];
  return version === undefined ? [] : [version];
}

function moduleFolders(): readonly string[] {
  const home = homedir();
  const { PSModulePath = '', ProgramFiles = 'C:\\Program Files', SystemRoot = 'C:\\Windows', OneDrive } = process.env;
  const documents = [join(home, 'Documents'), ...(OneDrive ? [join(OneDrive, 'Documents')] : [])];
  const usual =
    process.platform === 'win32'
      ? [
          ...documents.flatMap((folder) => [
            join(folder, 'PowerShell', 'Modules'),
            join(folder, 'WindowsPowerShell', 'Modules'),
          ]),
          join(ProgramFiles, 'PowerShell', 'Modules'),
          join(ProgramFiles, 'PowerShell', '7', 'Modules'),
          join(ProgramFiles, 'WindowsPowerShell', 'Modules'),
          join(SystemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'Modules'),
        ]
      : [join(home, '.local', 'share', 'powershell', 'Modules'), '/usr/local/share/powershell/Modules'];
  const named = PSModulePath.split(delimiter).filter((folder) => folder.trim() !== '');
  return [...new Set([...named, ...usual])];
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
