import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandText } from '../../src/core/powershell/commandText.ts';
import { commentText, quoteString } from '../../src/core/powershell/quote.ts';
import type { EngineParse } from './agreement.ts';
import { type Engine, engineOrSkip } from './engine.ts';

/** Text made to break out of quotes, comments and lines. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '’',
        '‘',
        '‚',
        '‛',
        '“',
        '”',
        '„',
        '`',
        '$',
        '$(',
        ')',
        '#>',
        '<#',
        '#',
        ';',
        '|',
        '&',
        '{',
        '}',
        '@',
        '\n',
        '\r',
        '\t',
        '\0',
        '--%',
        '-',
        '–',
        ' ',
        '%',
        '\u2028',
        '\u0085',
        '\u00A0',
        '# SIG # Begin signature block',
      ),
      fc.string({ maxLength: 4, unit: 'binary' }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('quoted text in PowerShell', () => {
  let engine: Engine;

  before(async function () {
    engine = await engineOrSkip(this);
  });

  after(() => engine?.stop());

  const parse = (text: string) => engine.ask<EngineParse>({ do: 'parse', text });

  it('is one argument and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (value) => {
        const quoted = quoteString(value);
        const { commands, errors } = await parse(`Get-It ${quoted} -Next`);
        assert.deepEqual(errors, []);
        assert.equal(commands.length, 1);
        assert.deepEqual(
          commands[0]?.elements.map(({ kind }) => kind),
          ['argument', 'parameter'],
        );
        // With a cast in it only running would tell; the rest is the text itself.
        if (!quoted.includes('$([char]')) {
          assert.equal(commands[0]?.elements[0]?.value, value);
        }
      }),
      { numRuns: 4000, seed: 20_261_123 },
    );
  });

  it('keeps commands whole, on one line and splatted', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (first, second) => {
        const value = {
          name: 'Connect-It',
          parameters: [
            { name: 'A', value: first },
            { name: 'Long', value: second },
            { name: 'S', value: true },
          ],
        };
        for (const layout of ['line', 'splat'] as const) {
          const text = commandText(value, layout);
          const { commands, errors } = await parse(text);
          assert.deepEqual(errors, [], text);
          assert.deepEqual(
            commands.map(({ name }) => name),
            ['Connect-It'],
            text,
          );
        }
      }),
      { numRuns: 1000, seed: 20_261_123 },
    );
  });

  it('keeps names inside comments', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        for (const text of [
          `# App: ${commentText(name)}\nGet-It`,
          `# ${commentText(name)}\nGet-It`,
          `<# ${commentText(name)}#>Get-It`,
        ]) {
          const { commands, errors } = await parse(text);
          assert.deepEqual(errors, [], JSON.stringify(text));
          assert.deepEqual(
            commands.map((command) => command.name),
            ['Get-It'],
            JSON.stringify(text),
          );
        }
      }),
      { numRuns: 2000, seed: 20_261_123 },
    );
  });
});
