import fc from 'fast-check';

/**
 * Scripts made by the grammar: valid PowerShell, most of it nothing anyone would write. Every alternative that can hold
 * another script does, down to a depth.
 */
export function scripts(): fc.Arbitrary<string> {
  return script;
}

const name = fc.constantFrom(
  'a',
  'Get-Thing',
  'Set-It',
  'foo',
  'x.y',
  'C:\\z.exe',
  'echo',
  'ForEach-Object',
  '%',
  '?',
  'größe',
);
const variable = fc.constantFrom(
  '$x',
  '$y',
  braced('a b'),
  '$script:z',
  '$env:PATH',
  '$_',
  '$true',
  '$null',
  '$using:u',
  '$?',
  '$$',
);
const number = fc.constantFrom('1', '-2', '3.5', '4kb', '0x1F', '1e3', '5l', '.5', '0b11', '7d');
const single = fc.constantFrom("'s'", "''", "'it''s'", "'$x'", '‘t’', "@'\nh\n'@");
const bare = fc.constantFrom(
  'b',
  'c:\\d',
  'e,f',
  'g=h',
  '*.txt',
  'i-j',
  'k"l m"n',
  "o'p'q",
  'r$x',
  '-s',
  '--',
  '/t',
  '12z',
  'u`v',
  '"w"x',
);
const parameter = fc.constantFrom('-P', '-Name', '–Dash', '-Q:', '-R:1');
const binary = fc.constantFrom('-eq', '+', '-', '*', '-and', '-f', '-join', '..', '-replace', '-notin', '%', '??');
const blank = fc.constantFrom(' ', '  ', '\t', ' `\n', ' <# c #> ');
const end = fc.constantFrom('\n', '; ', '\r\n', ' # c\n', '\n\n');
const type = fc.constantFrom('[int]', '[string]', '[A.B[]]', '[List[int]]', '[D[string, [E[F]]]]', '[G+H]');
const redirect = fc.constantFrom('', '', '', ' > o.txt', ' 2>&1', ' *>> "p"', ' 3> $null');
const join = (separator: string) => (parts: readonly string[]) => parts.join(separator);

const { script } = fc.letrec<{ script: string; [rule: string]: string }>((tie) => {
  const statement = tie('statement');
  const expression = tie('expression');
  const pipeline = tie('pipeline');
  const block = tie('script').map((text) => `{ ${text} }`);
  const some = (arbitrary: fc.Arbitrary<string>, minLength = 1, maxLength = 3) =>
    fc.array(arbitrary, { minLength, maxLength });
  return {
    script: fc.array(fc.tuple(statement, end).map(join('')), { maxLength: 3 }).map(join('')),
    primary: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'depth' },
      variable,
      number,
      single,
      pipeline.map((text) => `(${text})`),
      tie('script').map((text) => `$(${text})`),
      tie('script').map((text) => `@(${text})`),
      block,
      tie('hashtable'),
      tie('text'),
      fc.tuple(variable, tie('members')).map(join('')),
      fc.tuple(type, fc.constant('::m('), expression, fc.constant(')')).map(join('')),
    ),
    members: some(
      fc.oneof(
        { maxDepth: 4, depthIdentifier: 'depth' },
        fc.constantFrom('.n', ".'o p'", '.q()', '::r', '?.s'),
        expression.map((text) => `[${text}]`),
        some(tie('argumentExpression')).map((items) => `.t(${items.join(', ')})`),
        block.map((text) => `.Where${text}`),
      ),
    ).map(join('')),
    argumentExpression: tie('primary'),
    text: fc
      .array(
        fc.oneof(
          { maxDepth: 3, depthIdentifier: 'depth' },
          fc.constantFrom('t ', '`n', '""', '$x', braced('y'), '`$z', "'", '{0}'),
          tie('inner').map((text) => `$(${text})`),
        ),
        { maxLength: 3 },
      )
      .map((parts) => `"${parts.join('')}"`),
    // No unbalanced parenthesis and no doubled quote: those end or change the string.
    inner: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'depth' },
      fc.tuple(name, fc.constantFrom(' -A b', " 'c'", ' $x.y', ' | d', ' ""e""', ' `"f`"', ' (g h)')).map(join('')),
      tie('text'),
    ),
    hashtable: fc
      .array(fc.tuple(fc.constantFrom('k', "'l m'", '$n', '1', 'o'), statement).map(join(' = ')), { maxLength: 2 })
      .map((entries) => `@{ ${entries.join('\n')} }`),
    unary: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'depth' },
      tie('primary'),
      fc
        .tuple(fc.constantFrom('-not ', '!', '-join ', ',', '[int]', '[string][object]', '+ '), tie('unary'))
        .map(join('')),
    ),
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'depth' },
      tie('unary'),
      fc.tuple(tie('unary'), binary, tie('unary')).map(join(' ')),
      some(tie('unary'), 2).map(join(', ')),
      fc.tuple(tie('unary'), tie('unary'), tie('unary')).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    ),
    argument: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'depth' },
      bare,
      parameter,
      tie('primary'),
      fc.constantFrom('@s', '@args'),
    ),
    command: fc
      .tuple(
        fc.oneof(name, fc.tuple(fc.constantFrom('& ', '. '), tie('primary')).map(join(''))),
        fc.array(fc.tuple(blank, tie('argument')).map(join('')), { maxLength: 4 }).map(join('')),
        redirect,
      )
      .map(join('')),
    pipeline: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'depth' },
      tie('command'),
      expression,
      some(tie('command'), 2).map(join(' | ')),
      some(tie('command'), 2).map(join(' |\n  ')),
      fc.tuple(expression, tie('command')).map(join(' | ')),
      some(tie('command'), 2).map(join('\n  | ')),
      some(tie('command'), 2).map(join(' && ')),
    ),
    statement: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'depth' },
      pipeline,
      fc.tuple(fc.constantFrom('$x = ', '$y.z += ', '[int]$i = ', '$a, $b = ', "$h['k'] = "), statement).map(join('')),
      fc.tuple(pipeline, block, block).map(([a, b, c]) => `if (${a}) ${b} else ${c}`),
      fc.tuple(pipeline, block).map(([a, b]) => `foreach ($i in ${a}) ${b}`),
      fc.tuple(pipeline, block).map(([a, b]) => `while (${a}) ${b}`),
      fc.tuple(block, pipeline).map(([a, b]) => `do ${a} until (${b})`),
      fc
        .tuple(pipeline, tie('primary'), block, block)
        .map(([a, b, c, d]) => `switch -Wildcard (${a}) { ${b} ${c} default ${d} }`),
      fc.tuple(block, block, block).map(([a, b, c]) => `try ${a} catch [A], [B] ${b} finally ${c}`),
      fc
        .tuple(expression, block)
        .map(([a, b]) => `function F { param([ValidateScript(${b})][string]$p = (${a}), $q) ${a} }`),
      fc
        .tuple(expression, pipeline)
        .map(([a, b]) => `function G($p = (${a})) { begin { ${b} } process { ${a} } end { } }`),
      pipeline.map((text) => `return ${text}`),
      fc.tuple(expression, pipeline).map(([a, b]) => `class C { $p = (${a}); M() { ${b} } }`),
    ),
  };
});

function braced(variableName: string): string {
  return `$\{${variableName}}`;
}
