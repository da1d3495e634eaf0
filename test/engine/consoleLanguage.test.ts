import assert from 'node:assert/strict';
import fc from 'fast-check';
import { consoleExpressions, utilityPipelines } from './consoleExpressions.ts';
import { inConsole, inEngine, type Outcome } from './consoleValues.ts';
import { type Engine, engineOrSkip } from './engine.ts';

/** Fixed, so that a run says the same thing twice; another one finds other expressions. */
const seed = Number(process.env.CONSOLE_LANGUAGE_SEED ?? 2026);

describe("agreement of the operations console with PowerShell's own engine", () => {
  let engine: Engine;

  before(async function () {
    engine = await engineOrSkip(this);
    console.log(`    engine: ${engine.name}`);
  });

  after(() => engine?.stop());

  /** Everything is the same, or the console says that it does not know; how much it may not know is told. */
  async function agree(expressions: readonly string[], outsideAtMost: number): Promise<void> {
    const theirs = await inEngine(engine, expressions);
    const differences: { readonly expression: string; readonly powershell?: Outcome; readonly console: Outcome }[] = [];
    let outside = 0;
    for (const [index, expression] of expressions.entries()) {
      const ours = await inConsole(expression);
      const expected = theirs[index];
      if (typeof ours === 'object' && 'outside' in ours) {
        outside += 1;
      } else if (JSON.stringify(ours) !== JSON.stringify(expected)) {
        differences.push({ expression, console: ours, ...(expected === undefined ? {} : { powershell: expected }) });
      }
    }
    console.log(`      ${expressions.length} expressions, ${outside} of them outside the language of the console`);
    assert.deepEqual(differences, []);
    assert.ok(outside <= expressions.length * outsideAtMost, `${outside} were outside`);
  }

  it('on generated expressions and pipelines', async () => {
    await agree([...new Set(fc.sample(consoleExpressions(), { numRuns: 3000, seed }))], 0.05);
  });

  it('on the expressions people type', async () => {
    await agree(typed, 0);
  });

  it('on the commands of the utility module, where the engine has them', async () => {
    const [known] = await inEngine(engine, ['@(1, 2) | Measure-Object | ForEach-Object Count']);
    if (known === 'error') {
      console.log('      the bare engine has none');
      return;
    }
    await agree(utilityPipelines, 0);
  });
});

const typed: readonly string[] = [
  '"$($person.Name) lives in $($person.City)"',
  '"$person.Name"',
  '"$($date.ToString(\'yyyy-MM-dd\')).csv"',
  '($date - $date.AddDays(-40)).Days',
  '($date.AddHours(1) - $date).TotalMinutes',
  '$people | Where-Object { $_.Name -match "^(a)" } | ForEach-Object { $Matches[1] }',
  "'adele@contoso.com' -match '(?<user>.+)@(?<domain>.+)' | ForEach-Object { $Matches.user, $Matches.domain }",
  "'adele@contoso.com' -replace '@.*'",
  "'First Last' -replace '(\\w+) (\\w+)', '$2, $1'",
  "'adele@contoso.com'.Split('@')[1]",
  "('a;b;;c' -split ';').Count",
  "'1.2.3.4' -split '\\.' -join '-'",
  "'{0,-10}|{1,8:N1}|{2:yyyy-MM}' -f $person.Name, 12.345, $date",
  "'{0:N0} of {1:D3}' -f 1234567, 7",
  '[int] 2.5, [int] 3.5, [math]::Round(2.5)',
  '"$(1/3) $(2/3) $(1e-7) $(100000 * 100000)"',
  '(1/3).ToString()',
  "'straße' -match '^\\w+$'",
  "'Zoë' -match '^\\w{3}$'",
  '$people.Name',
  '$people.Missing.Count',
  '($people | Where-Object Age -gt 100).Count',
  '@($people | Where-Object Age -gt 100).Count',
  '$found = $people | Where-Object Age -gt 100; $found | ForEach-Object { 1 }; $null -eq $found',
  '$null | ForEach-Object { 1 }',
  '$list + 4; $list + $null; @(1) * 3',
  "$h = @{ Name = 'x' }; $h.Name; $h['name']; $h.Count; $h.ContainsKey('NAME')",
  "$names -like '*b*'",
  "$names -contains 'ADELE'; 'ADELE' -cin $names; $names -notcontains 'x'",
  "'abc'[0]; 'abc'[-1]; 'abc'[5]",
  '$list[0..1]; $list[-1]; $list[99]',
  "('a', 'b').ToUpper()",
  "'a', 'b' | ForEach-Object ToUpper",
  "[string]::Join('-', $list); [string]::IsNullOrEmpty(''); [string]::Format('{0}!', 1)",
  "[datetime] '2026-08-21' -gt '2026-01-01'",
  "$date.AddMonths(6).ToString('s'); $date.DayOfYear",
  '"a`tb`n$(1 + 1)``$"',
  "@'\nIt''s $raw\n'@",
  '@"\nHello $($person.Name)\n"@',
  '1kb, 1.5MB, 0x1F, 5..1',
  "-join ('a', 'b'); -split 'a  b c'",
  '!$true -or $false -and $true',
  "'10' -gt 9; 10 -gt '9'; 'abc' -lt 'ABD'",
  "$true -eq 'false'; '' -eq $null; 0 -eq ''; $null -lt 0",
  '\'it\'\'s\' + "`"q`""',
  '1, 2, 3 | Where-Object { $_ % 2 } | ForEach-Object { $_ * 10 }',
  "'x' * 3 + 'y'",
  '[bool] @(0), [bool] @(0, 0), [bool] "false"',
  '[pscustomobject] @{ A = 1; B = @(1, 2) } | ForEach-Object { "$_" }',
];
