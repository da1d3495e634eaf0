import { posix, win32 } from 'node:path';
import type { HostComputer, HostFiles } from '../types.ts';

/** A file's text; `program` is one that may be started; `→ path` is a link. */
export type FakeTree = Readonly<Record<string, string>>;

export const program = '\u0000program';
export const link = (path: string) => `\u0000→${path}`;

/** A computer made of a list of files, with the path rules of its platform. */
export function fakeComputer(
  platform: HostComputer['platform'],
  tree: FakeTree,
  rest: Partial<Omit<HostComputer, 'platform' | 'files'>> = {},
): HostComputer {
  const home = { win32: 'C:\\Users\\ada', linux: '/home/ada', darwin: '/Users/ada' }[platform];
  return { platform, home, environment: {}, workspaceFolders: [], ...rest, files: fakeFiles(platform, tree) };
}

function fakeFiles(platform: HostComputer['platform'], tree: FakeTree): HostFiles {
  const paths = platform === 'win32' ? win32 : posix;
  const fold = (path: string) => (platform === 'linux' ? path : path.toLowerCase());
  const entries = new Map(
    Object.entries(tree).map(([path, content]) => [fold(paths.normalize(path)), { path, content }]),
  );
  const follow = (path: string): string => {
    const content = entries.get(fold(path))?.content;
    return content?.startsWith('\u0000→') ? follow(content.slice(2)) : path;
  };
  const real = (path: string): string => {
    const parent = paths.dirname(path);
    return parent === path ? path : follow(paths.join(real(parent), paths.basename(path)));
  };
  const inside = (folder: string) => {
    const start = fold(real(folder)).replace(/[\\/]$/, '') + paths.sep;
    return [...entries].filter(([key]) => key.startsWith(start)).map(([, { path }]) => path.slice(start.length));
  };
  return {
    kind: async (path) => {
      const content = entries.get(fold(real(path)))?.content;
      return content === undefined
        ? inside(path).length > 0
          ? 'folder'
          : undefined
        : content === program
          ? 'program'
          : 'file';
    },
    list: async (path) => [...new Set(inside(path).map((rest) => rest.split(/[\\/]/)[0] ?? ''))],
    read: async (path, limit) => entries.get(fold(real(path)))?.content.slice(0, limit),
    real: async (path) => real(path),
  };
}
