// npx tsx test/bench/catalog.bench.ts: what the catalog costs, bundled as it ships.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { loadCatalog } from '../../src/core/catalog/catalog.ts';

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
}

const figures: Figure[] = [];
const folder = mkdtempSync(path.join(os.tmpdir(), 'catalog-bench-'));
try {
  await bundled();
  await lookups();
  await metadata();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { what, value, unit, limit } of figures) {
  console.log(
    `${value <= limit ? 'ok  ' : 'OVER'} ${what.padEnd(48)} ${value.toFixed(2).padStart(10)} ${unit} (limit ${limit})`,
  );
}
process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;

/** Size in the package, and load time in a fresh process: modules, and the first look-up in every table. */
async function bundled(): Promise<void> {
  const out = path.join(folder, 'dist');
  await build({
    entryPoints: ['catalog', 'moduleMetadata'].map((name) =>
      path.join(import.meta.dirname, `../../src/core/catalog/${name}.ts`),
    ),
    outdir: out,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    outExtension: { '.js': '.mjs' },
  });
  const bytes = readdirSync(out).reduce((sum, name) => sum + statSync(path.join(out, name)).size, 0);
  figures.push({ what: 'size bundled, uncompressed', value: bytes / 1e6, unit: 'MB', limit: 1.5 });
  const script = path.join(folder, 'load.mjs');
  writeFileSync(
    script,
    `import { performance } from 'node:perf_hooks';
    const started = performance.now();
    const { loadCatalog } = await import(${JSON.stringify(bundle('catalog'))});
    const catalog = await loadCatalog();
    const loaded = performance.now();
    catalog.cmdlet('Get-MgUser');
    const cmdlet = performance.now();
    catalog.cmdlet('Get-Nothing');
    catalog.request('GET', '/users');
    catalog.permission('00000003-0000-0000-c000-000000000000', 'Mail.Read');
    catalog.role('Exchange Administrator');
    const all = performance.now();
    console.log(JSON.stringify([loaded - started, cmdlet - started, all - started]));`,
  );
  const runs = Array.from(
    { length: 7 },
    () => JSON.parse(execFileSync(process.execPath, [script]).toString()) as number[],
  );
  const median = (index: number) => runs.map((run) => run[index] ?? 0).sort((left, right) => left - right)[3] ?? 0;
  figures.push(
    { what: 'load, fresh process', value: median(0), unit: 'ms', limit: 50 },
    { what: 'load and first cmdlet', value: median(1), unit: 'ms', limit: 50 },
    { what: 'load and first look-up in every table', value: median(2), unit: 'ms', limit: 100 },
  );
}

async function lookups(): Promise<void> {
  const catalog = await loadCatalog();
  const names = catalog.cmdletsStartingWith('', 100_000);
  const measure = (what: string, limit: number, run: (index: number) => void) => {
    const count = 50_000;
    for (let index = 0; index < count; index++) {
      run(index);
    }
    const started = performance.now();
    for (let index = 0; index < count; index++) {
      run(index);
    }
    figures.push({ what, value: ((performance.now() - started) * 1000) / count, unit: 'µs', limit });
  };
  measure('cmdlet that is known', 10, (index) => catalog.cmdlet(names[index % names.length] ?? ''));
  measure('cmdlet that is not', 10, (index) => catalog.cmdlet(`Get-Own${index}`));
  measure('request', 20, (index) =>
    catalog.request('GET', `https://graph.microsoft.com/v1.0/users/${index}/messages?$top=5`),
  );
  measure('request that is unknown', 50, (index) =>
    catalog.request('GET', `https://graph.microsoft.com/v1.0/users/${index}/nothing/${index}`),
  );
  measure('permission by id', 10, () =>
    catalog.permission('00000003-0000-0000-c000-000000000000', '810c84a8-4a9e-49e6-bf7d-12d183f40d01'),
  );
  measure('completion', 50, (index) => catalog.cmdletsStartingWith((names[index % names.length] ?? '').slice(0, 9)));
}

/** A file as large as the one the Graph module installs; nothing else may wait for it. */
async function metadata(): Promise<void> {
  const file = path.join(folder, 'MgCommandMetadata.json');
  const filler = 'Allows the app to read what it says it reads. '.repeat(2);
  writeFileSync(
    file,
    JSON.stringify(
      Array.from({ length: 31_000 }, (_, index) => ({
        Command: `Get-MgThing${index}`,
        Uri: `/things/{thing-id}/parts${index % 997}/{part-id}/more${index}`,
        Method: 'GET',
        ApiVersion: index % 2 === 0 ? 'v1.0' : 'beta',
        Module: 'Things',
        Permissions: ['Thing.Read.All', 'Thing.ReadWrite.All', 'Directory.Read.All'].map((Name, place) => ({
          Name,
          Description: filler,
          FullDescription: filler,
          IsAdmin: true,
          PermissionType: 'Application',
          IsLeastPrivilege: place === 0,
        })),
      })),
    ),
  );
  // In a process of its own: what this one threw away to write the file is not the reader's to collect.
  const script = path.join(folder, 'read.mjs');
  writeFileSync(
    script,
    `import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
    const { readModuleMetadata } = await import(${JSON.stringify(bundle('moduleMetadata'))});
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const started = performance.now();
    delay.enable();
    const log = { warn: (message, details) => console.error(message, details) };
    const read = await readModuleMetadata({ file: ${JSON.stringify(file)}, version: '2.0' }, { log, privilege: () => 3 });
    delay.disable();
    console.log(JSON.stringify([performance.now() - started, delay.max / 1e6, read.cmdletCount]));`,
  );
  const [time = 0, stall = 0, count] = JSON.parse(execFileSync(process.execPath, [script]).toString()) as number[];
  figures.push(
    { what: `module metadata of ${(statSync(file).size / 1e6).toFixed(0)} MB`, value: time, unit: 'ms', limit: 3000 },
    { what: 'longest stall meanwhile', value: stall, unit: 'ms', limit: 50 },
  );
  if (count !== 31_000) {
    throw new Error('The metadata was not read.');
  }
}

function bundle(name: string): string {
  return pathToFileURL(path.join(folder, 'dist', `${name}.mjs`)).href;
}
