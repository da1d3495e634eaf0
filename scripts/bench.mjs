// `npm run bench [-- names]`: measures what has a limit; every file of test/bench, or the named ones.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

await ensureDependencies();
const chosen = process.argv.slice(2);
const folder = join(root, 'test', 'bench');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''));
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(2);
}
for (const name of names.filter((each) => chosen.length === 0 || chosen.includes(each))) {
  console.log(`── ${name}`);
  const code = await run(process.execPath, ['--import', 'tsx', join(folder, `${name}.bench.ts`)], { cwd: root });
  process.exitCode ||= code;
}
