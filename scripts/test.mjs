// Installs what is missing, then runs every part: types, lint, unit tests, PowerShell engine, in-host tests, UI journeys.
// `node scripts/test.mjs unit host` runs only the named parts.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const failedParts = [];

/** Adds up Mocha's closing lines, as `12 passing`, or ours, as `12 passed, 0 failed, 1 skipped`. */
function count(text) {
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  return {
    passed: sum(/^\s*(\d+) passing\b/gm) + sum(/(\d+) passed,/g),
    failed: sum(/^\s*(\d+) failing\b/gm) + sum(/(\d+) failed,/g),
    skipped: sum(/^\s*(\d+) pending\b/gm) + sum(/(\d+) skipped\b/g),
  };
}

/**
 * Runs one part. What drives a whole VS Code gets a second attempt, which is said: a machine may be busy with something
 * else for a moment, but a real fault fails twice.
 */
async function part(name, title, work, { attempts = 1 } = {}) {
  if (chosen.length > 0 && !chosen.includes(name)) {
    return;
  }
  const started = Date.now();
  let result = { code: 1, output: '' };
  for (let attempt = 1; attempt <= attempts && result.code !== 0; attempt++) {
    console.log(`\n── ${title}${attempt > 1 ? ': once more' : ''}`);
    result = await runPart(work);
  }
  const counted = count(result.output);
  totals.passed += counted.passed;
  totals.skipped += counted.skipped;
  totals.failed += counted.failed;
  if (result.code !== 0) {
    failedParts.push(title);
    totals.failed += counted.failed === 0 ? 1 : 0;
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${title}: ${result.code === 0 ? 'ok' : 'failed'} after ${seconds} s`);
}

async function runPart(work) {
  let output = '';
  try {
    const code = await work((text) => {
      output += text;
      process.stdout.write(text);
    });
    return { code, output };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { code: 1, output };
  }
}

const npx = (args, onOutput, env) => run(process.execPath, args, { cwd: root, onOutput, env });
const tool = (...path) => join(root, 'node_modules', ...path);

await ensureDependencies();

await part('types', 'Types', async (out) => {
  const core = await npx([tool('typescript', 'bin', 'tsc'), '-p', 'src/core'], out);
  const all = await npx([tool('typescript', 'bin', 'tsc'), '-p', '.'], out);
  return core || all;
});
await part('lint', 'Lint', (out) =>
  npx([tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'], out),
);
const mocha = (out, ...args) => npx([tool('mocha', 'bin', 'mocha.js'), ...args], out);
await part('unit', 'Unit tests', (out) =>
  mocha(out, '--parallel', '--jobs', '2', '--ignore', 'src/**/*.integration.test.ts', 'src/**/*.test.ts'),
);
// One after the other: some of them measure how long the event loop is held.
await part('integration', 'Integration tests', (out) => mocha(out, 'src/**/*.integration.test.ts'));
if (existsSync(join(root, '.mocharc.engine.json'))) {
  await part('engine', 'PowerShell engine', (out) =>
    npx([tool('mocha', 'bin', 'mocha.js'), '--config', '.mocharc.engine.json', '--parallel', '--jobs', '2'], out),
  );
}
await part('build', 'Build', (out) => npx(['esbuild.mjs'], out));
await part(
  'host',
  'In-host tests',
  async (out) => {
    const { runHostTests } = await import('./lib/hostTests.mjs');
    return (await runHostTests({ out })).code;
  },
  { attempts: 2 },
);
await part(
  'ui',
  'UI journeys',
  (out) => npx([tool('mocha', 'bin', 'mocha.js'), '--config', '.mocharc.ui.json', 'test/ui/**/*.test.ts'], out),
  { attempts: 2 },
);

if (failedParts.length > 0) {
  console.log(`\nFailed: ${failedParts.join(', ')}`);
}
console.log(`\ntotal: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = failedParts.length > 0 ? 1 : 0;
