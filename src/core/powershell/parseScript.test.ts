import assert from 'node:assert/strict';
import { parseScript } from './parseScript.ts';
import type { CommandElement, Constant } from './types.ts';

/** Short form of a constant: what a reader would write. */
function plain(value: Constant | undefined): unknown {
  if (value === undefined) {
    return undefined;
  }
  switch (value.kind) {
    case 'null':
      return null;
    case 'array':
      return value.items.map(plain);
    case 'hashtable':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
    default:
      return value.value;
  }
}

function elementText(element: CommandElement): string {
  switch (element.kind) {
    case 'splat':
      return `@${element.name}`;
    case 'parameter':
      return `-${element.name}${element.argument ? `:${JSON.stringify(plain(element.argument.value))}` : ''}`;
    default:
      return String(JSON.stringify(plain(element.argument.value)));
  }
}

/** `Name element element`, one line for each command. */
function outline(text: string): string[] {
  return parseScript(text).commands.map((command) =>
    [command.name ?? '?', ...command.elements.map(elementText)].join(' '),
  );
}

describe('reading PowerShell', () => {
  it('finds commands with parameters and constant arguments', () => {
    assert.deepEqual(outline('Connect-MgGraph -TenantId \'a\' -Scopes User.Read, "b" -NoWelcome:$false -X 5kb @p'), [
      'Connect-MgGraph -TenantId "a" -Scopes ["User.Read","b"] -NoWelcome:false -X 5120 @p',
    ]);
  });

  it('keeps the offsets of everything it finds', () => {
    const text = '  Get-X -Name:$n "a b" |\n Out-Null';
    const [first, second] = parseScript(text).commands;
    assert.equal(text.slice(first!.range.start, first!.range.end), 'Get-X -Name:$n "a b"');
    assert.equal(text.slice(first!.nameRange.start, first!.nameRange.end), 'Get-X');
    assert.deepEqual(
      first!.elements.map(({ range }) => text.slice(range.start, range.end)),
      ['-Name:$n', '"a b"'],
    );
    assert.deepEqual([first!.pipelinePosition, first!.pipelineLength], [0, 2]);
    assert.deepEqual([second!.pipelinePosition, second!.pipelineLength, second!.name], [1, 2, 'Out-Null']);
  });

  it('lists an enclosing command before those inside it, wherever they are', () => {
    assert.deepEqual(
      outline('a (b $(c)) { d "x$(e)" } @{ k = f } @(g; h) -P:(i)').map((line) => line.split(' ')[0]),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
    );
  });

  it('knows the function and depth a command is in', () => {
    const [a, b, c] = parseScript('function Get-It { a { b } }; c').commands;
    assert.deepEqual([a!.enclosingFunction, a!.depth], ['Get-It', 1]);
    assert.deepEqual([b!.enclosingFunction, b!.depth], ['Get-It', 2]);
    assert.deepEqual([c!.enclosingFunction, c!.depth], [undefined, 0]);
  });

  it('tells how a command is invoked, and that the name of one is not known', () => {
    const commands = parseScript("& 'a b'; . ./x.ps1; & $y z").commands;
    assert.deepEqual(
      commands.map(({ name, invocation }) => [name, invocation]),
      [
        ['a b', 'ampersand'],
        ['./x.ps1', 'dot'],
        [undefined, 'ampersand'],
      ],
    );
  });

  it('reads the quotes of strings inside strings as PowerShell does', () => {
    const text = '"x $(Get-A ""b"" `"c`") $(Get-D)"';
    assert.deepEqual(outline(text), ['Get-A "b" "c"', 'Get-D']);
    const [a, d] = parseScript(text).commands;
    assert.equal(text.slice(a!.range.start, a!.range.end), 'Get-A ""b"" `"c`"');
    assert.equal(text.slice(d!.range.start, d!.range.end), 'Get-D');
  });

  it('takes typographic quotes and dashes for what they were', () => {
    assert.deepEqual(outline('Get-X –Name “a b” —Id ‘c’’d’'), ['Get-X -Name "a b" -Id "c’d"']);
  });

  it('says what is known of text with variables in it', () => {
    const [command] = parseScript('Get-X "a/$id/$($b)/$($c.d)`n" ("u/" + $x) $tenant').commands;
    const known = command!.elements.map((element) => (element.kind === 'argument' ? element.argument : undefined));
    assert.deepEqual(known[0]?.template, ['a/', { variable: 'id' }, '/', { variable: 'b' }, '/', undefined, '\n']);
    assert.deepEqual(known[1]?.template, ['u/', { variable: 'x' }]);
    assert.equal(known[2]?.variable, 'tenant');
  });

  it('evaluates constant expressions and numbers', () => {
    assert.deepEqual(
      outline("x ('a' + 'b') @('c', 'd') 0x10 0xFFFFFFFF 1.5d -1 1e3 12z $null '' @{ a = 1; 'b' = @{ c = $true } }"),
      ['x "ab" ["c","d"] 16 -1 1.5 "-1" 1000 "12z" null "" {"a":1,"b":{"c":true}}'],
    );
  });

  it('records functions, parameters and their defaults', () => {
    const text =
      "param([Parameter(Mandatory)][string]$A = 'x', $B)\nfunction f([int[]]$C = 5) { }\nclass K { [void] M() { } }";
    const { functions, parameters } = parseScript(text);
    assert.deepEqual(
      functions.map(({ kind, name }) => [kind, name]),
      [
        ['function', 'f'],
        ['class', 'K'],
        ['method', 'M'],
      ],
    );
    assert.deepEqual(
      parameters.map(({ name, type, attributes, default: value, enclosingFunction }) => [
        name,
        type,
        attributes,
        plain(value?.value),
        enclosingFunction,
      ]),
      [
        ['A', 'string', ['Parameter'], 'x', undefined],
        ['B', undefined, [], undefined, undefined],
        ['C', 'int[]', [], 5, 'f'],
      ],
    );
  });

  it('records assignments to variables and their members', () => {
    const { assignments } = parseScript(
      "$a = 'x'; [string]$script:b += 'y'; $c.D = 1; $c['e f'] = 2; $c.Add('G', 3); $h = Get-X; $j, $k = 1, 2; foreach ($l in 1) { }",
    );
    assert.deepEqual(
      assignments.map(({ variable, member, compound, argument }) => [
        variable,
        member,
        compound,
        plain(argument.value),
      ]),
      [
        ['a', undefined, false, 'x'],
        ['script:b', undefined, true, 'y'],
        ['c', 'D', false, 1],
        ['c', 'e f', false, 2],
        ['c', 'G', false, 3],
        ['h', undefined, false, undefined],
        ['l', undefined, false, undefined],
      ],
    );
  });

  it('reads #Requires and using', () => {
    const { requires, usings } = parseScript(
      "using module Az.Accounts\nusing namespace System.IO\n#Requires -Modules A, @{ ModuleName = 'B'; ModuleVersion = '1.2' } -Version 7.0\nGet-X #requires -RunAsAdministrator\n# Requires -Version 9",
    );
    assert.deepEqual(
      usings.map(({ kind, name }) => [kind, name]),
      [
        ['module', 'Az.Accounts'],
        ['namespace', 'System.IO'],
      ],
    );
    assert.deepEqual(
      requires.map(({ range: _, ...rest }) => rest),
      [
        {
          modules: [{ name: 'A' }, { name: 'B', minimumVersion: '1.2' }],
          version: '7.0',
          editions: [],
          elevated: false,
        },
        { modules: [], editions: [], elevated: true },
      ],
    );
  });

  it('finds comments, strings with their kind, and the signature', () => {
    const text = "# a\n<# b #> 'c' \"d$(x 'e')\" @'\nf\n'@\n# SIG # Begin signature block\n# MII";
    const syntax = parseScript(text);
    assert.deepEqual(
      syntax.comments.map(({ kind }) => kind),
      ['line', 'block', 'line', 'line'],
    );
    assert.deepEqual(
      syntax.strings.map(({ kind }) => kind),
      ['single', 'double', 'single', 'singleHere'],
    );
    assert.equal(syntax.signatureStart, text.indexOf('# SIG'));
  });

  it('reads on after a mistake', () => {
    for (const text of ['Get-A | ; Get-B', 'if ($x { Get-A }\nGet-B', 'Get-A @{ a }\nGet-B', '$x = ; Get-A\nGet-B']) {
      const syntax = parseScript(text);
      assert.ok(syntax.brokenAt !== undefined, text);
      assert.equal(syntax.commands.at(-1)?.name, 'Get-B', text);
    }
    assert.equal(parseScript('Get-A "b').brokenAt, 6);
    assert.equal(parseScript('Get-A').brokenAt, undefined);
  });

  it('takes the resources of a configuration for what they are', () => {
    const text =
      "configuration Web {\n Node 'a' {\n  File x\n  {\n   Ensure = 'Present'; Path = (Get-It)\n  }\n }\n}\nGet-X";
    assert.deepEqual(
      parseScript(text).commands.map(({ name }) => name),
      ['Get-It', 'Get-X'],
    );
    assert.equal(parseScript(text).brokenAt, undefined);
  });

  it('never throws, and takes no longer than the length warrants, whatever the text', () => {
    const n = 500;
    const hostile = [
      '(',
      '$(',
      '@(',
      '{',
      '@{',
      '"$(',
      '"$("',
      '[',
      '[a(',
      '[A({',
      '[a[',
      '$x[',
      '$x.y(',
      '-not ',
      '!',
      'if(',
      '$a=',
      '$a=$b=',
      'a|',
      '{a ',
      'function f{',
      'switch(',
      "'",
      '`',
      '@"\n',
      '<#',
      '#\n',
      ',',
      '$x.',
      '::',
      '[A()]',
      '[int]\n',
      'a ? b : ',
      '& {',
      'class C{',
      'trap [A({',
      'try{',
      '\u0000',
      '\uD800',
      '"$($x[""a""] $(',
      '${',
      '--%',
      '[a.b]::',
      'a -b:(',
      '"" ',
      '$',
      '$$1',
      '"a"1',
      "'a' + $b + ",
      'a "b" + $c + ',
    ];
    for (const piece of hostile) {
      // Processor time: a busy computer does not stretch it.
      const started = process.cpuUsage();
      for (const closing of ['', ')', '}', '"', ']']) {
        assert.doesNotThrow(() => parseScript(piece.repeat(n) + closing.repeat(n)), JSON.stringify(piece + closing));
      }
      const milliseconds = process.cpuUsage(started).user / 1000;
      assert.ok(milliseconds < 500, `${JSON.stringify(piece)} took ${milliseconds} ms`);
    }
  });
});
