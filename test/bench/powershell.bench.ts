/**
 * Speed of the PowerShell parser, beside tree-sitter-powershell (WASM) on the same text in the same run:
 * `npx tsx test/bench/powershell.bench.ts`. Fetches the peer once into `out/bench`; says so when it cannot.
 * Exits with 1 when a bound is missed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseScript } from '../../src/core/powershell/parseScript.ts';

const megabyte = 1_000_000;
const bounds = {
  megabytesPerSecond: 20,
  timesThePeer: 5,
  largeFileMilliseconds: 15,
  /** Of results that are large beside their text, collecting the garbage is most of the cost. */
  oddFileMilliseconds: 200,
  growthPerMegabyte: 2,
};

const scripts = sampleScripts();
const failures: string[] = [];

const corpus = repeat(scripts, 10 * megabyte);
const size = corpus.reduce((sum, text) => sum + text.length, 0);
let commands = 0;
const seconds = best(7, () => {
  commands = corpus.reduce((sum, text) => sum + parseScript(text).commands.length, 0);
});
const speed = size / megabyte / seconds;
console.log(`corpus: ${(size / megabyte).toFixed(1)} MB, ${corpus.length} scripts, ${commands} commands`);
console.log(`parseScript: ${speed.toFixed(1)} MB/s`);
check(speed >= bounds.megabytesPerSecond, `under ${bounds.megabytesPerSecond} MB/s`);

const large = repeat(scripts, 200_000).join('\n').slice(0, 200_000);
const largeSeconds = best(20, () => parseScript(large));
console.log(`one script of 200 KB: ${(largeSeconds * 1000).toFixed(1)} ms`);
check(largeSeconds * 1000 <= bounds.largeFileMilliseconds, `over ${bounds.largeFileMilliseconds} ms for 200 KB`);

for (const [kind, text] of Object.entries(oddFiles(200_000))) {
  const milliseconds = best(5, () => parseScript(text)) * 1000;
  console.log(`200 KB of ${kind}: ${milliseconds.toFixed(1)} ms`);
  check(milliseconds <= bounds.oddFileMilliseconds, `over ${bounds.oddFileMilliseconds} ms for 200 KB of ${kind}`);
}

const whole = corpus.slice(0, 2000).join('\n');
let first = 0;
for (const factor of [1, 2, 4, 8]) {
  const part = whole.slice(0, factor * 200_000);
  const perMegabyte = (best(30, () => parseScript(part)) * 1000) / (part.length / megabyte);
  first ||= perMegabyte;
  const growth = perMegabyte / first;
  console.log(
    `one script of ${factor} × 200 KB: ${perMegabyte.toFixed(0)} ms/MB, ${growth.toFixed(2)} times the first`,
  );
  check(growth <= bounds.growthPerMegabyte, `cost is not linear: a megabyte costs ${growth.toFixed(2)} times as much`);
}

const peer = await loadPeer();
if (peer === undefined) {
  console.log('tree-sitter-powershell: not compared, it could not be fetched from the package registry');
} else {
  const sample = repeat(scripts, megabyte);
  const sampleSize = sample.reduce((sum, text) => sum + text.length, 0);
  let broken = 0;
  const peerSeconds = best(3, () => {
    broken = sample.filter((text) => peer(text)).length;
  });
  const ownSeconds = best(7, () => {
    for (const text of sample) {
      parseScript(text);
    }
  });
  const peerSpeed = sampleSize / megabyte / peerSeconds;
  const ratio = peerSeconds / ownSeconds;
  console.log(
    `tree-sitter-powershell: ${peerSpeed.toFixed(1)} MB/s on 1 MB of it, errors in ${broken} of ${sample.length} scripts; ` +
      `parseScript is ${ratio.toFixed(1)} times as fast`,
  );
  check(ratio >= bounds.timesThePeer, `under ${bounds.timesThePeer} times tree-sitter-powershell`);
}

for (const failure of failures) {
  console.error(`missed: ${failure}`);
}
process.exitCode = failures.length === 0 ? 0 : 1;

function check(holds: boolean, failure: string): void {
  if (!holds) {
    failures.push(failure);
  }
}

function sampleScripts(): readonly string[] {
  const folder = fileURLToPath(new URL('../samples/powershell/scripts/', import.meta.url));
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** What scripts are not like, but generated or broken text may be. */
function oddFiles(length: number): Readonly<Record<string, string>> {
  const fill = (piece: string) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const nested = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`;
  return {
    'one here-string': `@'\n${fill('a line of text\n')}\n'@`,
    'one here-string with variables and commands': `@"\n${fill('text $name and $(Get-Date -Format o)\n')}\n"@`,
    'one table': `$x = @{\n${fill("  Key = 'value'\n")}}`,
    'one array': `$x = @(${fill("'a',")}'a')`,
    'one sum': `$x = 'a' ${fill("+ $b + 'c' ")}`,
    'commands on one line': fill('Get-MgUser -UserId $id | Select-Object Id, Name; '),
    'one command': `Get-Thing ${fill('-Name value "text $variable" ')}`,
    'one chain of members': `$x${fill('.Method(1)[0]')}`,
    'one word': fill('word'),
    'parentheses, 10,000 deep': nested('(', ')'),
    'subexpressions, 10,000 deep': nested('$(', ')'),
    'braces, 10,000 deep': nested('{', '}'),
    'strings in strings, 10,000 deep': nested('"$(', ')"'),
    'parentheses that never close': fill('('),
    'braces that never close': fill('if ($a) { '),
    'strings that never close': fill('"$('),
    'dollar signs': fill('$'),
    quotes: fill('"'),
    'typographic quotes': fill('\u201ctext\u201d \u2013 \u2018x\u2019 '),
    backticks: fill('`'),
    'line ends': fill('\r\n'),
    'null characters': fill('\0'),
  };
}

function repeat(texts: readonly string[], length: number): readonly string[] {
  const result: string[] = [];
  for (let total = 0, i = 0; total < length; i++) {
    // A different string each time, in one piece as it comes from a file or an editor.
    const text = ['# ', i, '\n', texts[i % texts.length]].join('');
    result.push(text);
    total += text.length;
  }
  return result;
}

/** Seconds of the fastest of several runs: other work on the machine only ever makes one slower. */
function best(runs: number, run: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest / 1000;
}

/** Says whether tree-sitter finds errors in a script; undefined when it cannot be had. */
async function loadPeer(): Promise<((text: string) => boolean) | undefined> {
  const cache = fileURLToPath(new URL('../../out/bench/', import.meta.url));
  const modules = join(cache, 'node_modules');
  if (!existsSync(join(modules, 'web-tree-sitter')) || grammar(modules) === undefined) {
    mkdirSync(cache, { recursive: true });
    const packages = ['web-tree-sitter@0.25', 'tree-sitter-powershell'];
    const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--prefix', cache];
    spawnSync('npm', ['install', ...flags, ...packages], { stdio: 'ignore' });
  }
  const wasm = grammar(modules);
  if (wasm === undefined) {
    return undefined;
  }
  const { Parser, Language } = createRequire(join(modules, 'x.js'))('web-tree-sitter') as TreeSitter;
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm));
  return (text) => {
    const tree = parser.parse(text);
    const { hasError } = tree.rootNode;
    tree.delete();
    return hasError;
  };
}

interface TreeSitter {
  readonly Parser: {
    init(): Promise<void>;
    new (): {
      setLanguage(language: unknown): void;
      parse(text: string): { readonly rootNode: { readonly hasError: boolean }; delete(): void };
    };
  };
  readonly Language: { load(path: string): Promise<unknown> };
}

function grammar(modules: string): string | undefined {
  const folder = join(modules, 'tree-sitter-powershell');
  const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.wasm')) : undefined;
  return file === undefined ? undefined : join(folder, file);
}
