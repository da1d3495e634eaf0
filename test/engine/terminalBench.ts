import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCertificate } from '../../src/core/certificates/generate.ts';
import { thumbprintOf } from '../../src/core/certificates/thumbprint.ts';
import type { CertificateMaterial } from '../../src/core/certificates/types.ts';
import { type BootstrapOptions, bootstrapScript } from '../../src/core/hosting/bootstrap.ts';
import { type HandOver, prepareHandOver } from '../../src/core/hosting/handOver.ts';
import { handOverVariable } from '../../src/core/hosting/handOverNames.ts';
import { clouds } from '../../src/core/identity/clouds.ts';
import { services } from '../../src/core/services/index.ts';
import type { ConnectionFacts, ServiceDefinition } from '../../src/core/services/types.ts';
import { ManualClock } from '../../src/core/shared/memory.ts';
import { type Engine, engineOrSkip } from './engine.ts';
import { type StubCall, writeStubModules } from './stubModules.ts';

/** What a run of the engine shows and leaves; see `program/RunCommand.cs`. */
export interface Run {
  readonly host: readonly string[];
  readonly output: readonly string[];
  readonly errors: readonly string[];
  readonly variables: readonly { readonly name: string; readonly new: boolean; readonly value: string }[];
  readonly environment: Readonly<Record<string, string>>;
  readonly after: readonly string[];
}

export interface Prepared {
  readonly handOver: HandOver;
  readonly script: string;
  readonly text: string;
  /** Everything nobody may find afterwards. */
  readonly secrets: readonly string[];
}

export const words = {
  connected: ['Connected.', 'Connected too.'],
  blocked: 'The language is constrained.',
  failed: 'Connecting failed.',
  joint: 'Several modules in one process.',
  ended: 'Ended with {0} after {1} s.',
  stopped: 'Stopped after {1} s.',
};

/** Services whose modules take a certificate that is not in a store. */
export const connectable = services.filter(({ certificateForm }) => certificateForm !== 'none');

/** What somebody could do with everything within reach of a prompt: says where a private key or a password still is. */
export const search = `
$places = @($Error | ForEach-Object { $_.InvocationInfo.BoundParameters.Values; $_.InvocationInfo.UnboundArguments; $_.TargetObject })
foreach ($place in $places) {
    if ($place -is [System.Collections.IDictionary]) { $places += @($place.Values) }
}
foreach ($place in $places) {
    try {
        if ($place -is [System.Security.Cryptography.X509Certificates.X509Certificate2] -and $place.HasPrivateKey) { 'a key' }
        if ($place -is [System.Security.SecureString] -and $place.Length -gt 0) { 'a password' }
    }
    catch { }
}
`;

/** Terminals in a real engine, each with folders, modules and a certificate of its own. */
export class TerminalBench {
  readonly engine: Engine;
  readonly root: string;
  readonly material: CertificateMaterial & { readonly privateKey: string };

  private constructor(engine: Engine, material: CertificateMaterial & { readonly privateKey: string }) {
    this.engine = engine;
    this.material = material;
    this.root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
    for (const folder of ['modules', 'tmp', 'home']) {
      mkdirSync(join(this.root, folder));
    }
    writeStubModules(join(this.root, 'modules'));
  }

  /** Skips the tests, saying why, where there is no engine. */
  static async open(test: Mocha.Context): Promise<TerminalBench> {
    const engine = await engineOrSkip(test);
    const clock = new ManualClock(new Date());
    const material = await generateCertificate({ subject: 'CN=Bootstrap' }, { clock });
    assert.ok(material.privateKey);
    return new TerminalBench(engine, { ...material, privateKey: material.privateKey });
  }

  /** Forgets what the last test did. */
  reset(): void {
    for (const name of ['calls', 'report', 'tmp']) {
      rmSync(join(this.root, name), { recursive: true, force: true });
    }
    mkdirSync(join(this.root, 'tmp'));
  }

  async close(): Promise<void> {
    await this.engine.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  get facts(): ConnectionFacts {
    return {
      cloud: clouds.Global,
      tenantId: '11111111-1111-4111-8111-111111111111',
      domain: 'contoso.onmicrosoft.com',
      appId: '22222222-2222-4222-8222-222222222222',
      thumbprint: thumbprintOf(this.material.certificate),
    };
  }

  async prepare(
    services: readonly ServiceDefinition[],
    changes: Partial<BootstrapOptions> = {},
    processId = process.pid,
  ): Promise<Prepared> {
    const { material } = this;
    const handOver = await prepareHandOver({ material, platform: 'linux', temporaryFolder: this.temporary, processId });
    const half = readFileSync(handOver.files.half, 'utf8');
    const text = bootstrapScript({
      services,
      facts: { ...this.facts, applicationName: 'Mailbox report' },
      platform: 'linux',
      files: handOver.files,
      words,
      ...changes,
    });
    const secrets = [half, ...Object.values(handOver.environment), material.privateKey.split('\n')[3] ?? ''];
    return { handOver, script: await handOver.writeScript(text), text, secrets };
  }

  get temporary(): string {
    return join(this.root, 'tmp');
  }

  environment({ handOver }: Prepared, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      ...handOver.environment,
      PSModulePath: join(this.root, 'modules'),
      STUB_LOG: join(this.root, 'calls'),
      STUB_FOLDER: handOver.files.folder,
      ...more,
    };
  }

  /** Runs the script of a terminal; `before` stands for what the shell does first, `after` for what is typed then. */
  run(
    prepared: Prepared,
    more: Readonly<Record<string, string>> = {},
    { before = '', after = search }: { readonly before?: string; readonly after?: string } = {},
  ): Promise<Run> {
    const environment = this.environment(prepared, more);
    return this.engine.ask<Run>({ do: 'run', file: prepared.script, before, after, environment });
  }

  calls(): readonly StubCall[] {
    const log = join(this.root, 'calls');
    return existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          // The last may still be on its way.
          .slice(0, -1)
          .map((line) => JSON.parse(line) as StubCall)
      : [];
  }

  /** Holds that a run left nothing secret in the session, its environment, its output and on the disk. */
  nothingIsLeft(result: Run, { secrets, handOver }: Prepared): void {
    const remains = /^(?:entraCert|certificate|password|parameters|missing)/i;
    assert.deepEqual(
      result.variables.filter(({ name }) => remains.test(name)),
      [],
    );
    const found = result.variables.filter(
      ({ name, value, ...rest }) =>
        secrets.some((secret) => value.includes(secret)) ||
        (rest.new && /X509|SecureString|RSA/.test(value) && name !== 'Error'),
    );
    assert.deepEqual(found, [], 'in a variable');
    assert.deepEqual(result.after, [], 'within reach of the prompt');
    assert.equal(result.environment[handOverVariable], undefined, 'in the environment');
    const text = JSON.stringify([result.environment, result.host, result.output, result.errors]);
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
    );
    assert.equal(existsSync(handOver.files.folder), false, 'on the disk');
  }
}
