import assert from 'node:assert/strict';
import { caretContext } from './caret.ts';
import { parseScript } from './parseScript.ts';
import { tokensOf } from './tokens.ts';

/** The context at `^` in the text. */
function at(marked: string) {
  const caret = marked.indexOf('^');
  return caretContext(parseScript(marked.replace('^', '')), caret);
}

function short(marked: string): unknown[] {
  const context = at(marked);
  switch (context.kind) {
    case 'argument':
      return [context.kind, context.prefix, context.command.name, context.parameter ?? context.position];
    case 'parameter':
      return [context.kind, context.prefix, context.command.name];
    case 'none':
      return [context.kind];
    default:
      return [context.kind, context.prefix];
  }
}

describe('what is at the caret', () => {
  it('is a command', () => {
    assert.deepEqual(short('^'), ['command', '']);
    assert.deepEqual(short('Get-Mail^box'), ['command', 'Get-Mail']);
    assert.deepEqual(short('Get-User | ^'), ['command', '']);
    assert.deepEqual(short('if ($x) { Get-M^ }'), ['command', 'Get-M']);
    assert.deepEqual(short('Get-A\n^'), ['command', '']);
  });

  it('is a parameter', () => {
    assert.deepEqual(short('Get-Mailbox -^'), ['parameter', '', 'Get-Mailbox']);
    assert.deepEqual(short('Get-Mailbox -Ident^ x'), ['parameter', 'Ident', 'Get-Mailbox']);
    assert.deepEqual(short('a -b c | Get-Mailbox -I^'), ['parameter', 'I', 'Get-Mailbox']);
  });

  it('is an argument, of the parameter before it or by position', () => {
    assert.deepEqual(short('Get-X -Name ^'), ['argument', '', 'Get-X', 'Name']);
    assert.deepEqual(short('Get-X -Name co^ -Y'), ['argument', 'co', 'Get-X', 'Name']);
    assert.deepEqual(short("Get-X -Name 'co^"), ['argument', 'co', 'Get-X', 'Name']);
    assert.deepEqual(short('Get-X -Name:^'), ['argument', '', 'Get-X', 'Name']);
    assert.deepEqual(short('Get-X -Name a, b^'), ['argument', 'b', 'Get-X', 'Name']);
    assert.deepEqual(short('Get-X a b^'), ['argument', 'b', 'Get-X', 1]);
    assert.equal((at('Get-X -Name "co^"') as { quote?: string }).quote, 'double');
  });

  it('is a variable', () => {
    assert.deepEqual(short('Get-X $te^'), ['variable', 'te']);
    assert.deepEqual(short('"a $te^"'), ['variable', 'te']);
    assert.deepEqual(short("Get-X 'a $te^'"), ['argument', 'a $te', 'Get-X', 0]);
  });

  it('is nothing in a comment or in other text', () => {
    assert.deepEqual(short('Get-X # -N^'), ['none']);
    assert.deepEqual(short('<# $x^ #>'), ['none']);
    assert.deepEqual(short("'Get-^'"), ['none']);
  });
});

describe('tokens', () => {
  it('cover a line in order', () => {
    const text = 'Get-X -Name "a $(b)" $c 5 | foreach { if ($d) { e } } # f';
    assert.deepEqual(
      tokensOf(text)
        .filter(({ kind }) => kind !== 'punctuation')
        .map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`),
      [
        'command Get-X',
        'parameter -Name',
        'string "a $(b)"',
        'variable $c',
        'number 5',
        'operator |',
        'command foreach',
        'keyword if',
        'variable $d',
        'command e',
        'comment # f',
      ],
    );
  });

  it('never overlap', () => {
    for (const text of [
      '[A({ b })]$x = "c',
      'a "b$(c ""d"")" [e[f]]::g(1)[2]',
      '1..3 | % { $_.x }',
      'foo --% a | b',
      'class C { [int]$x = 5 }',
    ]) {
      const tokens = tokensOf(text);
      for (const [index, token] of tokens.entries()) {
        assert.ok(index === 0 || tokens[index - 1]!.end <= token.start, `${text}: ${JSON.stringify(tokens)}`);
      }
    }
  });
});
