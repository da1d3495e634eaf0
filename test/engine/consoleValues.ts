import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStatement } from '../../src/core/operations/language/evaluator.ts';
import { parseInput } from '../../src/core/operations/language/parser.ts';
import { Hashtable, LiteralNumber, PsObject, type Value } from '../../src/core/operations/language/values.ts';
import { createRunContext } from '../../src/core/operations/runContext.ts';
import { createConsole } from '../../src/core/operations/testSupport.ts';
import { isDomainError } from '../../src/core/shared/errors.ts';
import type { Engine } from './engine.ts';

/** What is there before an expression is evaluated, in both. */
export const givenVariables = `
$name = 'Adele'
$number = 7
$fraction = 2.7
$list = @(1, 2, 3)
$names = @('Adele', 'bob', 'Zoë')
$flag = $true
$nothing = $null
$empty = ''
$one = @('only')
$table = @{ City = 'Oslo' }
$date = [datetime] '2026-08-21'
$person = [pscustomobject] @{ Name = 'Adele'; Age = 31; City = 'Oslo'; Tags = @('a', 'b'); Address = [pscustomobject] @{ Street = 'Main' } }
$people = @(
  [pscustomobject] @{ Name = 'Adele'; Age = 31; City = 'Oslo'; Tags = @('a', 'b') }
  [pscustomobject] @{ Name = 'bob'; Age = 29; City = $null; Tags = @() }
  [pscustomobject] @{ Name = 'Zoë'; Age = 45; City = 'Rome'; Tags = @('c') }
)`;

/** What became of an expression: its objects, one description each; an error; or that the console does not know the language. */
export type Outcome = readonly string[] | 'error' | { readonly outside: string };

const describeInPowerShell = `
function Describe($value) {
  if ($null -eq $value) { return 'null' }
  if ($value -is [string] -or $value -is [char]) { return "text:$value" }
  if ($value -is [bool]) { return "bool:$value" }
  if ($value -is [datetime]) { return 'date:' + $value.ToString('yyyy-MM-ddTHH:mm:ss') }
  if ($value -is [enum]) { return "text:$value" }
  if ($value -is [ValueType]) { return 'number:' + ([double] $value).ToString('R', [cultureinfo]::InvariantCulture) }
  if ($value -is [System.Collections.IDictionary]) {
    $parts = foreach ($key in ($value.Keys | & { $all = @($input); [array]::Sort($all); $all })) { "$key=" + (Describe $value[$key]) }
    return 'table:{' + ($parts -join ';') + '}'
  }
  if ($value -is [System.Collections.IEnumerable]) {
    $parts = foreach ($item in $value) { Describe $item }
    return 'list:[' + ($parts -join ';') + ']'
  }
  $parts = foreach ($property in $value.PSObject.Properties) { $property.Name + '=' + (Describe $property.Value) }
  return 'object:{' + ($parts -join ';') + '}'
}
`;

/** What PowerShell makes of each of the expressions. */
export async function inEngine(engine: Engine, expressions: readonly string[]): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'console-language-'));
  try {
    const file = join(folder, 'expressions.ps1');
    const literal = (text: string) => `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
    writeFileSync(
      file,
      `\ufeff${describeInPowerShell}
$separator = [string] [char] 0x1E
foreach ($expression in @(
${expressions.map(literal).join('\n')}
)) {
  try {
    $results = [System.Collections.ArrayList]::new()
    & { . ([scriptblock]::Create(${literal(givenVariables)} + "\`n" + $expression)) } | ForEach-Object { [void] $results.Add((Describe $_)) }
    $results.Insert(0, 'ok')
    $results -join $separator
  } catch { 'error' }
}`,
    );
    const { output, errors } = await engine.ask<{ output: readonly string[]; errors: readonly string[] }>({
      do: 'run',
      file,
    });
    if (output.length !== expressions.length) {
      throw new Error(`${output.length} answers to ${expressions.length} expressions: ${errors.join('\n')}`);
    }
    return output.map((line) => (line === 'error' ? 'error' : line.split('\u001e').slice(1).map(normalized)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers as JavaScript writes them. */
function normalized(description: string): string {
  return description.replaceAll(
    /number:([^;}\]]+)/g,
    (_, digits: string) => `number:${Number(digits.replace('∞', 'Infinity'))}`,
  );
}

/** What the console makes of an expression. */
export async function inConsole(expression: string): Promise<Outcome> {
  const { session } = createConsole();
  const noted: Error[] = [];
  const run = createRunContext({
    options: session.options,
    connections: session.connections,
    variables: new Map(),
    history: [],
    noticed: new Set(),
    commands: () => session.commands(),
    signal: undefined,
    width: () => 120,
    colour: false,
    output: { write: () => undefined, notice: () => undefined, error: (error) => void noted.push(error) },
    exit: () => undefined,
  });
  try {
    for (const statement of parseInput(givenVariables)) {
      for await (const _ of runStatement(statement, run.scope)) {
        // Assignments put out nothing.
      }
    }
    const results: string[] = [];
    for (const statement of parseInput(expression)) {
      for await (const value of runStatement(statement, run.scope)) {
        results.push(describe(value));
      }
    }
    return results;
  } catch (error) {
    if (!isDomainError(error)) {
      throw new Error(`${expression} broke the console`, { cause: error });
    }
    return /notInConsoleLanguage|noSuchMethod|needsRealPowerShell|regexRefused/.test(error.reason)
      ? { outside: `${error.reason} ${JSON.stringify(error.params)}` }
      : 'error';
  }
}

function describe(value: Value): string {
  if (value === null) {
    return 'null';
  }
  if (typeof value === 'string') {
    return `text:${value}`;
  }
  if (typeof value === 'boolean') {
    return `bool:${value ? 'True' : 'False'}`;
  }
  if (value instanceof LiteralNumber) {
    return describe(value.value);
  }
  if (typeof value === 'number') {
    return `number:${value === 0 ? 0 : value}`;
  }
  if (value instanceof Date) {
    return `date:${new Date(value.getTime() - value.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)}`;
  }
  if (Array.isArray(value)) {
    return `list:[${value.map(describe).join(';')}]`;
  }
  const entries = (pairs: Iterable<readonly [string, Value]>) =>
    [...pairs].map(([key, item]) => `${key}=${describe(item)}`);
  if (value instanceof Hashtable) {
    return `table:{${entries(value.entries()).sort().join(';')}}`;
  }
  return value instanceof PsObject ? `object:{${entries(value.properties).join(';')}}` : `other:${String(value)}`;
}
