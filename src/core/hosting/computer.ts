import { posix, win32 } from 'node:path';
import type { HostComputer } from './types.ts';

type PathRules = typeof posix;

/** Path rules of the computer that is looked at, which need not be this one. */
export function pathsOf({ platform }: Pick<HostComputer, 'platform'>): PathRules {
  return platform === 'win32' ? win32 : posix;
}

/** The value of an environment variable; empty counts as not set. */
export function variable(
  { platform, environment }: Pick<HostComputer, 'platform' | 'environment'>,
  name: string,
): string | undefined {
  const exact = environment[name];
  if (exact !== undefined || platform !== 'win32') {
    return exact || undefined;
  }
  const wanted = name.toLowerCase();
  const found = Object.keys(environment).find((key) => key.toLowerCase() === wanted);
  return (found && environment[found]) || undefined;
}

/** Complete folders of a path list such as `PATH`; what is relative would depend on where something is started. */
export function folderList(computer: HostComputer, name: string): readonly string[] {
  const paths = pathsOf(computer);
  return (variable(computer, name) ?? '')
    .split(paths.delimiter)
    .map((entry) => entry.trim().replace(/^"(.*)"$/, '$1'))
    .filter((entry) => isComplete(computer, entry))
    .map((entry) => paths.normalize(entry));
}

/** Whether a path depends on nothing: on Windows `\tools` would depend on the current drive. */
export function isComplete(computer: Pick<HostComputer, 'platform'>, path: string): boolean {
  return computer.platform === 'win32' ? /^(?:[a-z]:[\\/]|\\\\[^\\/])/i.test(path) : path.startsWith('/');
}

/** Whether `path`, or what it leads to, lies in a folder of the workspace. */
export async function isInWorkspace(computer: HostComputer, path: string): Promise<boolean> {
  const { files, workspaceFolders } = computer;
  const places = new Set([path, await files.real(path)]);
  for (const folder of workspaceFolders) {
    for (const root of new Set([folder, await files.real(folder)])) {
      if ([...places].some((place) => contains(computer, root, place))) {
        return true;
      }
    }
  }
  return false;
}

function contains(computer: HostComputer, folder: string, path: string): boolean {
  const paths = pathsOf(computer);
  // File systems that ignore case are the rule on Windows and macOS.
  const fold = (text: string) => (computer.platform === 'linux' ? text : text.toLowerCase());
  const relative = paths.relative(fold(folder), fold(path));
  return relative === '' || (!relative.startsWith('..') && !paths.isAbsolute(relative));
}
