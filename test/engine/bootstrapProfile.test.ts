import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOverVariable } from '../../src/core/hosting/handOverNames.ts';
import { serviceById } from '../../src/core/services/index.ts';
import { TerminalBench } from './terminalBench.ts';

describe('a connected terminal and the profile of its user, in a real engine', () => {
  let bench: TerminalBench;

  before(async function () {
    bench = await TerminalBench.open(this);
  });
  beforeEach(() => bench.reset());
  after(() => bench?.close());

  const graph = serviceById('graph');

  /** Starts a terminal whose user has this profile. */
  async function startWith(
    text: string,
    { services = [graph], ...more }: { services?: (typeof graph)[]; STUB_FAILS?: string } = {},
    after?: string,
  ) {
    const profile = join(bench.root, 'profile.ps1');
    writeFileSync(profile, text);
    const prepared = await bench.prepare(services);
    const before = `$global:PROFILE = [pscustomobject] @{
      AllUsersAllHosts = '/absent/profile.ps1'; AllUsersCurrentHost = $null
      CurrentUserAllHosts = '${profile}'; CurrentUserCurrentHost = $null }`;
    const result = await bench.run(prepared, more, { before, ...(after === undefined ? {} : { after }) });
    return { prepared, result };
  }

  it('loads it when there is nothing to inherit any more, and before connecting', async () => {
    const seen = join(bench.root, 'seen');
    const { prepared, result } = await startWith(
      `function global:Get-Mine { 'mine' }\n[System.IO.File]::WriteAllText('${seen}', "$env:${handOverVariable}|$([System.IO.File]::Exists($env:STUB_LOG))")\nthrow 'a broken profile'\n`,
    );
    assert.equal(readFileSync(seen, 'utf8'), '|False');
    assert.deepEqual(result.host, ['WARNING: a broken profile', 'Connected.']);
    bench.nothingIsLeft(result, prepared);
  });

  it('goes on in it after an error, as a shell does', async () => {
    const { result } = await startWith(
      "Get-Nothing\n'a greeting'\nfunction Get-Mine { 'mine' }\n$mine = 1\n",
      {},
      '"$(Get-Mine) $mine"',
    );
    assert.match(result.host[0] ?? '', /Get-Nothing/);
    assert.equal(result.host.at(-1), 'Connected.');
    assert.deepEqual([result.output, result.after], [['a greeting'], ['mine 1']]);
  });

  it('connects and tidies up whatever it sets', async () => {
    const settings = [
      'Set-StrictMode -Version Latest',
      "$ErrorActionPreference = 'Stop'",
      "$WarningPreference = 'Stop'",
      "$ConfirmPreference = 'Low'",
      '$WhatIfPreference = $true',
      "$PSModuleAutoLoadingPreference = 'None'",
      '$PSNativeCommandUseErrorActionPreference = $true',
      "$PSDefaultParameterValues = @{ 'Connect-*:TenantId' = 'other'; '*:ErrorAction' = 'SilentlyContinue'; 'Connect-MgGraph:Scopes' = 'User.Read'; 'Import-Module:Prefix' = 'My' }",
    ];
    const services = [graph, serviceById('sharePoint'), serviceById('exchangeOnline')];
    for (const fails of ['', 'Connect-ExchangeOnline', 'Connect-MgGraph']) {
      const { prepared, result } = await startWith(settings.join('\n'), { services, STUB_FAILS: fails });
      assert.deepEqual(result.errors, []);
      assert.equal(result.host[0], 'WARNING: Several modules in one process.');
      assert.equal(result.host.includes('Connecting failed.'), fails !== '', result.host.join('\n'));
      // What is connected by then keeps what it was given.
      bench.nothingIsLeft(fails === 'Connect-ExchangeOnline' ? { ...result, after: [] } : result, prepared);
      const [connect] = bench.calls();
      assert.equal(connect?.parameters.TenantId, bench.facts.tenantId);
      bench.reset();
    }
  });

  it('uses the commands of PowerShell, not those it puts in their place', async () => {
    const names = ['Import-Module', 'Get-Command', 'Out-Null', 'Out-String', 'Remove-Item', 'Remove-Variable'];
    const others = ['Register-EngineEvent', 'Set-Content', 'Test-Path', 'Write-Host', 'Write-Warning', 'New-Object'];
    const functions = [...names, ...others].map((name) => `function ${name} { 'mine' }`);
    const { prepared, result } = await startWith(functions.join('\n'), { services: [serviceById('azure')] });
    assert.deepEqual([result.errors, result.host, result.output], [[], ['Connected.'], []]);
    bench.nothingIsLeft({ ...result, after: [] }, prepared);
    assert.equal(bench.calls().at(-1)?.command, 'Disconnect-AzAccount');
  });

  it('takes modules as they lie there', async () => {
    const command = (parameters: string) =>
      `function Connect-MgGraph { [CmdletBinding()] param(${parameters}) [System.IO.File]::WriteAllText('${join(bench.root, 'seen')}', ($PSBoundParameters.Keys -join ' ')) }\nfunction Disconnect-MgGraph { }\n`;
    const known =
      '[string] $ClientId, [string] $TenantId, [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate';
    const cases = [
      // Nothing but a script module, of a version that knows no -NoWelcome.
      { path: ['Microsoft.Graph.Authentication', 'Microsoft.Graph.Authentication.psm1'], parameters: known },
      // The complete edition alone, in a folder of its version.
      { path: ['Microsoft.Graph', '2.0.0', 'Microsoft.Graph.psm1'], parameters: `${known}, [switch] $NoWelcome` },
    ];
    for (const { path, parameters } of cases) {
      const modules = join(bench.root, 'other');
      mkdirSync(join(modules, ...path.slice(0, -1)), { recursive: true });
      const file = join(modules, ...path);
      writeFileSync(file, command(parameters));
      if (path.length > 2) {
        writeFileSync(
          file.replace(/psm1$/, 'psd1'),
          "@{ ModuleVersion = '2.0.0'; RootModule = 'Microsoft.Graph.psm1'; GUID = '5b8b1b1e-1111-4111-8111-222222222222' }",
        );
      }
      const prepared = await bench.prepare([graph]);
      const result = await bench.run(prepared, { PSModulePath: modules });
      assert.deepEqual([result.errors, result.host], [[], ['Connected.']]);
      const bound = readFileSync(join(bench.root, 'seen'), 'utf8').split(' ');
      assert.equal(bound.includes('NoWelcome'), parameters.includes('NoWelcome'));
      assert.ok(bound.includes('Certificate') && bound.includes('ErrorAction'));
      rmSync(modules, { recursive: true });
    }
  });

  it('says what keeps a module that is there from loading', async () => {
    const modules = join(bench.root, 'other', 'Microsoft.Graph.Authentication');
    mkdirSync(modules, { recursive: true });
    writeFileSync(
      join(modules, 'Microsoft.Graph.Authentication.psm1'),
      "throw 'Could not load file or assembly Azure.Core'",
    );
    const prepared = await bench.prepare([graph]);
    const result = await bench.run(prepared, { PSModulePath: join(bench.root, 'other') });
    assert.ok(
      result.host.some((line) => line.includes('Azure.Core')),
      result.host.join('\n'),
    );
    bench.nothingIsLeft(result, prepared);
  });
});
