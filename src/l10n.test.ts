import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
// @ts-expect-error The scripts are plain JavaScript.
import * as sentences from '../scripts/lib/sentences.mjs';

type Message = string | { readonly message: string; readonly comment: readonly string[] };

interface Sentences {
  readonly bundle: Readonly<Record<string, Message>>;
  readonly problems: readonly string[];
}

const read = (text: string): Promise<Sentences> => sentences.readSentences([{ name: 'words.ts', text }]);
const source = (expression: string) => `import { l10n } from 'vscode';\nexport const one = () => ${expression};\n`;

describe('Sentences for translators', () => {
  let current: Sentences;

  before(async () => {
    current = await sentences.collectSentences();
  });

  it('are literals, every one', () => {
    assert.deepEqual(current.problems, []);
    assert.ok(Object.keys(current.bundle).length > 100);
  });

  it('are committed as the code has them', () => {
    const committed: Sentences['bundle'] = JSON.parse(readFileSync(sentences.bundleFile, 'utf8'));
    const without = (one: Sentences['bundle'], other: Sentences['bundle']) =>
      Object.keys(one).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
    assert.deepEqual(
      { added: without(current.bundle, committed), gone: without(committed, current.bundle) },
      { added: [], gone: [] },
      'Run `npm run l10n` and commit l10n/bundle.l10n.json.',
    );
  });

  it('number their placeholders from 0 without a gap', () => {
    const wrong = Object.values(current.bundle)
      .map((value) => (typeof value === 'string' ? value : value.message))
      .filter((message) => {
        const used = new Set([...message.matchAll(/\{(\d+)\}/g)].map(([, digits]) => Number(digits)));
        return used.size > 0 && Math.max(...used) !== used.size - 1;
      });
    assert.deepEqual(wrong, []);
  });

  it('keep to the words of the house', () => {
    const wrong = Object.keys(current.bundle).filter((text) => {
      const named = text.replaceAll('Entra Cert Auth', '').replaceAll(/-Cert\b|\bCert:|\.cert?\b|`[^`]*`/g, '');
      return /\bcerts?\b/i.test(named) || /!(\s|$)/.test(named) || named.includes('...') || /\bplease\b/i.test(named);
    });
    assert.deepEqual(wrong, [], 'Say "certificate"; no "please", no exclamation mark, "…" for three dots.');
  });

  it('are found in every form the code uses', async () => {
    const { bundle, problems } = await read(`
      import { l10n, window } from 'vscode';
      export const words = {
        Plain: (p: { readonly x?: string }) => l10n.t('Line {0}.', p.x ?? ''),
        Quoted: () => l10n.t("The tenant's key"),
        Escaped: () => l10n.t('The tenant\\'s name'),
        Broken: () =>
          l10n.t(
            'Over {count} lines.',
            { count: 2 },
          ),
        Commented: () => l10n.t({ message: 'Open', comment: ['A verb.'] }),
        Nested: () => \`\${l10n.t('Inside {0}', \`\${1}\`)} and more\`,
        Either: (many: boolean) => (many ? l10n.t('{0} lines', 2) : l10n.t('1 line')),
      } satisfies Record<string, (...args: never[]) => string>;
      // l10n.t(notACall)
      export async function* each<const T extends readonly string[]>(all: T) {
        for await (const one of all) {
          yield await window.showInformationMessage(l10n.t('Over {0}', one));
        }
      }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.keys(bundle), [
      '1 line',
      'Inside {0}',
      'Line {0}.',
      'Open/A verb.',
      'Over {0}',
      'Over {count} lines.',
      "The tenant's key",
      "The tenant's name",
      '{0} lines',
    ]);
  });

  for (const [what, expression] of [
    ['a variable', 'l10n.t(message)'],
    ['a choice', "l10n.t(many ? 'Lines' : 'Line')"],
    ['joined text', "l10n.t('One ' + 'two')"],
    ['a filled-in template', `l10n.t(\`One \${two}\`)`],
    ['the function itself', 'names.map(l10n.t)'],
    ['an escaped character', "l10n.t('One\\u2026')"],
  ] as const) {
    it(`are not ${what}`, async () => {
      const { problems } = await read(source(expression));
      assert.equal(problems.length, 1);
      assert.match(problems[0]!, /^words\.ts:2: /);
    });
  }

  it('are not lost where the exporter cannot read the code around them', async () => {
    const { problems } = await read(`import { l10n } from 'vscode';\nclass A { static { l10n.t('Lost'); } }\n`);
    assert.deepEqual(
      problems.map((problem) => problem.split(': ')[0]),
      ['words.ts:2'],
    );
  });
});
