import assert from 'node:assert/strict';
import { PsObject, type Value } from '../language/values.ts';
import { createConsole } from '../testSupport.ts';
import { displayWidth } from './displayWidth.ts';
import { formatDefault } from './formatter.ts';
import { neutralise } from './neutralise.ts';
import { exchangeTypeName, graphTypeName } from './views.ts';

const object = (
  properties: Readonly<Record<string, Value>>,
  typeName = 'System.Management.Automation.PSCustomObject',
) => new PsObject(typeName, new Map(Object.entries(properties)));

async function shown(values: readonly Value[], width = 80, colour = false): Promise<string> {
  let text = '';
  async function* stream() {
    yield* values;
  }
  for await (const piece of formatDefault(stream(), { width: () => width, colour })) {
    text += piece;
  }
  return text;
}

const controls = /[\p{Cc}\u202e]/u;

describe('operations: output as PowerShell shows it', () => {
  it('shows up to four properties as a table, numbers to the right', async () => {
    assert.equal(
      await shown([object({ Name: 'Adele', Size: 5 }), object({ Name: 'Li', Size: 1200 })]),
      ['', 'Name  Size', '----  ----', 'Adele    5', 'Li    1200', '', ''].join('\n'),
    );
  });

  it('shows more properties as a list', async () => {
    assert.equal(
      await shown([object({ A: 1, Bee: 'x', C: null, D: true, E: ['a', 'b', 'c', 'd', 'e'] })]),
      ['', 'A   : 1', 'Bee : x', 'C   : ', 'D   : True', 'E   : {a, b, c, d…}', '', ''].join('\n'),
    );
  });

  it('has the default views of Exchange and Graph objects', async () => {
    const mailbox = object(
      {
        Guid: 'g',
        Name: 'Adele',
        Alias: 'adele',
        Database: 'DB1',
        ProhibitSendQuota: '99 GB',
        ExternalDirectoryObjectId: 'id',
      },
      exchangeTypeName('Mailbox'),
    );
    assert.match(await shown([mailbox], 120), /^Name +Alias +Database +ProhibitSendQuota +ExternalDirectoryObjectId$/m);
    const user = object(
      { Id: '1', DisplayName: 'Adele', Mail: null, UserPrincipalName: 'a@c', JobTitle: 'x' },
      graphTypeName('user'),
    );
    assert.match(await shown([user]), /^DisplayName Id Mail UserPrincipalName$/m);
  });

  it('cuts what does not fit with an ellipsis and keeps every line within the terminal', async () => {
    const rows = Array.from({ length: 100 }, (_, index) =>
      object({
        Name: `Mailbox ${'x'.repeat(index)}`,
        Id: '36ee4c6c-0812-40a2-b820-b22ebd02bce3',
        Note: 'n'.repeat(index),
      }),
    );
    for (const width of [40, 60, 80, 200]) {
      const lines = (await shown(rows, width)).split('\n');
      assert.ok(
        lines.every((line) => displayWidth(line) <= width),
        `width ${width}`,
      );
      assert.ok(lines.some((line) => line.includes('…')));
    }
  });

  it('wraps a long value in a list under its own column', async () => {
    const text = await shown([object({ A: 1, B: 2, C: 3, D: 4, Text: 'one two three four five six seven' })], 24);
    assert.match(text, /^Text : one two three fo$/m);
    assert.match(text, /^ {7}ur five six seve$/m);
    const narrow = await shown([object({ A: 1, B: 2, C: 3, D: 4, Text: '漢字'.repeat(20) })], 24);
    assert.ok(narrow.split('\n').every((line) => displayWidth(line) <= 24));
  });

  it('aligns wide characters, combining marks and emoji by the columns they take', async () => {
    assert.equal(displayWidth('漢字'), 4);
    assert.equal(displayWidth('e\u0301'), 1);
    assert.equal(displayWidth('👩‍👩‍👧‍👦'), 8, 'as the terminal draws it: one after the other');
    assert.equal(displayWidth('🇳🇴'), 2);
    assert.equal(displayWidth('👍'), 2);
    assert.equal(displayWidth('ｗｉｄｅ'), 8);
    const lines = (
      await shown([object({ Name: '会議室', Room: 'A' }), object({ Name: 'Cafe\u0301', Room: 'B' })])
    ).split('\n');
    const column = (line: string | undefined, mark: string) =>
      displayWidth((line ?? '').slice(0, (line ?? '').indexOf(mark)));
    assert.equal(column(lines[3], 'A'), column(lines[4], 'B'));
  });

  it('never lets data of a tenant control the terminal', async () => {
    const evil = '\u001b]0;owned\u0007\u001b[2J\r\nPS> \u009b31m\u202egpj.exe';
    assert.doesNotMatch(neutralise(evil), controls);
    for (const text of [
      await shown([object({ Name: evil })]),
      await shown([object({ [evil]: 'x' })]),
      await shown([object({ A: evil, B: 1, C: 2, D: 3, E: 4 })]),
      await shown([evil]),
      await shown([object({ L: [evil] })]),
    ]) {
      assert.doesNotMatch(text.replaceAll('\n', ''), controls);
    }
  });

  it('colours only headers and labels', async () => {
    assert.equal(await shown([object({ A: 1 })], 80, true), '\n\u001b[32;1mA\u001b[0m\n\u001b[32;1m-\u001b[0m\n1\n\n');
  });

  it('writes rows as they come once the layout stands', async () => {
    let produced = 0;
    async function* rows() {
      for (; produced < 10_000; produced += 1) {
        yield object({ Name: `n${produced}`, Value: produced });
      }
    }
    for await (const _ of formatDefault(rows(), { width: () => 80, colour: false })) {
      break;
    }
    assert.ok(produced < 100, `only a screenful is held back, not ${produced}`);
  });

  it('has Format-Table, Format-List, Out-String and dates as PowerShell writes them', async () => {
    const { type } = createConsole();
    const make = '[pscustomobject]@{ Name = "Adele"; When = [datetime]"2026-08-21T09:05:00"; Tags = "a","b" }';
    assert.match(await type(`${make} | fl`), /^\nName : Adele\nWhen : 8\/21\/2026 9:05:00 AM\nTags : \{a, b\}\n\n$/);
    assert.match(
      await type(`${make} | Format-Table Name, @{ Label = 'Year'; Expression = { $_.When.Year } }`),
      /^\nName +Year\n---- +----\nAdele 2026\n\n$/,
    );
    assert.match(await type(`${make} | ft Name -HideTableHeaders`), /^\nAdele\n\n$/);
    assert.equal(await type('"{0:yyyy}" -f [datetime]"2026-08-21"'), '2026\n');
    assert.match(await type('@{ One = 1 }'), /^\nName {27}Value\n-{4} {27}-{5}\nOne {28}1\n\n$/);
    assert.equal(await type('(1 | Out-String).Trim() + "!"'), '1!\n');
  });

  /** What PowerShell 7.6 writes for the same line in a terminal of 40 columns. */
  const asPowerShell: Readonly<Record<string, readonly string[]>> = {
    "[pscustomobject]@{ Name = 'a'; Value = $null }, [pscustomobject]@{ Name = 'b'; Value = 12 }": [
      '',
      'Name Value',
      '---- -----',
      'a',
      'b    12',
      '',
    ],
    "[pscustomobject]@{ Name = 'a'; Big = 123456789012; Neg = -1.5; Third = (1/3) }": [
      '',
      'Name          Big   Neg Third',
      '----          ---   --- -----',
      'a    123456789012 -1.50  0.33',
      '',
    ],
    "[pscustomobject]@{ Name = 'x' * 30; Mail = 'y' * 30; Id = 'z' }": [
      '',
      'Name                           Mail',
      '----                           ----',
      `${'x'.repeat(30)} yyyyyyy…`,
      '',
    ],
    "'a'; [pscustomobject]@{ A = 1 }; 'b'": ['a', '', 'A', '-', '1', 'b', ''],
    '[pscustomobject]@{ A=1; B=2; C=3; D=4; E=5 }, [pscustomobject]@{ A = 1 }': [
      '',
      'A : 1',
      'B : 2',
      'C : 3',
      'D : 4',
      'E : 5',
      '',
      'A : 1',
      '',
    ],
    "[pscustomobject]@{ N = 'a'; E = 'this is a long text that has to be wrapped' } | ft -Wrap": [
      '',
      'N E',
      '- -',
      'a this is a long text that has to be wr',
      '  apped',
      '',
    ],
    "[pscustomobject]@{ Name = 'a'; Age = 1 } | ft @{ n='Label'; e={ $_.Age + 1 }; Align='Center'; Width=12 }, Name": [
      '',
      '   Label     Name',
      '   -----     ----',
      '     2       a',
      '',
    ],
    "[pscustomobject]@{ Name = 'a'; Age = 1.23456 } | ft @{ n = 'Label'; e = { $_.Age }; f = 'N3' }, Name": [
      '',
      'Label Name',
      '----- ----',
      '1.235 a',
      '',
    ],
    "[pscustomobject]@{ Name = 'a'; Obj = @{ X = 1 } }": ['', 'Name Obj', '---- ---', 'a    {[X, 1]}', ''],
    "$null, 'x', (1/3)": ['x', '0.333333333333333'],
  };
  for (const [line, expected] of Object.entries(asPowerShell)) {
    it(`lays out like PowerShell: ${line.slice(0, 60)}`, async () => {
      const text = await createConsole().type(line, { width: 40 });
      assert.deepEqual(
        text.split('\n').map((each) => each.trimEnd()),
        [...expected, ''],
      );
    });
  }
});
