import assert from 'node:assert/strict';
import { commentText, isSafeCommandName, isSafeParameterName, quoteCommandName, quoteString } from './quote.ts';

describe('quoting for PowerShell', () => {
  it('writes ordinary text in single quotes, where nothing expands', () => {
    assert.equal(quoteString('Mailbox report'), "'Mailbox report'");
    assert.equal(quoteString(''), "''");
    assert.equal(quoteString('$(Remove-Item C:\\) `n "x" #>; & {'), '\'$(Remove-Item C:\\) `n "x" #>; & {\'');
    assert.equal(quoteString('Žofie 日本 👩'), "'Žofie 日本 👩'");
  });

  it('doubles the apostrophe and its typographic forms, which all close the string', () => {
    assert.equal(quoteString("O'Brien"), "'O''Brien'");
    assert.equal(
      quoteString('a\u2018b\u2019c\u201Ad\u201Be'),
      "'a\u2018\u2018b\u2019\u2019c\u201A\u201Ad\u201B\u201Be'",
    );
    assert.equal(quoteString("'"), "''''");
    assert.equal(quoteString('--%'), '"--$([char]0x0025)"');
    assert.equal(quoteString("'; Remove-Item x; '"), "'''; Remove-Item x; '''");
  });

  it('keeps a literal on one line and free of characters a terminal acts on', () => {
    assert.equal(quoteString('a\r\nb'), '"a`r`nb"');
    assert.equal(quoteString('a\0b'), '"a`0b"');
    assert.equal(quoteString('\u001b[2J\u0003'), '"$([char]0x001B)[2J$([char]0x0003)"');
    assert.equal(quoteString('left\u202Etfel'), '"left$([char]0x202E)tfel"');
    assert.equal(quoteString('half \uD83D'), '"half $([char]0xD83D)"');
    assert.equal(quoteString('pair \uD83D\uDE00'), "'pair \uD83D\uDE00'");
  });

  it('escapes what expands when escapes are needed', () => {
    assert.equal(quoteString('$(calc)\n"\u201Cx\u201D\u201E`'), '"`$(calc)`n`"`\u201Cx`\u201D`\u201E``"');
    assert.equal(quoteString("it's\n$HOME"), '"it\'s`n`$HOME"');
  });

  it('knows parameter and command names', () => {
    assert.ok(isSafeParameterName('CertificateThumbprint'));
    for (const name of ['', 'a b', '1a', 'a:b', 'a\nb', 'a;b', '-a', "a'"]) {
      assert.ok(!isSafeParameterName(name), name);
    }
    assert.ok(isSafeCommandName('Get-EXOMailbox'));
    assert.ok(isSafeCommandName('Microsoft.Graph.Users\\Get-MgUser'));
    assert.equal(quoteCommandName('Get-MgUser'), 'Get-MgUser');
    assert.equal(quoteCommandName('C:\\My scripts\\run.ps1'), "& 'C:\\My scripts\\run.ps1'");
    assert.equal(quoteCommandName('if'), "& 'if'");
    assert.equal(quoteCommandName('Get-X; calc'), "& 'Get-X; calc'");
  });

  it('keeps foreign text inside a comment', () => {
    assert.equal(commentText('Mailbox report'), 'Mailbox report');
    assert.equal(commentText('a\r\nRemove-Item x'), 'a  Remove-Item x');
    assert.equal(commentText('a #> b'), 'a # > b');
    assert.equal(commentText('a ##>'), 'a ## >');
    assert.ok(!`<#${commentText('C#')}>`.includes('#>'));
    assert.equal(commentText('C# tools'), 'C# tools');
    for (const mark of [
      'SIG # Begin signature block',
      '# SIG # Begin signature block',
      'Signature block',
      'sig begin signature',
    ]) {
      assert.ok(commentText(mark).replace(/\s/g, '').length > 34, mark);
    }
    assert.equal(commentText('Signature team, block 5'), 'Signature team, block 5');
  });
});
