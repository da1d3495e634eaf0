import { pathsOf } from './computer.ts';
import type { HostComputer } from './types.ts';

/** Long enough for the entry wanted, which stands near the top of a file of several hundred kilobytes. */
const readLimit = 64 * 1024;

const versionName = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/**
 * The version of the PowerShell whose executable really is `real`, without starting it: the list of dependencies next to it
 * names it; otherwise the folders it lies in may. Undefined when nothing tells.
 */
export async function installationVersion(computer: HostComputer, real: string): Promise<string | undefined> {
  const paths = pathsOf(computer);
  const folder = paths.dirname(real);
  const dependencies = await computer.files.read(paths.join(folder, 'pwsh.deps.json'), readLimit);
  const named = /"(?:pwsh|Microsoft\.PowerShell\.SDK)\/(\d+\.\d+\.\d+[\w.-]*)"/i.exec(dependencies ?? '')?.[1];
  if (named !== undefined) {
    return named;
  }
  const folders = folder.split(/[\\/]/).reverse();
  const complete = folders.find((name) => versionName.test(name));
  if (complete !== undefined) {
    return complete;
  }
  // `7` and `7-preview`, as the packages call their folders.
  return /^(\d+)(?:-(?:preview|lts))?$/.exec(folders[0] ?? '')?.[1];
}

/** The newest version among folders called after versions, as `.dotnet/tools/.store/powershell` has them. */
export function newestVersionName(
  names: readonly string[],
  compare: (left: string, right: string) => number,
): string | undefined {
  return names
    .filter((name) => versionName.test(name))
    .sort(compare)
    .at(-1);
}
