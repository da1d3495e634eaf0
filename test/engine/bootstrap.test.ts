import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCertificate } from '../../src/core/certificates/generate.ts';
import { thumbprintOf } from '../../src/core/certificates/thumbprint.ts';
import type { CertificateMaterial } from '../../src/core/certificates/types.ts';
import { type BootstrapOptions, bootstrapScript } from '../../src/core/hosting/bootstrap.ts';
import { type HandOver, prepareHandOver, startArguments } from '../../src/core/hosting/handOver.ts';
import { handOverVariable } from '../../src/core/hosting/handOverNames.ts';
import { clouds } from '../../src/core/identity/clouds.ts';
import { serviceById, services } from '../../src/core/services/index.ts';
import type { ServiceDefinition } from '../../src/core/services/types.ts';
import { ManualClock } from '../../src/core/shared/memory.ts';
import type { EngineParse } from './agreement.ts';
import { type Engine, howToGetAnEngine, startEngine } from './engine.ts';
import { everyCloud } from './everyCloud.ts';
import { nastyNames } from './nastyNames.ts';
import { type StubCall, writeStubModules } from './stubModules.ts';

interface Run {
  readonly host: readonly string[];
  readonly output: readonly string[];
  readonly errors: readonly string[];
  readonly variables: readonly { readonly name: string; readonly new: boolean; readonly value: string }[];
  readonly environment: Readonly<Record<string, string>>;
}

type Material = CertificateMaterial & { readonly privateKey: string };

const words = {
  connected: ['Connected.', 'Connected too.'],
  blocked: 'The language is constrained.',
  failed: 'Connecting failed.',
  joint: 'Several modules in one process.',
  ended: 'Ended with {0} after {1} s.',
};

const connectable = services.filter(({ certificateForm }) => certificateForm !== 'none');

describe('a terminal connected by a real engine', () => {
  let engine: Engine;
  let root: string;
  let material: Material;

  before(async function () {
    const started = await startEngine();
    if (started === undefined) {
      console.log(`    skipped: ${howToGetAnEngine}`);
      this.skip();
    }
    engine = started;
    material = (await generateCertificate(
      { subject: 'CN=Bootstrap' },
      { clock: new ManualClock(new Date()) },
    )) as Material;
  });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
    mkdirSync(join(root, 'modules'));
    mkdirSync(join(root, 'tmp'));
    writeStubModules(join(root, 'modules'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));
  after(() => engine?.stop());

  interface Prepared {
    readonly handOver: HandOver;
    readonly script: string;
    readonly text: string;
    /** Everything nobody may find afterwards. */
    readonly secrets: readonly string[];
  }

  async function prepare(
    services: readonly ServiceDefinition[],
    changes: Partial<BootstrapOptions> = {},
  ): Promise<Prepared> {
    const handOver = await prepareHandOver({
      material,
      platform: 'linux',
      temporaryFolder: join(root, 'tmp'),
      processId: process.pid,
    });
    const half = readFileSync(handOver.files.half, 'utf8');
    const text = bootstrapScript({
      services,
      facts: { ...facts(), applicationName: 'Mailbox report' },
      platform: 'linux',
      files: handOver.files,
      words,
      ...changes,
    });
    const secrets = [half, ...Object.values(handOver.environment), material.privateKey.split('\n')[3] ?? ''];
    return { handOver, script: await handOver.writeScript(text), text, secrets };
  }

  const facts = () => ({
    cloud: clouds.Global,
    tenantId: '11111111-1111-4111-8111-111111111111',
    domain: 'contoso.onmicrosoft.com',
    appId: '22222222-2222-4222-8222-222222222222',
    thumbprint: thumbprintOf(material.certificate),
  });

  const environment = ({ handOver }: Prepared, more: Record<string, string> = {}) => ({
    ...handOver.environment,
    PSModulePath: join(root, 'modules'),
    STUB_LOG: join(root, 'calls'),
    STUB_FOLDER: handOver.files.folder,
    ...more,
  });

  const run = (prepared: Prepared, more: Record<string, string> = {}, before = '') =>
    engine.ask<Run>({ do: 'run', file: prepared.script, before, environment: environment(prepared, more) });

  function calls(): readonly StubCall[] {
    const log = join(root, 'calls');
    return existsSync(log)
      ? readFileSync(log, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as StubCall)
      : [];
  }

  function nothingIsLeft(result: Run, { secrets, handOver }: Prepared): void {
    assert.deepEqual(
      result.variables.filter(
        ({ name }) => /^entraCert/i.test(name) || /^(certificate|password|parameters)/i.test(name),
      ),
      [],
    );
    const found = result.variables.filter(
      ({ name, value, ...rest }) =>
        secrets.some((secret) => value.includes(secret)) ||
        (rest.new && /X509|SecureString|RSA/.test(value) && name !== 'Error'),
    );
    assert.deepEqual(found, [], 'in a variable');
    assert.equal(result.environment[handOverVariable], undefined, 'in the environment');
    const text = JSON.stringify([result.environment, result.host, result.output, result.errors]);
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
    );
    assert.equal(existsSync(handOver.files.folder), false, 'on the disk');
  }

  for (const service of connectable) {
    it(`hands ${service.name} a certificate that signs, and leaves nothing behind`, async () => {
      const prepared = await prepare([service]);
      const result = await run(prepared);
      assert.deepEqual(result.errors, []);
      assert.deepEqual(result.host, ['Connected.']);
      nothingIsLeft(result, prepared);
      const made = calls();
      const connect = made.find(({ command }) => command === service.connectCommand);
      assert.deepEqual(connect?.certificate, { thumbprint: facts().thumbprint, signs: true });
      assert.equal(connect.variable, null, 'what a module starts inherits nothing');
      assert.deepEqual(connect.files, service.certificateForm === 'file' ? ['certificate.pfx', 'connect.ps1'] : []);
      assert.equal(made.at(-1)?.command, service.disconnectCommand, 'signs out when the session ends');
    });
  }

  it('connects in every cloud, all services in one process', async () => {
    for (const cloud of everyCloud) {
      const prepared = await prepare(connectable, { facts: { ...facts(), cloud } });
      const result = await run(prepared);
      assert.deepEqual([result.errors, result.host.length], [[], 1 + connectable.length], cloud.id);
      const made = calls();
      for (const service of connectable) {
        const connect = made.findLast(({ command }) => command === service.connectCommand);
        assert.deepEqual(connect?.certificate, { thumbprint: facts().thumbprint, signs: true }, service.id);
      }
      nothingIsLeft(result, prepared);
    }
  });

  it('takes every name for what it is', async () => {
    // Several at once: one that got out would take the others along.
    for (const name of [0, 5, 10].map((start) => nastyNames.slice(start, start + 5).join(' '))) {
      const service = serviceById('exchangeOnline');
      const prepared = await prepare([service], {
        facts: { ...facts(), domain: name, applicationName: name },
        words: { ...words, connected: [`Connected as ${name}`], failed: name, blocked: name },
      });
      const parsed = await engine.ask<EngineParse>({ do: 'parse', text: prepared.text.replace('\uFEFF', '') });
      assert.deepEqual(parsed.errors, [], name);
      const result = await run(prepared);
      assert.deepEqual(result.errors, [], name);
      assert.equal(result.host.length, 1, JSON.stringify(result.host));
      const connect = calls().findLast(({ command }) => command === service.connectCommand);
      assert.equal(connect?.parameters.Organization, name);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
      assert.doesNotMatch(result.host.join(''), /[\u0000-\u001f\u202e]/, 'nothing acts on the terminal');
      nothingIsLeft(result, prepared);
    }
  });

  it('leaves nothing when connecting fails', async () => {
    for (const service of connectable) {
      const prepared = await prepare([service]);
      const result = await run(prepared, { STUB_FAILS: service.connectCommand });
      assert.deepEqual(result.host, ['Connecting failed.', 'AADSTS700027: the service said no.']);
      nothingIsLeft(result, prepared);
    }
  });

  it('leaves nothing when the module is missing or the certificate does not open', async () => {
    const service = serviceById('sharePoint');
    const missing = await prepare([service]);
    rmSync(join(root, 'modules', service.module.name), { recursive: true });
    const result = await run(missing);
    assert.equal(result.host[0], 'Connecting failed.');
    nothingIsLeft(result, missing);

    const damaged = await prepare([serviceById('graph')]);
    writeFileSync(damaged.handOver.files.half, 'other');
    const failed = await run(damaged);
    assert.equal(failed.host[0], 'Connecting failed.');
    nothingIsLeft(failed, damaged);
  });

  it('says what is blocked in constrained language mode, and leaves nothing', async () => {
    const prepared = await prepare([serviceById('graph')]);
    const result = await run(prepared, {}, "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'");
    assert.ok(result.host.includes('The language is constrained.'), JSON.stringify(result));
    assert.deepEqual(calls(), []);
    assert.equal(existsSync(prepared.handOver.files.folder), false);
    assert.equal(result.environment[handOverVariable], undefined);
  });

  it('takes the certificate from the Windows certificate store when it is there', async () => {
    for (const service of services) {
      const prepared = await prepare([service], { platform: 'win32' });
      const store = 'function global:Get-Item { [pscustomobject] @{ HasPrivateKey = $true } }';
      const result = await run(prepared, {}, store);
      assert.deepEqual([result.errors, result.host], [[], ['Connected.']], service.id);
      const connect = calls().find(({ command }) => command === service.connectCommand);
      const { CertificateThumbprint, Thumbprint } = connect?.parameters ?? {};
      assert.equal(CertificateThumbprint ?? Thumbprint, facts().thumbprint);
      assert.equal(connect?.certificate, undefined);
      assert.deepEqual(connect?.files, []);
      nothingIsLeft(result, prepared);
      rmSync(join(root, 'calls'));
    }
  });

  it('hands the certificate over on Windows when it is not in the store', async () => {
    const service = serviceById('teams');
    const prepared = await prepare([service], { platform: 'win32' });
    const result = await run(prepared);
    assert.deepEqual(result.host, ['Connected.']);
    assert.equal(calls()[0]?.certificate?.signs, true);
    nothingIsLeft(result, prepared);
  });

  it('loads the profile when there is nothing to inherit any more, and before connecting', async () => {
    const profile = join(root, 'profile.ps1');
    const seen = join(root, 'seen');
    writeFileSync(
      profile,
      `function global:Get-Mine { 'mine' }\n[System.IO.File]::WriteAllText('${seen}', "$env:${handOverVariable}|$([System.IO.File]::Exists($env:STUB_LOG))")\nthrow 'a broken profile'\n`,
    );
    const prepared = await prepare([serviceById('graph')]);
    const result = await run(
      prepared,
      {},
      `$global:PROFILE = [pscustomobject] @{ CurrentUserAllHosts = '${profile}' }`,
    );
    assert.equal(readFileSync(seen, 'utf8'), '|False');
    assert.deepEqual(result.host, ['WARNING: a broken profile', 'Connected.']);
    nothingIsLeft(result, prepared);
  });

  describe('runs a script', () => {
    const graph = serviceById('graph');
    const runs = async (script: string, services = [graph], more: Record<string, string> = {}) => {
      const path = join(root, "it's a script.ps1");
      const report = join(root, 'report');
      writeFileSync(path, script);
      const prepared = await prepare(services, { run: { script: path, report } });
      const result = await run(prepared, more);
      nothingIsLeft(result, prepared);
      return { result, report: existsSync(report) ? readFileSync(report, 'utf8').trim() : undefined };
    };

    it('and tells its exit code and duration', async () => {
      const { result, report } = await runs('"done"; exit 3');
      assert.deepEqual(result.output, ['done']);
      assert.match(report ?? '', /^3 \d+$/);
      assert.match(result.host.at(-1) ?? '', /^Ended with 3 after \d+\.\d s\.$/);
    });

    it('that fails', async () => {
      const { result, report } = await runs("throw 'my mistake'");
      assert.match(report ?? '', /^1 \d+$/);
      assert.ok(result.host.some((line) => line.includes('my mistake')));
    });

    it('only when connecting worked', async () => {
      const { result, report } = await runs('"ran"', [graph], { STUB_FAILS: 'Connect-MgGraph' });
      assert.deepEqual([result.output, report], [[], 'failed']);
    });

    it('with several services in one process, saying so', async () => {
      const { result } = await runs('', [graph, serviceById('exchangeOnline')]);
      assert.deepEqual(result.host.slice(0, 3), [
        'WARNING: Several modules in one process.',
        'Connected.',
        'Connected too.',
      ]);
    });
  });

  describe('as a process', () => {
    let child: ChildProcessWithoutNullStreams | undefined;
    let output = '';

    afterEach(() => void child?.kill('SIGKILL'));

    function start(prepared: Prepared, more: Record<string, string> = {}): ChildProcessWithoutNullStreams {
      const args = startArguments('linux', prepared.script);
      const { file, args: first } = engine.shell;
      output = '';
      const started = spawn(file, [...first, ...args], { env: { ...process.env, ...environment(prepared, more) } });
      started.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      child = started;
      return started;
    }

    async function until(holds: () => boolean): Promise<void> {
      while (!holds()) {
        assert.ok(child?.exitCode === null && !output.includes(words.failed), output);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }

    const shown = (process: ChildProcessWithoutNullStreams, file: 'cmdline' | 'environ') =>
      existsSync('/proc') ? readFileSync(`/proc/${process.pid}/${file}`, 'utf8') : '';

    it('shows nobody a password that opens anything', async () => {
      const prepared = await prepare([serviceById('azure')]);
      const { secrets, handOver } = prepared;
      const [half = ''] = secrets;
      const shell = start(prepared, { STUB_WAITS: 'Connect-AzAccount' });
      await until(() => calls().some(({ command }) => command === 'Connect-AzAccount'));
      // While connecting, with the file that Az insists on.
      assert.deepEqual(readdirSync(handOver.files.folder).sort(), ['certificate.pfx', 'connect.ps1']);
      assert.equal(
        secrets.some((secret) => shown(shell, 'cmdline').includes(secret)),
        false,
      );
      assert.equal(shown(shell, 'environ').includes(half), false);
      shell.kill('SIGKILL');
      await new Promise((resolve) => shell.once('close', resolve));
      await handOver.dispose();
      assert.deepEqual(readdirSync(join(root, 'tmp')), []);
      assert.equal(
        secrets.some((secret) => output.includes(secret)),
        false,
      );
    });

    it('is a shell to work in, whose children inherit nothing', async () => {
      const prepared = await prepare([serviceById('exchangeOnline')]);
      const shell = start(prepared);
      await until(() => output.includes('PS'));
      assert.deepEqual(readdirSync(join(root, 'tmp')), []);
      shell.stdin.write('/bin/sh -c "env | grep -c ENTRA_CERT_AUTH"\n');
      shell.stdin.write('"history: $((Get-History | ForEach-Object { $_.CommandLine }) -join \'#\')"\n');
      shell.stdin.end();
      await new Promise((resolve) => shell.once('close', resolve));
      assert.match(output, /Connected\.[\s\S]*^(?:PS.*> )?0$/m);
      assert.match(output, /history: \/bin\/sh -c[^#]*$/m);
      assert.equal(
        prepared.secrets.some((secret) => output.includes(secret)),
        false,
      );
      assert.equal(calls().at(-1)?.command, 'Disconnect-ExchangeOnline');
    });
  });
});
