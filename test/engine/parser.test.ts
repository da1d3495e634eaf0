import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Agreement, compareWithEngine } from './agreement.ts';
import { type Engine, engineOrSkip } from './engine.ts';
import { scripts } from './generator.ts';

const samples = new URL('../samples/powershell/', import.meta.url);

/** The pieces of a script that the grammar lets stand alone. */
function constructs(): readonly string[] {
  return readFileSync(new URL('constructs/constructs.txt', samples), 'utf8').split(/^---\n/m);
}

function sampleScripts(): readonly (readonly [name: string, text: string])[] {
  const folder = new URL('scripts/', samples);
  return readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);
}

describe("agreement with PowerShell's own parser", () => {
  let engine: Engine;

  before(async function () {
    engine = await engineOrSkip(this);
    console.log(`    engine: ${engine.name}`);
  });

  after(() => engine?.stop());

  /** Counts, so that a run that compared nothing is seen. */
  async function agree(texts: Iterable<string>, commandsAtLeast: number): Promise<void> {
    let commands = 0;
    let valid = 0;
    let compared = 0;
    for (const text of texts) {
      const agreement = await check(text);
      commands += agreement.commands;
      valid += agreement.valid ? 1 : 0;
      compared++;
    }
    console.log(`      ${compared} texts, ${valid} of them valid, ${commands} commands`);
    assert.ok(commands >= commandsAtLeast, `only ${commands} commands were compared`);
  }

  async function check(text: string): Promise<Agreement> {
    const agreement = await compareWithEngine(engine, text);
    assert.deepEqual(agreement.differences, [], JSON.stringify(text));
    return agreement;
  }

  it('on whole scripts, with every kind of line end', async () => {
    const texts = sampleScripts().map(([, text]) => text);
    await agree(
      texts.flatMap((text) => [
        text,
        text.replaceAll('\n', '\r\n'),
        text.replaceAll('\n', '\r'),
        text.replaceAll('    ', '\t'),
      ]),
      1000,
    );
  });

  it('on every construct alone', async () => {
    await agree(
      constructs().flatMap((text) => [text, text.replaceAll('\n', '\r\n')]),
      500,
    );
  });

  it('on every two constructs, one after the other', async () => {
    const all = constructs();
    await agree(
      all.flatMap((first) => all.map((second) => `${first}\n${second}`)),
      40_000,
    );
  });

  it('on every construct inside others', async () => {
    const around = [
      'if ($true) { % }',
      '$x = "a $( % ) b"',
      'function F { % }',
      '@{ k = { % } }',
      'foo (& { % }) -x',
      '"$( "$( % )" )"',
    ];
    await agree(
      around.flatMap((outer) => constructs().map((inner) => outer.replace('%', () => inner))),
      1500,
    );
  });

  it('on everything cut off anywhere', async () => {
    const pieces = [...constructs(), ...sampleScripts().map(([, text]) => text.slice(0, 700))];
    await agree(
      pieces.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index))),
      20_000,
    );
  });

  it('on scripts made by the grammar', async () => {
    let commands = 0;
    await fc.assert(
      fc.asyncProperty(scripts(), async (text) => {
        commands += (await check(text)).commands;
      }),
      { numRuns: 4000, seed: 20_261_123 },
    );
    console.log(`      ${commands} commands`);
    assert.ok(commands > 4000);
  });

  it('on scripts with something wrong in them', async () => {
    const texts = sampleScripts().map(([, text]) => text);
    const junk = [
      '"',
      "'",
      '$(',
      ')',
      '(',
      '{',
      '}',
      '@{',
      '`',
      '\n',
      ';',
      '|',
      '&&',
      ',',
      '[',
      ']',
      '$',
      '#',
      '<#',
      '@"\n',
      '-',
      '::',
      '=',
      '\0',
      '–',
      '“',
    ];
    let commands = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(texts.length - 1),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...junk), fc.nat(3)), {
          minLength: 1,
          maxLength: 3,
        }),
        async (index, edits) => {
          let text = texts[index] ?? '';
          for (const [place, piece, removed] of edits) {
            const at = Math.floor(place * text.length);
            text = text.slice(0, at) + piece + text.slice(at + removed);
          }
          commands += (await check(text)).commands;
        },
      ),
      { numRuns: 3000, seed: 20_261_123 },
    );
    console.log(`      ${commands} commands`);
  });
});
