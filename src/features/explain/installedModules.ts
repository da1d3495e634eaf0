import type { InstalledModule } from '../../core/explain/checks/doors.ts';
import { throwIfAborted } from '../../core/shared/clock.ts';
import { thisComputer } from '../../workbench/computer.ts';
import { moduleFolders } from '../../workbench/moduleFolders.ts';

/** Those of `names` that are installed where PowerShell looks, versions newest first. Nothing is run. */
export async function installedModules(
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly InstalledModule[]> {
  const { findModule } = await import('../../core/hosting/findModules.ts');
  const [computer, folders] = await Promise.all([thisComputer(), moduleFolders()]);
  const installed: InstalledModule[] = [];
  for (const name of names) {
    throwIfAborted(signal);
    const found = await findModule(computer, folders, name);
    if (found.length > 0) {
      const versions = found.flatMap(({ version }) => (version === undefined ? [] : [version]));
      installed.push({ name, versions: [...new Set(versions)] });
    }
  }
  return installed;
}
