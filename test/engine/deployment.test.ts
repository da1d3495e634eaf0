import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCertificate } from '../../src/core/certificates/generate.ts';
import { encodePfx } from '../../src/core/certificates/pfx.ts';
import { thumbprintOf } from '../../src/core/certificates/thumbprint.ts';
import { movePackage } from '../../src/core/deployment/movePackage.ts';
import { type MoveFileId, type MoveRequest, moveTargets } from '../../src/core/deployment/moveTypes.ts';
import { scheduledTaskScript } from '../../src/core/deployment/scheduledTask.ts';
import type { ScheduledTaskRequest } from '../../src/core/deployment/scheduledTaskTypes.ts';
import { automationAssetName } from '../../src/core/services/automationAssetName.ts';
import { serviceById } from '../../src/core/services/index.ts';
import { ManualClock } from '../../src/core/shared/memory.ts';
import type { EngineParse } from './agreement.ts';
import { deploymentStubs } from './deploymentStubs.ts';
import { type Engine, engineOrSkip } from './engine.ts';
import { everyCloud } from './everyCloud.ts';
import { nastyNames } from './nastyNames.ts';
import { type StubCall, writeStubModules } from './stubModules.ts';

const password = "p'a$w`0rd";

interface Run {
  readonly output: readonly string[];
  readonly errors: readonly string[];
  readonly calls: readonly StubCall[];
}

describe('scripts for other computers in a real engine', () => {
  let engine: Engine;
  let root: string;
  let thumbprint: string;

  before(async function () {
    this.timeout(180_000);
    engine = await engineOrSkip(this);
    root = mkdtempSync(join(tmpdir(), 'deployment-'));
    writeStubModules(join(root, 'modules'), deploymentStubs);
    const material = await generateCertificate({ subject: 'CN=Moved' }, { clock: new ManualClock(new Date()) });
    thumbprint = thumbprintOf(material.certificate);
    writeFileSync(join(root, 'mine.pfx'), await encodePfx(material, { password, encryption: 'tripledes' }));
    const other = await generateCertificate({ subject: 'CN=Other' }, { clock: new ManualClock(new Date()) });
    writeFileSync(join(root, 'other.pfx'), await encodePfx(other, { password, encryption: 'tripledes' }));
  });

  after(async () => {
    await engine?.stop();
    if (root !== undefined) {
      rmSync(root, { recursive: true, force: true });
    }
  });

  /** A computer with a certificate store, keys in files and the accounts' programs, as far as the scripts touch them. */
  const windows = `
function global:Get-Item {
    [CmdletBinding()] param([string] $LiteralPath)
    if ($LiteralPath -eq "$global:ImportedInto\\$($global:ImportedCertificate.Thumbprint)") { return $global:ImportedCertificate }
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new("Cannot find path $LiteralPath"), 'PathNotFound', 'ObjectNotFound', $LiteralPath))
}
function global:Test-Path {
    [CmdletBinding()] param([string] $LiteralPath)
    $LiteralPath -like '*MachineKeys*' -or $LiteralPath -notlike '/*' -or [System.IO.File]::Exists($LiteralPath) -or $LiteralPath -like '*.exe'
}
function global:icacls.exe { $global:LASTEXITCODE = 0; $global:Granted = $args }
function global:Get-Credential([string] $UserName, [string] $Message) {
    [pscredential]::new($UserName, [System.Net.NetworkCredential]::new('', 'the password').SecurePassword)
}
function global:Get-AzContext { }
$global:Secure = [System.Net.NetworkCredential]::new('', ${`'${password.replaceAll("'", "''")}'`}).SecurePassword
`;

  /** Runs a script as a file with these arguments; what they name is trusted. */
  async function run(text: string, args = '', more: Record<string, string> = {}): Promise<Run & { granted: string[] }> {
    const folder = mkdtempSync(join(root, 'run-'));
    const file = join(folder, 'script.ps1');
    writeFileSync(file, `\uFEFF${text}`);
    writeFileSync(
      join(folder, 'all.ps1'),
      `$global:Granted = $null\n& '${file}' ${args}\nif ($global:Granted) { $global:Granted | ForEach-Object { "granted: $_" } }\n`,
    );
    const result = await engine.ask<Run>({
      do: 'run',
      file: join(folder, 'all.ps1'),
      before: windows,
      environment: {
        PSModulePath: join(root, 'modules'),
        STUB_LOG: join(folder, 'calls'),
        ProgramData: '/ProgramData',
        ProgramFiles: '/Program Files',
        SystemRoot: '/Windows',
        STUB_TASK_RESULT: '0',
        ...more,
      },
    });
    const log = join(folder, 'calls');
    const calls = existsSync(log)
      ? readFileSync(log, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as StubCall)
      : [];
    const granted = result.output.filter((line) => line.startsWith('granted: ')).map((line) => line.slice(9));
    return { ...result, calls, granted };
  }

  const request = (target: MoveRequest['target'], changes: Partial<MoveRequest> = {}, name = 'Mailbox report') => ({
    target,
    service: serviceById('exchangeOnline'),
    facts: {
      cloud: everyCloud[0]!,
      tenantId: '11111111-1111-4111-8111-111111111111',
      domain: 'contoso.onmicrosoft.com',
      appId: '22222222-2222-4222-8222-222222222222',
      thumbprint,
      applicationName: name,
    },
    account: 'CONTOSO\\svc$',
    scriptName: 'report.ps1',
    ...changes,
  });

  const fileOf = (asked: MoveRequest, id: MoveFileId) =>
    movePackage(asked).files.find((file) => file.id === id)?.text ?? '';

  const given = (file = 'mine.pfx') => `-Path '${join(root, file)}' -Password $global:Secure`;
  const named = (calls: readonly StubCall[], command: string) => calls.filter((call) => call.command === command);

  describe('import', () => {
    it('the PFX for the account that runs them, and delete it when told to', async () => {
      const text = fileOf(request('windows'), 'import');
      const result = await run(text, given());
      assert.deepEqual(result.errors, []);
      const [call] = named(result.calls, 'Import-PfxCertificate');
      assert.equal(call?.parameters.CertStoreLocation, 'Cert:\\CurrentUser\\My');
      assert.equal(call?.parameters.FilePath, join(root, 'mine.pfx'));
      assert.equal(call?.parameters.Exportable, undefined, 'the key stays there');
      assert.deepEqual(result.granted, []);
      assert.ok(result.output.at(-1)?.includes(thumbprint));
      assert.ok(existsSync(join(root, 'mine.pfx')));
      writeFileSync(join(root, 'copy.pfx'), readFileSync(join(root, 'mine.pfx')));
      assert.deepEqual((await run(text, `${given('copy.pfx')} -RemoveFile`)).errors, []);
      assert.ok(!existsSync(join(root, 'copy.pfx')));
    });

    it('the PFX for the computer, and let one account read the key', async () => {
      const result = await run(fileOf(request('serviceAccount'), 'import'), given());
      assert.deepEqual(result.errors, []);
      assert.equal(
        named(result.calls, 'Import-PfxCertificate')[0]?.parameters.CertStoreLocation,
        'Cert:\\LocalMachine\\My',
      );
      assert.equal(result.granted[1], '/grant');
      assert.equal(result.granted[2], 'CONTOSO\\svc$:(R)');
      const system = await run(
        fileOf(request('serviceAccount', { account: 'nt authority\\system' }), 'import'),
        given(),
      );
      assert.equal(system.granted[2], '*S-1-5-18:(R)', 'in every language of Windows');
    });

    it('nothing else than the certificate they are for', async () => {
      for (const target of ['windows', 'serviceAccount', 'azureAutomation'] as const) {
        const azure = target === 'azureAutomation' ? '-ResourceGroupName r -AutomationAccountName a ' : '';
        const { errors, granted } = await run(fileOf(request(target), 'import'), azure + given('other.pfx'));
        assert.match(errors[0] ?? '', /another certificate/, target);
        assert.deepEqual(granted, []);
      }
      assert.match(
        (await run(fileOf(request('windows'), 'import'), `-Path '/nowhere.pfx'`)).errors[0] ?? '',
        /no file/,
      );
    });

    it('whatever application and account are called', async () => {
      const possible = nastyNames.filter((name) => !/["\\/:;|,<>*?=+\p{Cc}]/u.test(name) && name.length < 200);
      assert.ok(possible.length >= 4);
      for (const name of nastyNames) {
        const account = possible.includes(name) ? name : 'svc';
        const result = await run(fileOf(request('serviceAccount', { account }, name), 'import'), given());
        assert.deepEqual(result.errors, [], name);
        assert.equal(result.granted[2], `${account}:(R)`);
      }
    });

    it('into an Automation account, new or again, under the name the runbook asks for', async () => {
      for (const name of ['Mailbox report', nastyNames.slice(0, 7).join(' '), nastyNames.slice(7, 14).join(' ')]) {
        const asked = request('azureAutomation', {}, name);
        const result = await run(fileOf(asked, 'import'), `-ResourceGroupName r -AutomationAccountName a ${given()}`);
        assert.deepEqual(result.errors, [], name);
        const [call] = named(result.calls, 'New-AzAutomationCertificate');
        assert.equal(call?.parameters.Name, automationAssetName(asked.facts), name);
        assert.deepEqual([call.parameters.ResourceGroupName, call.parameters.AutomationAccountName], ['r', 'a']);
        assert.equal(call.parameters.Exportable, 'True');
        const runbook = await run(fileOf(asked, 'connection'), '', {
          STUB_ASSET: join(root, 'mine.pfx'),
          STUB_ASSET_PASSWORD: password,
        });
        assert.equal(named(runbook.calls, 'Get-AutomationCertificate')[0]?.parameters.Name, call.parameters.Name);
      }
      const again = await run(
        fileOf(request('azureAutomation'), 'import'),
        `-ResourceGroupName r -AutomationAccountName a ${given()}`,
        {},
      );
      assert.equal(named(again.calls, 'Set-AzAutomationCertificate').length, 0);
      const replaced = await run(
        `$global:StoredAsset = [pscustomobject] @{ Thumbprint = 'older' }\n& {\n${fileOf(request('azureAutomation'), 'import')}\n} -ResourceGroupName r -AutomationAccountName a ${given()}`,
      );
      assert.deepEqual(replaced.errors, []);
      assert.equal(named(replaced.calls, 'Set-AzAutomationCertificate')[0]?.parameters.Exportable, 'True');
    });
  });

  it('start a script in a container with what is mounted', async () => {
    const possible = nastyNames.filter((each) => !/[/\p{Cc}]/u.test(each) && each.length < 200);
    for (const name of ['report.ps1', ...possible.map((each) => `${each}.ps1`)]) {
      const folder = mkdtempSync(join(root, 'container-'));
      writeFileSync(join(folder, 'start.ps1'), `\uFEFF${fileOf(request('container', { scriptName: name }), 'start')}`);
      writeFileSync(
        join(folder, name),
        `[System.IO.File]::WriteAllText((Join-Path $PSScriptRoot 'seen'), "$env:ENTRA_CERTIFICATE_PATH|$env:ENTRA_CERTIFICATE_PASSWORD")`,
      );
      mkdirSync(join(folder, 'secrets'));
      writeFileSync(join(folder, 'secrets/entra_certificate'), 'pfx');
      const start = `& '${folder}/start.ps1' -Secrets '${folder}/secrets'`;
      assert.match((await run(start)).errors[0] ?? '', /entra_certificate_password is not mounted/);
      writeFileSync(join(folder, 'secrets/entra_certificate_password'), `${password}\n`);
      const result = await run(start);
      assert.deepEqual(result.errors, [], name);
      assert.equal(readFileSync(join(folder, 'seen'), 'utf8'), `${folder}/secrets/entra_certificate|${password}`);
    }
  });

  it('are read without an error for every place, service and name', async () => {
    for (const target of Object.keys(moveTargets) as (keyof typeof moveTargets)[]) {
      for (const name of nastyNames) {
        for (const { text, language, name: file } of movePackage(request(target, { scriptName: name }, name)).files) {
          if (language === 'powershell') {
            const { errors } = await engine.ask<EngineParse>({ do: 'parse', text });
            assert.deepEqual(errors, [], `${target} ${file} ${name}`);
          }
        }
      }
    }
  });

  describe('register a task', () => {
    const task = (changes: Partial<ScheduledTaskRequest> = {}) =>
      scheduledTaskScript({
        scheduler: 'windows',
        name: 'Mailbox report',
        script: 'C:\\Scripts\\report.ps1',
        thumbprint,
        applicationName: 'Mailbox report',
        time: '03:15',
        days: [],
        limitHours: 2,
        account: 'managed',
        accountName: 'CONTOSO\\svc$',
        shell: 'pwsh',
        ...changes,
      }).text;

    it('for a managed account also where its dollar sign was forgotten', () => {
      const accountIn = (changes: Partial<ScheduledTaskRequest>) => /^\$account = (.*)$/m.exec(task(changes))?.[1];
      assert.equal(accountIn({ accountName: 'CONTOSO\\svc' }), "'CONTOSO\\svc$'");
      assert.equal(accountIn({ accountName: 'CONTOSO\\svc$' }), "'CONTOSO\\svc$'");
      assert.equal(accountIn({ accountName: 'CONTOSO\\ada', account: 's4u' }), "'CONTOSO\\ada'");
    });

    it('after a task of the same account has looked at the certificate', async () => {
      const { calls, errors, output } = await run(task());
      assert.deepEqual(errors, []);
      assert.deepEqual(
        calls.map(({ command }) => command),
        [
          'New-ScheduledTaskPrincipal',
          'New-ScheduledTaskAction',
          'New-ScheduledTaskSettingsSet',
          'Register-ScheduledTask',
          'Start-ScheduledTask',
          'Get-ScheduledTaskInfo',
          'Unregister-ScheduledTask',
          'New-ScheduledTaskAction',
          'New-ScheduledTaskTrigger',
          'New-ScheduledTaskSettingsSet',
          'Register-ScheduledTask',
        ],
      );
      const [trial, registered] = named(calls, 'Register-ScheduledTask');
      assert.equal(trial?.parameters.TaskName, 'Mailbox report (check)');
      assert.equal(named(calls, 'Unregister-ScheduledTask')[0]?.parameters.TaskName, 'Mailbox report (check)');
      assert.deepEqual(registered?.parameters, {
        TaskPath: '\\Entra Cert Auth\\',
        TaskName: 'Mailbox report',
        Description: `Mailbox report: signs in with the certificate ${thumbprint}.`,
        Action: 'the action',
        Trigger: 'the trigger',
        Settings: 'the settings',
        Principal: 'the principal',
        Force: 'True',
      });
      const action = named(calls, 'New-ScheduledTaskAction')[1]?.parameters;
      assert.match(action?.Execute ?? '', /PowerShell\\7\\pwsh\.exe$/);
      assert.match(action?.Argument ?? '', /^-NoProfile -NonInteractive .*-File "C:\\Scripts\\report\.ps1"$/);
      assert.equal(action?.WorkingDirectory, 'C:\\Scripts');
      const settings = named(calls, 'New-ScheduledTaskSettingsSet')[1]?.parameters;
      assert.deepEqual([settings?.ExecutionTimeLimit, settings?.MultipleInstances], ['02:00:00', 'IgnoreNew']);
      const principal = named(calls, 'New-ScheduledTaskPrincipal')[0]?.parameters;
      assert.deepEqual([principal?.UserId, principal?.LogonType], ['CONTOSO\\svc$', 'Password']);
      assert.match(output.at(-1) ?? '', /^Start-ScheduledTask -TaskPath/);
    });

    it('as every kind of account, daily or weekly, in both PowerShells', async () => {
      const system = await run(task({ account: 'system', days: ['monday', 'friday'], shell: 'powershell' }));
      assert.deepEqual(system.errors, []);
      const principal = named(system.calls, 'New-ScheduledTaskPrincipal')[0]?.parameters;
      assert.deepEqual([principal?.UserId, principal?.LogonType], ['S-1-5-18', 'ServiceAccount']);
      assert.equal(named(system.calls, 'New-ScheduledTaskTrigger')[0]?.parameters.DaysOfWeek, 'Monday Friday');
      assert.match(
        named(system.calls, 'New-ScheduledTaskAction')[1]?.parameters.Execute ?? '',
        /WindowsPowerShell\\v1\.0\\powershell\.exe$/,
      );
      const s4u = await run(task({ account: 's4u' }));
      assert.equal(named(s4u.calls, 'New-ScheduledTaskPrincipal')[0]?.parameters.LogonType, 'S4U');
      const asked = await run(task({ account: 'password' }));
      assert.deepEqual(asked.errors, []);
      const { User, Password, Principal } = named(asked.calls, 'Register-ScheduledTask')[1]?.parameters ?? {};
      assert.deepEqual([User, Password, Principal], ['CONTOSO\\svc$', 'the password', undefined]);
    });

    it('or none, when the account cannot use the certificate', async () => {
      for (const [result, why] of [
        ['11', /does not see the certificate/],
        ['12', /no private key/],
        ['13', /has expired/],
        ['14', /cannot use the private key/],
        ['2147942402', /did not run/],
      ] as const) {
        const { calls, errors } = await run(task(), '', { STUB_TASK_RESULT: result });
        assert.match(errors[0] ?? '', why);
        assert.equal(named(calls, 'Register-ScheduledTask').length, 1, 'only the check');
        assert.equal(named(calls, 'Unregister-ScheduledTask').length, 1, 'which is gone');
      }
    });

    it('and take it away again', async () => {
      const { calls, errors } = await run(task(), '-Remove');
      assert.deepEqual(errors, []);
      assert.deepEqual(
        calls.map(({ command, parameters }) => [command, parameters]),
        [
          [
            'Unregister-ScheduledTask',
            { TaskPath: '\\Entra Cert Auth\\', TaskName: 'Mailbox report', Confirm: 'False' },
          ],
        ],
      );
    });

    it('whatever task, script and account are called', async () => {
      for (const name of nastyNames) {
        const script = `C:\\${name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '').slice(0, 150)}\\run.ps1`;
        const account = name.replaceAll(/["\\/[\]:;|=,+*?<>@\p{Cc}]/gu, '').slice(0, 20) || 'svc';
        const { calls, errors } = await run(
          task({ name, applicationName: name, script, account: 's4u', accountName: account }),
        );
        assert.deepEqual(errors, [], name);
        const registered = named(calls, 'Register-ScheduledTask')[1]?.parameters;
        assert.doesNotMatch(registered?.TaskName ?? '', /^$|[\\/:*?"<>|]/, name);
        const argument = named(calls, 'New-ScheduledTaskAction')[1]?.parameters.Argument ?? '';
        const encoded = /-EncodedCommand (\S+)$/.exec(argument)?.[1];
        if (encoded === undefined) {
          assert.ok(argument.endsWith(`-File "${script}"`), argument);
          assert.doesNotMatch(argument, /%|\$\(/);
        } else {
          const text = Buffer.from(encoded, 'base64').toString('utf16le');
          const parsed = await engine.ask<EngineParse>({ do: 'parse', text });
          assert.deepEqual(parsed.errors, []);
          assert.match(text, /; exit \$LASTEXITCODE$/);
        }
        assert.equal(named(calls, 'New-ScheduledTaskPrincipal')[0]?.parameters.UserId, account.trim());
      }
    });

    it('with a check that tells what an account sees', async () => {
      const { calls } = await run(task());
      const argument = named(calls, 'New-ScheduledTaskAction')[0]?.parameters.Argument ?? '';
      const text = Buffer.from(argument.split(' ').at(-1) ?? '', 'base64').toString('utf16le');
      const certificate = `[System.Security.Cryptography.X509Certificates.X509Certificate2]::new('${join(root, 'mine.pfx')}', '${password.replaceAll("'", "''")}')`;
      const cases: readonly (readonly [store: string, exitCode: number])[] = [
        [`if ($LiteralPath -like 'Cert:\\LocalMachine\\My\\${thumbprint}') { ${certificate} }`, 0],
        [`if ($LiteralPath -like 'Cert:\\CurrentUser\\My\\${thumbprint}') { ${certificate} }`, 0],
        ['', 11],
        [
          `$public = ${certificate}; [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($public.RawData)`,
          12,
        ],
        [`[pscustomobject] @{ HasPrivateKey = $true; NotAfter = [datetime]::Now.AddDays(-1) }`, 13],
        [`[pscustomobject] @{ HasPrivateKey = $true; NotAfter = [datetime]::Now.AddDays(1) }`, 14],
      ];
      for (const [store, exitCode] of cases) {
        const check = join(root, 'check.ps1');
        writeFileSync(check, `\uFEFFfunction Get-Item([string] $LiteralPath) { ${store} }\n${text}`);
        const file = join(root, 'start-check.ps1');
        writeFileSync(file, `& '${check}'\n[System.Environment]::Exit($LASTEXITCODE)\n`);
        const { file: shell, args } = engine.shell;
        const ended = spawnSync(shell, [...args, '-NoProfile', '-File', file], { encoding: 'utf8' });
        assert.equal(ended.status, exitCode, `${store}\n${ended.stdout}${ended.stderr}`);
      }
    });
  });
});
