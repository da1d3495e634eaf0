import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCertificate } from '../../src/core/certificates/generate.ts';
import { encodePfx } from '../../src/core/certificates/pfx.ts';
import { thumbprintOf } from '../../src/core/certificates/thumbprint.ts';
import { certificateKey, certificateVariables, connectionBlock } from '../../src/core/services/connectionBlock.ts';
import { services } from '../../src/core/services/index.ts';
import {
  type ConnectionFacts,
  type ConnectionTarget,
  connectionTargets,
  type ServiceDefinition,
} from '../../src/core/services/types.ts';
import { ManualClock } from '../../src/core/shared/memory.ts';
import { type Engine, engineOrSkip } from './engine.ts';
import { everyCloud } from './everyCloud.ts';
import { nastyNames } from './nastyNames.ts';
import { type StubCall, writeStubModules } from './stubModules.ts';

const password = "p'a$w`0rd";

describe('connection blocks in a real engine', () => {
  let engine: Engine;
  let root: string;
  let thumbprint: string;
  let environment: Record<string, string>;

  before(async function () {
    this.timeout(180_000);
    engine = await engineOrSkip(this);
    root = mkdtempSync(join(tmpdir(), 'blocks-'));
    writeStubModules(join(root, 'modules'));
    const material = await generateCertificate({ subject: 'CN=Blocks' }, { clock: new ManualClock(new Date()) });
    const pfx = await encodePfx(material, { password, encryption: 'tripledes' });
    thumbprint = thumbprintOf(material.certificate);
    writeFileSync(join(root, 'mine.pfx'), pfx);
    environment = {
      PSModulePath: join(root, 'modules'),
      TMPDIR: root,
      STUB_LOG: '',
      STUB_ASSET: join(root, 'mine.pfx'),
      STUB_ASSET_PASSWORD: password,
      [certificateVariables.path]: join(root, 'mine.pfx'),
      [certificateVariables.password]: password,
      [certificateVariables.base64]: Buffer.from(pfx).toString('base64'),
    };
  });

  after(async () => {
    await engine?.stop();
    if (root !== undefined) {
      rmSync(root, { recursive: true, force: true });
    }
  });

  const facts = (changes: Partial<ConnectionFacts> = {}): ConnectionFacts => ({
    cloud: everyCloud[0]!,
    tenantId: '11111111-1111-4111-8111-111111111111',
    domain: 'contoso.onmicrosoft.com',
    appId: '22222222-2222-4222-8222-222222222222',
    thumbprint,
    applicationName: 'Mailbox report',
    ...changes,
  });

  /** Runs each block as the file it is pasted into, one after the other; gives what the stubs of each were called with. */
  async function run(blocks: readonly string[]): Promise<readonly (readonly StubCall[])[]> {
    const folder = mkdtempSync(join(root, 'run-'));
    const path = (index: number, kind: string) => join(folder, `${index}.${kind}`);
    for (const [index, block] of blocks.entries()) {
      // Names beyond ASCII need the mark that editors write for PowerShell.
      writeFileSync(path(index, 'ps1'), `\uFEFF${block}`);
    }
    const all = blocks.map((_, index) => `$env:STUB_LOG = '${path(index, 'log')}'; & '${path(index, 'ps1')}'`);
    writeFileSync(join(folder, 'all.ps1'), all.join('\n'));
    const result = await engine.ask<{ errors: readonly string[] }>({
      do: 'run',
      file: join(folder, 'all.ps1'),
      before: store(),
      environment,
    });
    assert.deepEqual(result.errors, []);
    // The engine keeps a pipe of its own among temporary files.
    assert.deepEqual(
      readdirSync(root).filter((name) => !/^(?:mine\.pfx|modules|run-.*|CoreFxPipe_.*)$/.test(name)),
      [],
      'a file with the key was left behind',
    );
    return blocks.map((_, index) =>
      readFileSync(path(index, 'log'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as StubCall),
    );
  }

  /** The certificate store of a Windows computer. */
  const store = () => `function global:Get-Item([string] $LiteralPath) {
    if ($LiteralPath -eq 'Cert:\\LocalMachine\\My\\${thumbprint}') {
        [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($env:STUB_ASSET, $env:STUB_ASSET_PASSWORD)
    }
}`;

  const suits = (service: ServiceDefinition, target: ConnectionTarget) =>
    target.startsWith('windows') || service.certificateForm !== 'none';

  for (const target of connectionTargets) {
    it(`sign every service in to every cloud: ${target}`, async () => {
      const cases = services
        .filter((service) => suits(service, target))
        .flatMap((service) => everyCloud.map((cloud) => ({ service, cloud })));
      const made = await run(cases.map(({ service, cloud }) => connectionBlock(service, facts({ cloud }), target)));
      for (const [index, { service, cloud }] of cases.entries()) {
        const calls = made[index] ?? [];
        const connect = calls.find(({ command }) => command === service.connectCommand);
        const label = `${service.id} ${cloud.id}`;
        if (certificateKey(service, target) === 'thumbprint') {
          assert.equal(connect?.parameters.CertificateThumbprint ?? connect?.parameters.Thumbprint, thumbprint, label);
        } else {
          assert.deepEqual(connect?.certificate, { thumbprint, signs: true }, label);
        }
        assert.equal(calls.at(-1)?.command, service.disconnectCommand, label);
      }
    });

    it(`take every name for what it is: ${target}`, async () => {
      const usable = services.filter((service) => suits(service, target));
      // Each name alone somewhere, and several at once everywhere: one that got out would take the others along.
      const together = [0, 5, 10].map((start) => nastyNames.slice(start, start + 5).join(' '));
      const cases = [
        ...nastyNames.map((name, index) => ({ name, service: usable[index % usable.length]! })),
        ...usable.flatMap((service) => together.map((name) => ({ name, service }))),
      ];
      const made = await run(
        cases.map(({ name, service }) =>
          connectionBlock(
            service,
            facts({ appId: name, tenantId: `t ${name}`, domain: `d ${name}`, applicationName: name }),
            target,
          ),
        ),
      );
      for (const [index, { name, service }] of cases.entries()) {
        const { parameters = {} } = made[index]?.find(({ command }) => command === service.connectCommand) ?? {};
        assert.equal(parameters.AppId ?? parameters.ApplicationId ?? parameters.ClientId, name);
        const where = parameters.Organization ?? parameters.TenantId ?? parameters.Tenant;
        assert.ok(where === `t ${name}` || where === `d ${name}`, service.id);
      }
    });
  }
});
