import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const source = import.meta.dirname;

/** Rooms of core and the rooms each may import besides itself and `shared`. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  certificates: [],
  identity: ['certificates'],
  directory: ['identity', 'certificates'],
  catalog: [],
  services: ['catalog', 'directory', 'identity', 'powershell'],
  powershell: ['services'],
  analysis: ['powershell', 'services', 'catalog', 'directory', 'identity', 'certificates'],
  explain: ['services', 'identity', 'directory', 'certificates', 'catalog', 'powershell'],
  provisioning: ['directory', 'identity', 'certificates', 'services', 'powershell', 'catalog'],
  hosting: ['powershell', 'services', 'certificates', 'identity', 'directory', 'catalog'],
  deployment: ['hosting', 'services', 'certificates', 'powershell', 'identity', 'directory', 'catalog'],
  operations: ['directory', 'identity', 'certificates', 'services', 'powershell', 'catalog'],
  sandbox: ['catalog', 'certificates'],
};

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return sourceFiles(path);
    }
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm,
  );
  return [...statements].map(([, type, plain, dynamic, bare]) => {
    const target = plain ?? dynamic ?? bare ?? '';
    return {
      from: relative(source, file).split(sep).join('/'),
      target: target.startsWith('.')
        ? relative(source, join(dirname(file), target))
            .split(sep)
            .join('/')
        : target,
      typeOnly: type !== undefined,
    };
  });
}

const product = sourceFiles(source).filter(
  (file) => !file.endsWith('.test.ts') && !file.includes(`${sep}testing${sep}`),
);
const imports = product.flatMap(importsOf);
const show = ({ from, target }: Import) => `${from} → ${target}`;

describe('Architecture', () => {
  it('keeps core free of the editor, types included', () => {
    const wrong = imports.filter(({ from, target }) => from.startsWith('core/') && target === 'vscode');
    assert.deepEqual(wrong.map(show), [], 'Take a port of core/shared/ports.ts and let src/workbench implement it.');
  });

  it('lets imports go down only', () => {
    const floor = (path: string) =>
      path.startsWith('core/')
        ? 0
        : path === 'contributions.ts'
          ? 1
          : path.startsWith('workbench/')
            ? 2
            : path.startsWith('features/')
              ? 3
              : 4;
    const wrong = imports.filter(
      ({ from, target }) => !target.startsWith('..') && target.endsWith('.ts') && floor(from) < floor(target),
    );
    assert.deepEqual(wrong.map(show), [], 'Pass what the lower floor needs as a parameter.');
  });

  it('lets no feature import another', () => {
    const feature = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];
    const wrong = imports.filter(
      ({ from, target }) => feature(from) && feature(target) && feature(from) !== feature(target),
    );
    assert.deepEqual(wrong.map(show), [], 'What two features need belongs to core or src/workbench.');
  });

  it('keeps the rooms of core to the doors they may use', () => {
    const room = (path: string) => /^core\/([^/]+)\//.exec(path)?.[1];
    const wrong = imports.filter(({ from, target }) => {
      const [mine, theirs] = [room(from), room(target)];
      return mine && theirs && mine !== theirs && theirs !== 'shared' && !rooms[mine]?.includes(theirs);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('loads nothing heavy when the extension is activated', () => {
    const heavy = ['@azure/msal-node', '@microsoft/microsoft-graph-client'];
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (!reached.has(file)) {
        reached.add(file);
        const text = readFileSync(join(source, file), 'utf8');
        for (const [, clause = '', target = ''] of text.matchAll(/^(?:import|export)\s+([^;'"]*?)from\s+'([^']+)'/gm)) {
          if (clause.startsWith('type ')) {
            continue;
          }
          if (target.startsWith('.')) {
            visit(
              relative(source, join(source, dirname(file), target))
                .split(sep)
                .join('/'),
            );
          } else {
            reached.add(target);
          }
        }
      }
    };
    visit('extension.ts');
    assert.deepEqual(
      heavy.filter((name) => reached.has(name)),
      [],
      'Import the room with `await import(…)` where it is first used.',
    );
  });

  it('keeps files to one job', () => {
    const long = product
      .filter((file) => !file.includes(`${sep}data${sep}`))
      .map((file) => ({ file: relative(source, file), lines: readFileSync(file, 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 350);
    assert.deepEqual(long, [], 'About 300 lines is the question: what second job does the file have?');
  });
});
