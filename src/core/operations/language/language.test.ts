import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDomainError } from '../../shared/errors.ts';
import { isSecretLine } from '../lineEditor/history.ts';
import { createConsole } from '../testSupport.ts';
import { parseInput } from './parser.ts';
import { matchesWildcard } from './wildcard.ts';

/** The JSON a line gives. */
async function value(line: string): Promise<unknown> {
  const results = await createConsole().session.runOperation(line);
  return results.length === 1 ? results[0] : results;
}

async function reason(line: string): Promise<string> {
  try {
    await value(line);
  } catch (error) {
    return isDomainError(error) ? error.reason : String(error);
  }
  return 'none';
}

async function failureOf(line: string): Promise<unknown> {
  try {
    return await value(line);
  } catch (error) {
    return error;
  }
}

describe('operations: the language of the console', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 % 4', 2],
    ['-5 + 2', -3],
    ['7 / 2', 3.5],
    ['2MB', 2_097_152],
    ['0x1F', 31],
    ["'a' + 1", 'a1'],
    ["'it''s'", "it's"],
    ['"a`tb"', 'a\tb'],
    ['"1 + 1 = $(1 + 1)"', '1 + 1 = 2'],
    [`$n = "x"; "$n-\${n}y"`, 'x-xy'],
    ['"costs $5"', 'costs '],
    ['"a $ b"', 'a $ b'],
    ['"say ""hi"""', 'say "hi"'],
    ['\u201cfrom the web\u201d', 'from the web'],
    ["'a','b' -join '-'", 'a-b'],
    ["'a b  c' -split '\\s+'", ['a', 'b', 'c']],
    ["'Contoso' -replace 'o$', 'a'", 'Contosa'],
    ["'{0:N2} of {1}' -f 1234.5, 'x'", '1,234.50 of x'],
    ["'ABC' -eq 'abc'", true],
    ["'ABC' -ceq 'abc'", false],
    ["'Adele' -like 'a*E'", true],
    ["'Adele' -notlike '*z*'", true],
    ["'adele@contoso.com' -match '^[^@]+@contoso\\.com$'", true],
    ["'a' -in 'x','A'", true],
    ['1,2,3 -contains 2', true],
    ['1,2,3,4 -gt 2', [3, 4]],
    ["'10' -eq 10", true],
    ["10 -eq '10'", true],
    ["10 -lt '9'", false],
    ["'10' -lt '9'", true],
    ['$null -eq $missing', true],
    ['-not $true', false],
    ['!$null', true],
    ['$true -and 0', false],
    ['$false -or "x"', true],
    ['1..4', [1, 2, 3, 4]],
    ['@(1)[0]', 1],
    ['(1,2,3)[-1]', 3],
    ['$list = 1,2; $list += 3; $list.Count', 3],
    ['@{ A = 1; "b c" = 2 }["B C"]', 2],
    ['$t = @{\n  A = 1\n  B = @{ C = "deep" }\n}\n$t.b.c', 'deep'],
    ['[pscustomobject]@{ Name = "x"; Size = 3 }', { Name: 'x', Size: 3 }],
    ['([datetime]"2026-03-31").AddMonths(-1).ToString("yyyy-MM-dd")', '2026-02-28'],
    ['(Get-Date).AddYears(1).Year', 2027],
    ['[string]::IsNullOrEmpty("")', true],
    ['[int]"42"', 42],
    ['[int]2.5', 2],
    ['"abc".ToUpper().Substring(1, 1)', 'B'],
    ["'a.b'.Split('.')", ['a', 'b']],
    ['"a`\nb"', 'ab'],
    ['@\'\nfirst $x\n"second"\n\'@', 'first $x\n"second"'],
    ['$x = 5\n@"\nfive: $x "q"\n"@', 'five: 5 "q"'],
    ['Write-Output a, b', ['a', 'b']],
    ['write-output 007', 7],
    ['echo user@contoso.com', 'user@contoso.com'],
    ['1,2,3 | ForEach-Object { $_ * 2 }', [2, 4, 6]],
    ["'a','b' | % ToUpper", ['A', 'B']],
    ['1..5 | Where-Object { $_ -gt 1 -and $_ -lt 4 }', [2, 3]],
    ['5,1,3 | sort', [1, 3, 5]],
    ['5,1,3 | Sort-Object -Descending | Select-Object -First 1', 5],
    ['1..10 | select -Skip 2 -First 2', [3, 4]],
    ['1..10 | select -Last 2', [9, 10]],
    ['"b","a","B" | select -Unique', ['b', 'a', 'B']],
    ['(1..4 | Measure-Object -Sum -Average).Sum', 10],
    ['(1..4 | measure).Count', 4],
    [
      "'x','y','x' | group | select Name, Count",
      [
        { Name: 'x', Count: 2 },
        { Name: 'y', Count: 1 },
      ],
    ],
    ['[pscustomobject]@{ A = 1; B = 2 } | select b, @{ n = "Sum"; e = { $_.A + $_.B } }', { B: 2, Sum: 3 }],
    ['[pscustomobject]@{ Name = "x"; Note = "y" } | select N*', { Name: 'x', Note: 'y' }],
    ['[pscustomobject]@{ A = 1,2 } | select -ExpandProperty a', [1, 2]],
    ['([pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2 }).A', [1, 2]],
    ['@{ a = 1 } | ConvertTo-Json -Compress', '{"a":1}'],
    [
      '[pscustomobject]@{a=[pscustomobject]@{b=[pscustomobject]@{c=[pscustomobject]@{d=1}}}} | ConvertTo-Json -Compress',
      '{"a":{"b":{"c":"@{d=1}"}}}',
    ],
    ['$p = @{ InputObject = 1; Depth = 5 }; ConvertTo-Json @p', '1'],
    ['[pscustomobject]@{ N = "a,""b"; V = $null } | ConvertTo-Csv', ['"N","V"', '"a,""b",']],
    ['\'{"a": [1, 2]}\' | ConvertFrom-Json | select -ExpandProperty a', [1, 2]],
    ['"x" | Out-Null', []],
    ['# only a comment', []],
    ['1 <# in between #> + 1', 2],
    ['$s = ConvertTo-SecureString -String "hunter2" -AsPlainText -Force; $s', 'System.Security.SecureString'],
    ['$s = ConvertTo-SecureString "hunter2" -AsPlainText -Force; "$s"', 'System.Security.SecureString'],
    [
      '$s = ConvertTo-SecureString "hunter2" -AsPlainText -Force; @{ p = $s } | ConvertTo-Json -Compress',
      '{"p":"System.Security.SecureString"}',
    ],
  ];
  for (const [line, expected] of cases) {
    it(`understands ${JSON.stringify(line).slice(0, 100)}`, async () => assert.deepEqual(await value(line), expected));
  }

  const outside: readonly (readonly [string, string])[] = [
    ['if ($true) { 1 }', 'operations/notInConsoleLanguage'],
    ['foreach ($x in 1..3) { $x }', 'operations/notInConsoleLanguage'],
    ['function f { 1 }', 'operations/notInConsoleLanguage'],
    ['$env:PATH', 'operations/notInConsoleLanguage'],
    ['Get-Mailbox > file.txt', 'operations/notInConsoleLanguage'],
    ['Get-Mailbox && exit', 'operations/notInConsoleLanguage'],
    ['[System.IO.File]::ReadAllText("/etc/passwd")', 'operations/notInConsoleLanguage'],
    ['New-Object System.Net.WebClient', 'operations/notInConsoleLanguage'],
    ['$true = 1', 'operations/notInConsoleLanguage'],
    ['"x".GetType()', 'operations/noSuchMethod'],
    ['Get-Process', 'operations/needsRealPowerShell'],
    ['.\\script.ps1', 'operations/needsRealPowerShell'],
    ['Get-CsTenant', 'operations/needsRealPowerShell'],
    ['Get-PnPSite', 'operations/needsRealPowerShell'],
    ['Get-MsolUser', 'operations/retiredModule'],
    ['nonsense', 'operations/unknownCommand'],
    ['"open', 'operations/unterminated'],
    ['@{ a = 1', 'operations/unterminated'],
    ['1 +', 'operations/unterminated'],
    ['Get-Date )', 'operations/syntax'],
    ['1 / 0', 'operations/divisionByZero'],
    ["'x' - 1", 'operations/cannotConvert'],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' -match '^(a+)+$'", 'operations/regexRefused'],
    ["'x' * 100000000", 'operations/wrongArgument'],
    ['1..100000000', 'operations/wrongArgument'],
    ['Select-Object -Frist 1', 'operations/unknownParameter'],
    ['1 | Select-Object -Exp x -E y', 'operations/ambiguousParameter'],
    ['1 | Select-Object -First', 'operations/missingArgument'],
    ['1 | Select-Object -First 1 -First 2', 'operations/repeatedParameter'],
    ['1 | Select-Object -First x', 'operations/wrongArgument'],
    ['Get-Mailbox', 'operations/notConnected'],
  ];
  for (const [line, expected] of outside) {
    it(`refuses ${JSON.stringify(line).slice(0, 100)}`, async () => assert.equal(await reason(line), expected));
  }

  it('answers any text with statements or an error of its own', () => {
    const pieces = fc.constantFrom(
      ...'$x | ; ( ) { } @( @{ $( " \' ` , . :: [ ] -eq -and + = # <# #> @" "@ \n \u201c \u2013 Get-Mailbox -Name 1 0x .. % ! \u00a0'.split(
        ' ',
      ),
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
          fc.string({ maxLength: 40 }),
        ),
        (text) => {
          try {
            parseInput(text);
          } catch (error) {
            assert.ok(
              isDomainError(error) && error.reason.startsWith('operations/'),
              `${JSON.stringify(text)}: ${error}`,
            );
          }
          isSecretLine(text);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('refuses nesting and long lines without stalling', async () => {
    const started = Date.now();
    for (const text of [
      '('.repeat(50_000),
      '!'.repeat(50_000),
      '@{a='.repeat(5000),
      '{'.repeat(5000),
      '"$('.repeat(5000),
      '-'.repeat(5000),
      '['.repeat(5000),
    ]) {
      assert.ok(isDomainError(await failureOf(text)));
    }
    isSecretLine('a'.repeat(200_000));
    isSecretLine(`${'-a '.repeat(50_000)}${"'".repeat(50_000)}`);
    assert.ok(Date.now() - started < 2000);
  });

  it('never lets a wildcard from a tenant stall the console', () => {
    const started = Date.now();
    assert.equal(matchesWildcard('a'.repeat(20_000), `${'*a'.repeat(40)}b`), false);
    assert.ok(Date.now() - started < 500);
  });
});
