import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCertificate } from '../../src/core/certificates/generate.ts';
import { thumbprintOf } from '../../src/core/certificates/thumbprint.ts';
import { createApplication } from '../../src/core/directory/applications.ts';
import { clouds } from '../../src/core/identity/clouds.ts';
import { planSetup } from '../../src/core/provisioning/planSetup.ts';
import { setupScript } from '../../src/core/provisioning/setupScript.ts';
import type { SetupRequest } from '../../src/core/provisioning/types.ts';
import { resourceAppIds } from '../../src/core/services/resources.ts';
import { isDomainError } from '../../src/core/shared/errors.ts';
import { ManualClock } from '../../src/core/shared/memory.ts';
import { type SetupBench, setupBench } from '../support/setupBench.ts';
import { type Engine, engineOrSkip } from './engine.ts';
import { everyCloud } from './everyCloud.ts';
import { writeGraphModules } from './graphModules.ts';
import { nastyNames } from './nastyNames.ts';
import { type StubCall, writeStubModules } from './stubModules.ts';

const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const manageAsApp = 'dc50a0fb-09a3-484d-be87-e023b12c6440';
const calendarsRead = '798ee544-9d2d-430c-a058-570e29e34338';

interface State {
  readonly applications: readonly {
    readonly appId: string;
    readonly name: string;
    readonly audience: string;
    readonly keys: readonly { readonly id: string; readonly thumbprint: string; readonly name: string }[];
    readonly access: readonly string[];
  }[];
  readonly principals: readonly string[];
  readonly grants: readonly string[];
  readonly roles: readonly string[];
  readonly changes: readonly string[];
}

describe('set-ups exported as scripts, run by a real engine', () => {
  let engine: Engine;
  let root: string;
  let bench: SetupBench;

  before(async function () {
    this.timeout(180_000);
    engine = await engineOrSkip(this);
    root = mkdtempSync(join(tmpdir(), 'setups-'));
    writeStubModules(join(root, 'modules'));
    writeGraphModules(join(root, 'modules'));
    bench = await setupBench();
  });

  after(async () => {
    await engine?.stop();
    if (root !== undefined) {
      rmSync(root, { recursive: true, force: true });
    }
  });

  /** A directory with the two APIs, and the commands of Windows that a script may call. */
  const tenant = `
$global:Changes = [System.Collections.ArrayList]::new()
$global:Directory = [pscustomobject] @{ Applications = @(); Grants = @(); Roles = @(); Lag = 2; Forgets = 'nothing'; ServicePrincipals = @(
    [pscustomobject] @{ Id = 'exchange'; AppId = '${resourceAppIds.exchangeOnline}'; AppRoles = @([pscustomobject] @{ Id = '${manageAsApp}'; Value = 'Exchange.ManageAsApp'; AllowedMemberTypes = @('Application') }) }
    [pscustomobject] @{ Id = 'graph'; AppId = '${resourceAppIds.graph}'; AppRoles = @(
        [pscustomobject] @{ Id = 'delegated'; Value = 'Calendars.Read'; AllowedMemberTypes = @('User') }
        [pscustomobject] @{ Id = '${calendarsRead}'; Value = 'Calendars.Read'; AllowedMemberTypes = @('Application') }) }) }
$global:Store = @()
function global:Start-Sleep { }
function global:Get-ChildItem([string] $Path) { if ($Path -eq 'Cert:\\CurrentUser\\My') { $global:Store } }
function global:New-SelfSignedCertificate {
    [CmdletBinding()] param([string[]] $Subject, [string] $CertStoreLocation, [string] $KeyExportPolicy, [string] $KeySpec, [int] $KeyLength, [string] $HashAlgorithm, [datetime] $NotAfter)
    [void] $global:Changes.Add("New-SelfSignedCertificate $KeySpec $KeyLength")
    $rsa = [System.Security.Cryptography.RSA]::Create($KeyLength)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new($Subject[0], $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $made = $request.CreateSelfSigned([DateTimeOffset]::Now.AddMinutes(-1), [DateTimeOffset] $NotAfter)
    $global:Store += $made
    $made
}`;

  /** What the directory has in the end, one JSON document a run. */
  const dump = `
$state = [System.Collections.Generic.Dictionary[string, object]]::new()
$state['applications'] = [object[]] @($global:Directory.Applications | ForEach-Object {
    $one = [System.Collections.Generic.Dictionary[string, object]]::new()
    $one['appId'] = [string] $_.AppId; $one['name'] = [string] $_.DisplayName; $one['audience'] = [string] $_.SignInAudience
    $one['keys'] = [object[]] @($_.KeyCredentials | Where-Object { $_ } | ForEach-Object {
        $key = [System.Collections.Generic.Dictionary[string, string]]::new()
        $key['id'] = $_.KeyId; $key['name'] = $_.DisplayName; $key['thumbprint'] = [BitConverter]::ToString($_.CustomKeyIdentifier).Replace('-', '')
        $key
    })
    $one['access'] = [string[]] @($_.RequiredResourceAccess | Where-Object { $_ } | ForEach-Object { $api = $_.ResourceAppId; $_.ResourceAccess | ForEach-Object { "$api $($_.Type) $($_.Id)" } })
    $one
})
$state['principals'] = [string[]] @($global:Directory.ServicePrincipals | ForEach-Object { $_.AppId })
$state['grants'] = [string[]] @($global:Directory.Grants | ForEach-Object { "$($_.ResourceId) $($_.AppRoleId)" })
$state['roles'] = [string[]] @($global:Directory.Roles | ForEach-Object { "$($_.RoleDefinitionId) $($_.DirectoryScopeId)" })
$state['changes'] = [string[]] $global:Changes.ToArray()
'STATE ' + [System.Text.Json.JsonSerializer]::Serialize([object] $state, [type] $state.GetType(), [System.Text.Json.JsonSerializerOptions]::new())
`;

  /** Runs a script twice; gives what was there after each, and what went wrong. */
  async function runTwice(
    script: string,
    prelude = '',
  ): Promise<{ states: State[]; errors: readonly string[]; calls: readonly StubCall[] }> {
    const folder = mkdtempSync(join(root, 'run-'));
    writeFileSync(join(folder, 'setup.ps1'), `\uFEFF${script}`);
    writeFileSync(join(folder, 'dump.ps1'), dump);
    const both = `& '${folder}/setup.ps1' | Out-Null\n& '${folder}/dump.ps1'\n`;
    writeFileSync(join(folder, 'all.ps1'), `\uFEFF${prelude}\n${both}$global:Changes.Clear()\n${both}`);
    const result = await engine.ask<{ output: string[]; errors: string[] }>({
      do: 'run',
      file: join(folder, 'all.ps1'),
      before: tenant,
      environment: { PSModulePath: join(root, 'modules'), STUB_LOG: join(folder, 'calls') },
    });
    const states = result.output
      .filter((line) => line.startsWith('STATE '))
      .map((line) => JSON.parse(line.slice(6)) as State);
    const calls = readFileSync(join(folder, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as StubCall);
    return { states, errors: result.errors, calls };
  }

  const request = (changes: Partial<SetupRequest> = {}): SetupRequest => ({
    services: ['exchangeOnline'],
    application: { displayName: 'Mailbox report' },
    certificate: { subject: 'CN=Set-up', months: 12 },
    permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'Calendars.Read' }],
    role: 'Global Reader',
    ...changes,
  });

  const scriptFor = async (asked: SetupRequest) => setupScript(await planSetup(asked, bench.env), clouds.Global);

  it('make everything of the plan, once', async () => {
    const { states, errors } = await runTwice(await scriptFor(request()));
    assert.deepEqual(errors, []);
    const [first, second] = states;
    assert.deepEqual(first?.changes, [
      'New-SelfSignedCertificate KeyExchange 2048',
      'New-MgApplication',
      'Update-MgApplication KeyCredentials',
      'Update-MgApplication RequiredResourceAccess',
      'New-MgServicePrincipal',
      'New-MgServicePrincipalAppRoleAssignedTo',
      'New-MgServicePrincipalAppRoleAssignedTo',
      'New-MgRoleManagementDirectoryRoleAssignment',
    ]);
    const [made] = first?.applications ?? [];
    assert.deepEqual([made?.name, made?.audience, made?.keys.length], ['Mailbox report', 'AzureADMyOrg', 1]);
    assert.deepEqual(made?.access, [
      `${resourceAppIds.exchangeOnline} Role ${manageAsApp}`,
      `${resourceAppIds.graph} Role ${calendarsRead}`,
    ]);
    assert.ok(first?.principals.includes(made?.appId ?? ''));
    assert.deepEqual(first?.grants, [`exchange ${manageAsApp}`, `graph ${calendarsRead}`]);
    assert.deepEqual(first?.roles, [`${globalReader} /`]);
    assert.deepEqual(second, { ...first, changes: [] }, 'the second run changes nothing');
  });

  it('sign in to every cloud with what the plan takes', async () => {
    const plan = await planSetup(request(), bench.env);
    const expected: Readonly<Record<string, string | undefined>> = {
      Global: undefined,
      USGov: 'USGov',
      USGovDoD: 'USGovDoD',
      China: 'China',
      Custom: 'EntraCertAuth',
    };
    for (const cloud of everyCloud) {
      const { calls, errors } = await runTwice(setupScript(plan, cloud));
      assert.deepEqual(errors, [], cloud.id);
      const { parameters } = calls.find(({ command }) => command === 'Connect-MgGraph') ?? {};
      assert.equal(parameters?.Environment, expected[cloud.id], cloud.id);
      assert.equal(parameters?.TenantId, plan.tenantId);
      assert.match(parameters?.Scopes ?? '', /^Application\.ReadWrite\.All .*RoleManagement\.ReadWrite\.Directory$/);
      assert.equal(calls.at(-1)?.command, 'Disconnect-MgGraph');
    }
  });

  it('keep the certificates and requests an application has', async () => {
    const material = await generateCertificate({ subject: "CN=Vault's" }, { clock: new ManualClock(new Date()) });
    await bench.vault.add(material);
    const { appId } = await createApplication(bench.env.directory, { displayName: 'Older' });
    const prelude = `
Get-MgServicePrincipal -Filter "appId eq 'none'" | Out-Null
function Get-Made([string] $Name) {
    $rsa = [System.Security.Cryptography.RSA]::Create(2048)
    $made = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$Name", $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1).CreateSelfSigned([DateTimeOffset]::Now, [DateTimeOffset]::Now.AddDays(1))
    [pscustomobject] @{ KeyId = "key $Name"; Type = 'AsymmetricX509Cert'; Usage = 'Verify'; Key = $made.RawData; CustomKeyIdentifier = $made.GetCertHash(); DisplayName = $Name }
}
$global:Directory.Applications = @([pscustomobject] @{ Id = 'object'; AppId = '${appId}'; DisplayName = 'Older'; SignInAudience = 'AzureADMyOrg'; Tags = @()
    KeyCredentials = @((Get-Made 'first'), (Get-Made 'second'))
    RequiredResourceAccess = @([pscustomobject] @{ ResourceAppId = '${resourceAppIds.graph}'; ResourceAccess = @([pscustomobject] @{ Id = 'delegated'; Type = 'Scope' }) }) })
`;
    const script = await scriptFor(
      request({ application: { appId }, certificate: { thumbprint: thumbprintOf(material.certificate) } }),
    );
    const { states, errors } = await runTwice(script, prelude);
    assert.deepEqual(errors, []);
    const [first, second] = states;
    const [application] = first?.applications ?? [];
    assert.deepEqual(
      application?.keys.slice(0, 2).map(({ id, name }) => [id, name]),
      [
        ['key first', 'first'],
        ['key second', 'second'],
      ],
    );
    assert.equal(application?.keys[2]?.thumbprint, thumbprintOf(material.certificate));
    assert.deepEqual(application?.access, [
      `${resourceAppIds.graph} Scope delegated`,
      `${resourceAppIds.graph} Role ${calendarsRead}`,
      `${resourceAppIds.exchangeOnline} Role ${manageAsApp}`,
    ]);
    assert.ok(!first?.changes.includes('New-MgApplication'));
    assert.deepEqual(second, { ...first, changes: [] });
    const lost = await runTwice(script, `${prelude}\n$global:Directory.Forgets = 'first'`);
    assert.match(lost.errors[0] ?? '', /removed 1 certificates/);
  });

  it('leave an application of the same name alone that no set-up made', async () => {
    const { states, errors } = await runTwice(
      await scriptFor(request()),
      `$global:Directory.Applications = @([pscustomobject] @{ Id = 'theirs'; AppId = 'theirs'; DisplayName = 'Mailbox report'; Tags = @(); KeyCredentials = @(); RequiredResourceAccess = @() })`,
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(
      states[1]?.applications.map(({ appId, keys }) => [appId === 'theirs', keys.length]),
      [
        [true, 0],
        [false, 1],
      ],
    );
  });

  it('make applications that are called exactly as asked', async () => {
    let made = 0;
    for (const name of nastyNames) {
      let script: string;
      try {
        script = await scriptFor(
          request({ application: { displayName: name }, certificate: { subject: `CN=${'x'}`, months: 1 } }),
        );
      } catch (error) {
        // Names the directory would refuse are refused before anything is planned.
        assert.ok(isDomainError(error, 'InvalidInput'), String(error));
        continue;
      }
      const { states, errors } = await runTwice(script);
      assert.deepEqual(errors, [], name);
      assert.deepEqual(
        states.map(({ applications }) => applications.map((application) => application.name)),
        [[name], [name]],
      );
      made++;
    }
    assert.ok(made >= 8, `only ${made} names were tried`);
  });
});
