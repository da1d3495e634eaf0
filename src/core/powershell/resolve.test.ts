import assert from 'node:assert/strict';
import { parseScript } from './parseScript.ts';
import { resolveArguments, resolveText, resolveValue, resolveVariable } from './resolve.ts';

function last(text: string, switches?: ReadonlySet<string>) {
  const syntax = parseScript(text);
  const command = syntax.commands.at(-1)!;
  return { syntax, command, resolved: resolveArguments(syntax, command, switches) };
}

/** Parameter → its text, or undefined where it is not known. */
function named(text: string): Record<string, unknown> {
  return Object.fromEntries(
    [...last(text).resolved.named].map(([name, { value }]) => [
      name,
      value && 'value' in value ? value.value : value?.kind,
    ]),
  );
}

describe('what variables and splats stand for', () => {
  it('takes the last assignment before, not one after', () => {
    const syntax = parseScript("$t = 'a'; $t = 'b'; Get-X $t; $t = 'c'");
    assert.deepEqual(resolveVariable(syntax, 'T', syntax.text.indexOf('Get-X')), {
      kind: 'string',
      value: 'b',
      quote: 'single',
    });
    assert.equal(resolveVariable(syntax, 'other', 99), undefined);
  });

  it('follows variables, scopes, expandable text and defaults of parameters', () => {
    assert.deepEqual(named('$d = \'contoso\'; $script:o = "$d.onmicrosoft.com"; $e = $o; Get-X -A $e -B $script:d'), {
      a: 'contoso.onmicrosoft.com',
      b: 'contoso',
    });
    assert.deepEqual(named("param($T = 'x') function f { Get-X -A $T }"), { a: 'x' });
  });

  it('does not guess what only running the script can tell', () => {
    assert.deepEqual(named("$a = 'x'; $a = Read-Host; Get-X -A $a -B $a.Length -C $env:T"), {
      a: undefined,
      b: undefined,
      c: undefined,
    });
    assert.deepEqual(named("$a = 'x'; $a += 'y'; Get-X -A $a"), { a: undefined });
    assert.deepEqual(named("$a = 'x'; function f($a) { Get-X -A $a }"), { a: undefined });
    assert.deepEqual(named('$a = $a; Get-X -A $a'), { a: undefined });
  });

  it('keeps the variables of functions apart', () => {
    assert.deepEqual(named("function f { $a = 'inner' }; Get-X -A $a"), { a: undefined });
    assert.deepEqual(named("function f { $a = 'inner'; Get-X -A $a }"), { a: 'inner' });
    assert.deepEqual(named("function f { Get-X -A $a }\n$a = 'outer'\n").a, 'outer');
  });

  it('merges a splatted table, what is set in it later, and what is written out', () => {
    const text =
      "$id = 'i'; $p = @{ TenantId = 't'; ClientId = $id; NoWelcome = $true }; $p.Thumb = 'h'; $p['Env'] = 'G'; $p.Add('Z', 1)\n" +
      "Connect-MgGraph -TenantId 'own' @p -Quiet";
    const { resolved } = last(text);
    assert.equal(resolved.open, false);
    assert.deepEqual(named(text), {
      tenantid: 'own',
      clientid: 'i',
      nowelcome: true,
      thumb: 'h',
      env: 'G',
      z: 1,
      quiet: undefined,
    });
    assert.equal(resolved.named.get('thumb')?.splatted, true);
    assert.equal(resolved.named.get('tenantid')?.splatted, false);
  });

  it('says when a splat is not known', () => {
    assert.equal(last('$p = Get-It; Connect-MgGraph @p').resolved.open, true);
    assert.equal(last('Connect-MgGraph @PSBoundParameters').resolved.open, true);
  });

  it('gives a parameter the argument after it, a switch none', () => {
    assert.equal(last('Get-X -Force a').resolved.positional.length, 0);
    assert.equal(last('Get-X -Force a', new Set(['force'])).resolved.positional.length, 1);
    assert.equal(last('Get-X -A:b c').resolved.positional.length, 1);
  });

  it('fills in an address as far as it is known', () => {
    const { syntax, command } = last(
      '$base = \'https://graph.microsoft.com/v1.0\'; $u = "$base/users/$id/events"; Invoke-RestMethod $u',
    );
    const [element] = command.elements;
    assert.ok(element?.kind === 'argument');
    assert.deepEqual(resolveText(syntax, element.argument, command.range.start), [
      'https://graph.microsoft.com/v1.0/users/',
      undefined,
      '/events',
    ]);
    assert.equal(resolveValue(syntax, element.argument, command.range.start), undefined);
  });
});
