// npx tsx test/bench/analysis.bench.ts: what an analysis costs, bundled as it ships.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type Analyse = typeof import('../../src/core/analysis/analyse.ts');
type CatalogModule = typeof import('../../src/core/catalog/catalog.ts');

const root = path.join(import.meta.dirname, '../..');
const samples = path.join(root, 'test/samples/powershell/scripts');
const folder = mkdtempSync(path.join(os.tmpdir(), 'analysis-bench-'));
let failed = false;
try {
  await build({
    entryPoints: [path.join(root, 'src/core/analysis/analyse.ts'), path.join(root, 'src/core/catalog/catalog.ts')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    outbase: path.join(root, 'src/core'),
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const { analyse, analyseInSlices } = (await import(
    pathToFileURL(path.join(folder, 'analysis/analyse.mjs')).href
  )) as Analyse;
  const { loadCatalog } = (await import(pathToFileURL(path.join(folder, 'catalog/catalog.mjs')).href)) as CatalogModule;
  const catalog = await loadCatalog();
  const sources = readdirSync(samples)
    .filter((name) => /\.ps1$/.test(name) && name !== 'Signed.ps1')
    .map((name) => readFileSync(path.join(samples, name), 'utf8'));
  const check = (text: string) => {
    const analysis = analyse(text, { catalog });
    return analysis.findings.length + analysis.needed().permissions.length;
  };

  const one = lines(sources, 2000);
  const first = timed(() => check(one));
  // As long as it takes until the code is compiled: half a minute of typing.
  for (let round = 0; round < 40; round++) {
    check(`${one}\n# warm ${round}`);
  }
  const rounds = Array.from({ length: 15 }, (_, round) => timed(() => check(`${one}\n# ${round}`)));
  figure('2,000 lines, the very first analysis', first, 'ms', 200);
  figure('2,000 lines, a keystroke (median)', median(rounds), 'ms', 25);
  figure(
    '2,000 lines, a keystroke (fastest)',
    fastest(() => check(one)),
    'ms',
    20,
  );
  figure('2,000 lines, a keystroke (worst of 15)', Math.max(...rounds), 'ms', 60);

  const workspace = Array.from({ length: 1000 }, (_, index) => padded(sources, index, 10_000));
  let longest = 0;
  const whole = timed(() => {
    for (const text of workspace) {
      longest = Math.max(
        longest,
        timed(() => check(text)),
      );
    }
  });
  const bytes = workspace.reduce((sum, text) => sum + text.length, 0);
  figure(`1,000 scripts (${(bytes / 1e6).toFixed(1)} MB)`, whole, 'ms', 2700);
  figure('the slowest of them', longest, 'ms', 50);

  for (const characters of [200_000, 1_000_000]) {
    const text = padded(sources, 0, characters);
    const stalls: number[] = [];
    for (let round = 0; round < 5; round++) {
      stalls.push(await stallOf(() => analyseInSlices(`${text}# ${round}`, { catalog })));
    }
    figure(`longest stall by a script of ${characters / 1000} KB (median)`, median(stalls), 'ms', 50);
  }

  const sizes = [1, 2, 4, 8].map((factor) => {
    const text = lines(sources, 1000 * factor);
    return median(Array.from({ length: 7 }, () => timed(() => check(text)))) / factor;
  });
  figure('cost per 1,000 lines at 8 times the length', (sizes[3] ?? 0) / (sizes[0] ?? 1), 'times that at 1', 2);

  for (const [name, text] of Object.entries(hostile())) {
    figure(
      `hostile: ${name} (${(text.length / 1000).toFixed(0)} KB)`,
      timed(() => check(text)),
      'ms',
      400,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

function figure(what: string, value: number, unit: string, limit: number): void {
  failed ||= value > limit;
  const state = value <= limit ? 'ok  ' : 'OVER';
  console.log(`${state} ${what.padEnd(48)} ${value.toFixed(2).padStart(9)} ${unit} (limit ${limit})`);
}

/** Milliseconds of work: processor time, which a busy computer does not stretch. */
function timed(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Milliseconds of the fastest of a few runs: other work on the computer only ever makes one slower. */
function fastest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 20; run++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** The longest time in milliseconds that nothing else could run. */
async function stallOf(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return delay.max / 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;
}

/** The samples one after the other, `count` lines of them. */
function lines(texts: readonly string[], count: number): string {
  const all: string[] = [];
  for (let index = 0; all.length < count; index++) {
    all.push(...(texts[index % texts.length] ?? '').split(/\r?\n/));
  }
  return all.slice(0, count).join('\n');
}

/** A script of about `length` characters that no other one equals. */
function padded(texts: readonly string[], index: number, length: number): string {
  let text = `# script ${index}\n`;
  for (let next = index; text.length < length; next++) {
    text += `${texts[next % texts.length]}\n`;
  }
  return text;
}

/** What would make a careless analysis slow. */
function hostile(): Readonly<Record<string, string>> {
  const repeat = (text: string, count: number) => text.repeat(count);
  return {
    'one variable, written and used again and again': repeat(
      "$p = 'a1'\n$s = ConvertTo-SecureString $p -AsPlainText -Force\n",
      2000,
    ),
    'connect statements': repeat('Connect-ExchangeOnline -Credential $c\nGet-Mailbox\n', 2000),
    'a request function and its calls': `function Send($Uri) { ${repeat('Invoke-RestMethod $Uri\n', 100)} }\n${repeat('Send "https://graph.microsoft.com/v1.0/users/$id"\n', 2000)}`,
    'braces that never close': repeat('if ($a) { Get-MgUser ', 10_000),
    'unknown commands': Array.from({ length: 5000 }, (_, index) => `Get-Thing${index}`).join('\n'),
    'many permissions': Array.from(
      { length: 300 },
      (_, index) =>
        `Invoke-MgGraphRequest -Uri /v1.0/${['users', 'groups', 'applications', 'devices', 'sites', 'teams', 'chats', 'security/alerts_v2', 'auditLogs/signIns', 'policies/conditionalAccessPolicies'][index % 10]}/$id/${index}`,
    ).join('\n'),
    'tables in tables': `$x = ${repeat('@{ password = ', 2000)}1${repeat(' }', 2000)}`,
  };
}
