import assert from 'node:assert/strict';
import type { CommandValue } from '../services/types.ts';
import { isDomainError } from '../shared/errors.ts';
import { commandText } from './commandText.ts';

const connect: CommandValue = {
  name: 'Connect-ExchangeOnline',
  parameters: [
    { name: 'AppId', value: '11111111-2222-3333-4444-555555555555' },
    { name: 'Organization', value: "o'brien.onmicrosoft.com" },
    { name: 'Certificate', value: { expression: '$certificate' } },
    { name: 'ShowBanner', value: false },
    { name: 'SkipLoadingFormatData', value: true },
  ],
};

describe('command text', () => {
  it('is one line', () => {
    assert.equal(
      commandText(connect, 'line'),
      "Connect-ExchangeOnline -AppId '11111111-2222-3333-4444-555555555555' -Organization 'o''brien.onmicrosoft.com' " +
        '-Certificate $certificate -ShowBanner:$false -SkipLoadingFormatData',
    );
  });

  it('is splatted with aligned values', () => {
    assert.equal(
      commandText(connect, 'splat'),
      [
        '$parameters = @{',
        "    AppId                 = '11111111-2222-3333-4444-555555555555'",
        "    Organization          = 'o''brien.onmicrosoft.com'",
        '    Certificate           = $certificate',
        '    ShowBanner            = $false',
        '    SkipLoadingFormatData = $true',
        '}',
        'Connect-ExchangeOnline @parameters',
      ].join('\n'),
    );
  });

  it('has no splat without parameters', () => {
    assert.equal(commandText({ name: 'Disconnect-MgGraph', parameters: [] }, 'splat'), 'Disconnect-MgGraph');
  });

  it('brackets an expression that an argument would cut short', () => {
    const line = (expression: string) =>
      commandText({ name: 'Get-Thing', parameters: [{ name: 'X', value: { expression } }] }, 'line').slice(13);
    assert.equal(line('$a'), '$a');
    assert.equal(line('$env:TENANT'), '$env:TENANT');
    assert.equal(line('$certificate.Thumbprint'), '$certificate.Thumbprint');
    assert.equal(line("(Get-Item 'a)b')"), "(Get-Item 'a)b')");
    assert.equal(line('(1) + (2)'), '((1) + (2))');
    assert.equal(line("@('a', 'b')"), "@('a', 'b')");
    assert.equal(line('Get-Secret x'), '(Get-Secret x)');
    assert.equal(line('[IO.Path]::GetTempPath()'), '([IO.Path]::GetTempPath())');
  });

  it('keeps hostile values inside their literal', () => {
    const text = commandText(
      { name: 'Get-Thing', parameters: [{ name: 'Filter', value: "x\u2019; Remove-Item C:\\ -Recurse\n'" }] },
      'line',
    );
    assert.equal(text, 'Get-Thing -Filter "x\u2019; Remove-Item C:\\ -Recurse`n\'"');
  });

  it('refuses a parameter name that is none, and one given twice', () => {
    const parameters = (...names: string[]) => names.map((name) => ({ name, value: 'x' }));
    assert.throws(
      () => commandText({ name: 'Get-Thing', parameters: parameters('A; calc') }, 'line'),
      (error) => isDomainError(error, 'InvalidInput'),
    );
    assert.throws(
      () => commandText({ name: 'Get-Thing', parameters: parameters('Name', 'name') }, 'splat'),
      (error) => isDomainError(error, 'InvalidInput'),
    );
  });
});
