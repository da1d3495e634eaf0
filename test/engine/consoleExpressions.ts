import fc from 'fast-check';

/** Expressions in the language of the operations console: what people type between a `Get-` cmdlet and its output. */
export function consoleExpressions(): fc.Arbitrary<string> {
  return fc.oneof({ weight: 6, arbitrary: expression }, { weight: 2, arbitrary: pipeline });
}

const whole = fc.constantFrom('0', '1', '2', '3', '7', '10', '42', '-1', '-5', '1000', '1kb', '0x1F', '2147483647');
const number = fc.oneof(whole, fc.constantFrom('1.4', '-2.3', '0.1', '3.27', '.6', '12345.678'));
const text = fc.constantFrom(
  "'abc'",
  "'ABC'",
  "''",
  "' x '",
  "'10'",
  "'1.5'",
  "'0'",
  "'a,b;c'",
  "'it''s'",
  "'Adele Vance'",
  "'adele@contoso.com'",
  "'straße'",
  "'line one'",
  '"tab`tend"',
  '"two`nlines"',
  '"$name"',
  '"$name is $($number + 1)"',
  '"$($table.City), $person"',
  '"cost: `$5"',
  '"[$list]"',
  '"$person.Name"',
  '"$($person.Name)"',
  '"$number%"',
  '"$($flag)"',
  '"$($list[0])-$($list[-1])"',
  '"$empty|$nothing"',
  "@'\nhere $name\n'@",
  '@"\nhere $name\n"@',
);
const variable = fc.constantFrom(
  '$name',
  '$number',
  '$list',
  '$names',
  '$table',
  '$person',
  '$flag',
  '$nothing',
  '$empty',
  '$one',
  '$date',
  '$missing',
  '$fraction',
  '$list[0, 1]',
  '$names[-1..5]',
  "$table['City']",
  '($date - $date.AddDays(-2)).Days',
);
const constant = fc.constantFrom('$true', '$false', '$null');
const list = fc.constantFrom(
  '@()',
  '@(1)',
  '@(1, 2, 3)',
  "@('a', 'B', 'c')",
  "'x', 'y'",
  '1..4',
  '5..2',
  "@('1', 2, $null)",
  '@($null)',
  ',7',
);
const atom = fc.oneof(
  { weight: 3, arbitrary: number },
  { weight: 4, arbitrary: text },
  { weight: 5, arbitrary: variable },
  { weight: 1, arbitrary: constant },
  { weight: 2, arbitrary: list.map((items) => `(${items})`) },
);
const equality = fc.constantFrom('-eq', '-ne', '-ceq', '-cne', '-ieq', '-ine');
const order = fc.constantFrom('-gt', '-ge', '-lt', '-le', '-clt', '-igt');
/** How text is ordered depends on the culture; that of letters and of numbers does not. */
const orderable = fc.oneof(
  number,
  constant,
  fc.constantFrom("'abc'", "'ABD'", "'10'", "'9'", "''", '$name', '$number', '$fraction', '$nothing', '$flag'),
  fc.constantFrom('$date', "'2026-08-22'", '($date).AddDays(1)', '$list', '(1..4)', '($date - $date)'),
);
const membership = fc.constantFrom('-contains', '-notcontains', '-in', '-notin', '-ccontains', '-cin');
const arithmetic = fc.constantFrom('+', '-', '*', '/', '%');
const wildcard = fc.constantFrom(
  "'a*'",
  "'*b*'",
  "'?bc'",
  "'[a-c]*'",
  "'*'",
  "''",
  "'*@contoso.com'",
  "'A*'",
  '"$name*"',
);
const regex = fc.constantFrom(
  "'^a'",
  "'b'",
  "'\\d+'",
  "'(\\w+)@(\\w+)'",
  "'[aeiou]'",
  "'^$'",
  "'\\s'",
  "'a|b'",
  "'\\.'",
  "'(?<first>\\w)(?<second>\\w)'",
);
const replacement = fc.constantFrom("'X'", "'$1'", "'<$0>'", "''", "'$2 at $1'", "'`$1'", "'$$'", '7');
const format = fc.constantFrom(
  "'{0}'",
  "'{0:N2}'",
  "'{0:D4}'",
  "'{0:F1}'",
  "'{0,8}|'",
  "'{0,-8}|'",
  "'{0:X}'",
  "'{0:x4}'",
  "'{{{0}}}'",
  "'{0:0.00}'",
  "'{0:#,##0}'",
  "'{0:000}'",
  "'{0} {0}'",
  "'{0:G}'",
  "'{0:yyyy-MM-dd}'",
  "'{0:N0}'",
  "'{0:E2}'",
);
const type = fc.constantFrom('[string]', '[int]', '[double]', '[bool]', '[string[]]', '[array]', '[int[]]', '[long]');
const isType = fc.constantFrom('[string]', '[bool]', '[datetime]', '[array]', '[hashtable]', '[int]');
const member = fc.constantFrom(
  '.Length',
  '.Count',
  '.Name',
  '.City',
  '.Tags',
  '.Nothing',
  '[0]',
  '[-1]',
  '[1]',
  '[99]',
  '.Tags[0]',
  '.Address.Street',
  '.Keys.Count',
  '.Age',
);
const method = fc.constantFrom(
  '.ToUpper()',
  '.ToLower()',
  '.Trim()',
  ".Replace('a', 'o')",
  ".StartsWith('a')",
  ".EndsWith('c')",
  ".Contains('b')",
  ".IndexOf('b')",
  '.Substring(1)',
  '.Substring(0, 2)',
  ".Split(',')",
  ".Split(',;')",
  '.PadLeft(8)',
  '.PadRight(8)',
  ".TrimStart('a')",
  ".TrimEnd('c')",
  '.ToString()',
  ".ToString('N1')",
  ".PadLeft(6, '0')",
  ".Insert(1, '-')",
  '.Remove(1)',
  ".LastIndexOf('e')",
);
const dateMember = fc.constantFrom(
  '.Year',
  '.Month',
  '.DayOfWeek.ToString()',
  '.AddDays(40).Month',
  '.AddMonths(6).Day',
  '.AddYears(-1).Year',
  ".ToString('yyyy-MM-dd')",
  ".ToString('dd.MM.yyyy HH:mm')",
  ".ToString('s')",
  '.AddHours(30).Hour',
  '.Date.Hour',
  '.DayOfYear',
);

const { expression } = fc.letrec<{ expression: string; operand: string; binary: string; postfix: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 1, arbitrary: atom },
    { weight: 5, arbitrary: tie('binary') },
    { weight: 3, arbitrary: tie('postfix') },
    { weight: 1, arbitrary: fc.tuple(type, tie('operand')).map(([to, value]) => `${to} ${value}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('-not ', '! ', '-', '+', '-join ', '-split '), tie('operand'))
        .map(([operator, value]) => operator + value),
    },
    { weight: 1, arbitrary: fc.tuple(tie('operand'), tie('operand')).map(([a, b]) => `@{ A = ${a}; 'b c' = ${b} }`) },
    { weight: 1, arbitrary: fc.tuple(tie('operand'), tie('operand')).map(([a, b]) => `@(${a}; ${b})`) },
    { weight: 1, arbitrary: fc.tuple(tie('operand'), tie('operand')).map(([a, b]) => `"<$(${a})|$(${b})>"`) },
  ),
  operand: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: atom },
    { weight: 1, arbitrary: tie('expression').map((inner) => `(${inner})`) },
  ),
  postfix: fc.oneof(
    // `1.Name` is the name of a command.
    fc.tuple(tie('operand'), member).map(([value, name]) => (/^[-\d.]/.test(value) ? `(${value})` : value) + name),
    fc.tuple(text, method).map(([value, name]) => value + name),
    fc.tuple(fc.constantFrom('$name', '$number', '$list', '$fraction'), method).map(([value, name]) => value + name),
    dateMember.map((name) => `$date${name}`),
  ),
  binary: fc.oneof(
    fc.tuple(tie('operand'), equality, tie('operand')).map((parts) => parts.join(' ')),
    fc.tuple(orderable, order, orderable).map((parts) => parts.join(' ')),
    fc.tuple(tie('operand'), membership, tie('operand')).map((parts) => parts.join(' ')),
    fc.tuple(tie('operand'), arithmetic, tie('operand')).map((parts) => parts.join(' ')),
    fc.tuple(tie('operand'), fc.constantFrom('-and', '-or', '-xor'), tie('operand')).map((parts) => parts.join(' ')),
    fc
      .tuple(tie('operand'), fc.constantFrom('-like', '-notlike', '-clike', '-ilike'), wildcard)
      .map((parts) => parts.join(' ')),
    fc.tuple(tie('operand'), fc.constantFrom('-match', '-notmatch', '-cmatch'), regex).map((parts) => parts.join(' ')),
    fc
      .tuple(tie('operand'), fc.constantFrom('-replace', '-creplace'), regex, replacement)
      .map(([value, operator, from, to]) => `${value} ${operator} ${from}, ${to}`),
    fc
      .tuple(tie('operand'), fc.constantFrom("','", "'[,;]'", "'b'", "' '", "',', 2", "'(b)'"))
      .map(([value, by]) => `${value} -split ${by}`),
    fc.tuple(tie('operand'), fc.constantFrom("', '", "''", "'-'")).map(([value, by]) => `${value} -join ${by}`),
    fc.tuple(format, tie('operand')).map(([pattern, value]) => `${pattern} -f ${value}`),
    fc.tuple(tie('operand'), fc.constantFrom('-is', '-isnot'), isType).map((parts) => parts.join(' ')),
    fc.tuple(whole, fc.constantFrom('-band', '-bor', '-bxor'), whole).map((parts) => parts.join(' ')),
    fc
      .tuple(tie('operand'), arithmetic, tie('operand'), fc.oneof(arithmetic, equality), tie('operand'))
      .map((parts) => parts.join(' ')),
  ),
}));

const source = fc.oneof(
  list.map((items) => `(${items})`),
  fc.constantFrom('$people', '$list', '$names', '$person', '1..10', '$nothing', '@()'),
);
const filter = fc.oneof(
  fc.constantFrom(
    'Where-Object { $_.Age -gt 30 }',
    "Where-Object Name -like 'A*'",
    'Where-Object { $_ }',
    '? { 2 -lt $_.Age }',
    "where { $_.City -eq 'Oslo' -or $_.Age -lt 40 }",
    'Where-Object Age',
    "Where-Object City -in 'Oslo', 'Rome'",
    'Where-Object { -not $_.City }',
    'ForEach-Object { $_.Name }',
    '% Name',
    'ForEach-Object { $_ * 2 }',
    '% { "$($_.Name): $_" }',
    '% { $_; 1 }',
    'ForEach-Object { @{ N = $_ } }',
    'ForEach-Object ToString',
  ),
  expression.map((inner) => `ForEach-Object { ${inner} }`),
);
/** Pipelines through commands that the bare engine lacks. */
export const utilityPipelines: readonly string[] = [
  '1..5 | Select-Object -First 2',
  '1..5 | Select-Object -Last 2',
  '1..5 | Select-Object -Skip 1 -First 1',
  '1..5 | Select-Object -SkipLast 3',
  '$people | Select-Object -ExpandProperty Name',
  '$people | Select-Object Name, Age',
  "$people | Select-Object Name, @{ n = 'Next'; e = { $_.Age + 1 } }",
  '$people | Select-Object * -ExcludeProperty Tags',
  "'b', 'a', 'b' | Select-Object -Unique",
  '3, 1, 2 | Sort-Object',
  '3, 1, 2 | Sort-Object -Descending',
  "'b', 'a', 'C' | Sort-Object",
  '3, 1, 3 | Sort-Object -Unique',
  '$people | Sort-Object Age -Descending | ForEach-Object Name',
  '$people | Sort-Object City, Age | ForEach-Object Name',
  '$people | Measure-Object | ForEach-Object Count',
  '$people | Measure-Object Age -Sum -Average -Maximum -Minimum | % { $_.Sum; $_.Average; $_.Maximum; $_.Minimum }',
  '$people | Group-Object City | % { "$($_.Name)=$($_.Count)" }',
  '$people | Select-Object Name, Age | ConvertTo-Json -Compress',
  '$person | ConvertTo-Json -Compress',
  '1..3 | ConvertTo-Json -Compress',
  '$people | Select-Object Name, Age | ConvertTo-Csv -NoTypeInformation',
];
const pipeline = fc
  .tuple(source, fc.array(filter, { minLength: 1, maxLength: 2 }))
  .map(([first, stages]) => [first, ...stages].join(' | '));
