import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { root } from './paths.mjs';

/** The committed list of sentences that translators start from. */
export const bundleFile = join(root, 'l10n', 'bundle.l10n.json');

const literal = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.|\$(?!\{))*`/y;

/**
 * Reads every sentence that `src` passes to `l10n.t`. `bundle` is sorted; `problems` names the calls that a translator
 * would never see, as `file:line: reason`.
 */
export async function collectSentences(folder = join(root, 'src')) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => ({
      name: relative(root, join(folder, name)).split(sep).join('/'),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
    .filter(({ text }) => /\bl10n\b/.test(text));
  return readSentences(files);
}

/** As {@link collectSentences}, for texts at hand. */
export async function readSentences(files) {
  // Loaded here because it brings a parser along, which only these checks need.
  const { getL10nJson } = createRequire(import.meta.url)('@vscode/l10n-dev');
  const problems = [];
  const calls = [];
  const bodies = [];
  for (const { name, text } of files) {
    const before = problems.length;
    const found = findCalls(name, text, problems);
    if (problems.length === before) {
      calls.push(...found);
      bodies.push(text.replaceAll(/^import\s[^;]*;$/gm, ''));
    }
  }
  // One text instead of many: the exporter compiles its queries anew for each file and each import of `vscode`.
  const contents = `import { l10n } from 'vscode';\n${bodies.join('\n;\n')}`;
  const bundle = await getL10nJson([{ contents, extension: '.ts' }]);
  // The exporter's grammar is older than TypeScript's: what it passes over must not go unnoticed.
  const messages = new Set(Object.values(bundle).map((value) => (typeof value === 'string' ? value : value.message)));
  for (const { message, where } of calls) {
    if (!messages.has(message)) {
      problems.push(`${where}: the exporter does not see this call; write it in simpler syntax.`);
    }
  }
  const sorted = Object.keys(bundle).sort();
  return { bundle: Object.fromEntries(sorted.map((key) => [key, bundle[key]])), problems };
}

/** The messages of the `l10n.t` calls in a text; what is not a literal goes to `problems`. */
function findCalls(name, text, problems) {
  const calls = [];
  for (const match of text.matchAll(/\bl10n\s*(?:\?\.|\.)\s*t\b/g)) {
    const line = text.slice(0, match.index).split('\n').length;
    const where = `${name}:${line}`;
    const lineStart = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (/^\s*(\/\/|\*|\/\*)/.test(lineStart)) {
      continue;
    }
    const rest = text.slice(match.index + match[0].length);
    const opening = /^\s*\(\s*(?:\{\s*message:\s*)?/.exec(rest);
    literal.lastIndex = opening?.[0].length ?? 0;
    const found = opening && literal.exec(rest);
    if (!found || !/^\s*[,)}]/.test(rest.slice(literal.lastIndex))) {
      problems.push(`${where}: l10n.t takes one literal string; put what varies into placeholders.`);
    } else if (/\\[ux]/.test(found[0])) {
      problems.push(`${where}: the exporter misreads \\u and \\x; write the character itself.`);
    } else {
      calls.push({ where, message: meaningOf(found[0].slice(1, -1)) });
    }
  }
  if (/\{[^}]*\bt\b[^}]*\}\s*=\s*l10n\b/.test(text)) {
    problems.push(`${name}: call l10n.t by its full name, so that the exporter finds the sentence.`);
  }
  return calls;
}

/** What the inside of a literal stands for. */
function meaningOf(text) {
  const known = { n: '\n', r: '\r', t: '\t' };
  return text.replace(/\\(.)/gs, (_, character) => known[character] ?? character);
}
