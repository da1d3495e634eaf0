import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCertificate } from '../../src/core/certificates/buildCertificate.ts';
import { encodeName } from '../../src/core/certificates/distinguishedName.ts';
import { certificatePem } from '../../src/core/certificates/encodeCertificate.ts';
import { generateCertificate } from '../../src/core/certificates/generate.ts';
import { parseName } from '../../src/core/certificates/parseName.ts';
import { readCertificateFile } from '../../src/core/certificates/readCertificateFile.ts';
import { openssl } from '../../src/core/certificates/testing/openssl.ts';
import { thumbprintOf } from '../../src/core/certificates/thumbprint.ts';
import type { CertificateMaterial } from '../../src/core/certificates/types.ts';
import { installInStore, removeFromStore } from '../../src/core/deployment/certificateStore.ts';
import { readAnswer } from '../../src/core/deployment/storeAnswer.ts';
import { elevatedCommand } from '../../src/core/deployment/storeElevated.ts';
import { storePresence } from '../../src/core/deployment/storePresence.ts';
import { installScript, removalScript } from '../../src/core/deployment/storeScript.ts';
import type { StoreShell } from '../../src/core/deployment/storeShell.ts';
import { prepareHandOver } from '../../src/core/hosting/handOver.ts';
import { handOverVariable } from '../../src/core/hosting/handOverNames.ts';
import { isAbort, isDomainError } from '../../src/core/shared/errors.ts';
import { ManualClock, MemoryLog } from '../../src/core/shared/memory.ts';
import type { EngineParse } from './agreement.ts';
import { type Engine, howToGetAnEngine, startEngine } from './engine.ts';
import { nastyNames } from './nastyNames.ts';

type Material = CertificateMaterial & { readonly privateKey: string };

describe('the certificate store of this account, through a real engine', () => {
  let engine: Engine;
  let material: Material;
  let other: Material;
  let root: string;
  let home: string;
  let temporaryFolder: string;
  let log: MemoryLog;

  before(async function () {
    const started = await startEngine();
    // The stores of Windows and macOS are the user's own: nothing there is touched by a test.
    if (started === undefined || process.platform !== 'linux') {
      console.log(
        `    skipped: ${started === undefined ? howToGetAnEngine : 'the store of this system has no home of its own'}`,
      );
      await started?.stop();
      this.skip();
    }
    engine = started;
    const clock = new ManualClock(new Date());
    material = (await generateCertificate({ subject: 'CN=Store' }, { clock })) as Material;
    other = (await generateCertificate({ subject: 'CN=Other' }, { clock })) as Material;
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "it's a store "));
    home = join(root, 'home');
    temporaryFolder = join(root, 'tmp');
    mkdirSync(home);
    mkdirSync(temporaryFolder);
    log = new MemoryLog();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  after(() => engine?.stop());

  /** The engine as one program; `first` runs in the shell that starts it. */
  function shell(first = ''): StoreShell {
    const path = join(root, 'pwsh');
    const quoted = [engine.shell.file, ...engine.shell.args].map((part) => `'${part}'`).join(' ');
    writeFileSync(path, `#!/bin/sh\n${first}\nexec ${quoted} "$@"\n`);
    chmodSync(path, 0o700);
    return {
      installation: { path, edition: 'Core' },
      name: engine.name,
      platform: 'linux',
      environment: { ...process.env, HOME: home, TMPDIR: temporaryFolder },
    };
  }

  const work = (of: Material, first?: string, signal?: AbortSignal) => ({
    shell: shell(first),
    thumbprint: thumbprintOf(of.certificate),
    name: 'Mailbox report',
    temporaryFolder,
    processId: process.pid,
    log,
    signal,
  });
  const install = (of: Material, first?: string, signal?: AbortSignal) =>
    installInStore({ ...work(of, first, signal), material: of, exportable: false });
  const store = () => join(home, '.dotnet', 'corefx', 'cryptography', 'x509stores', 'my');
  const stored = () => (existsSync(store()) ? readdirSync(store()).sort() : []);
  const presence = (of: Material) =>
    storePresence({ platform: 'linux', environment: {}, home }, thumbprintOf(of.certificate));
  const nothingIsLeft = () =>
    assert.deepEqual(
      readdirSync(temporaryFolder).filter((name) => name.startsWith('entra')),
      [],
    );

  it('gets the certificate with the key that signs, readable by the user only', async () => {
    assert.equal((await presence(material)).state, 'absent');
    assert.deepEqual(await install(material), { state: 'installed' });
    const file = `${thumbprintOf(material.certificate)}.pfx`;
    assert.deepEqual(stored(), [file]);
    const kept = await readCertificateFile(readFileSync(join(store(), file)), { fileName: file, password: '' });
    assert.equal(thumbprintOf(kept.certificate), thumbprintOf(material.certificate));
    assert.equal(kept.privateKey, material.privateKey);
    assert.equal(statSync(join(store(), file)).mode & 0o077, 0);
    const found = await presence(material);
    assert.deepEqual([found.state, found.path], ['present', join(store(), file)]);
    nothingIsLeft();
  });

  it('keeps what it has, and says so', async () => {
    await install(material);
    const before = readFileSync(join(store(), stored()[0] ?? ''));
    assert.deepEqual(await install(material), { state: 'alreadyThere' });
    assert.deepEqual(readFileSync(join(store(), stored()[0] ?? '')), before);
    nothingIsLeft();
  });

  it('gets the key it lacks', async () => {
    await install(material);
    const file = join(store(), stored()[0] ?? '');
    const withoutKey = join(root, 'without.pfx');
    const pem = join(root, 'public.pem');
    writeFileSync(pem, certificatePem(material.certificate));
    const made = await openssl(['pkcs12', '-export', '-nokeys', '-in', pem, '-out', withoutKey, '-passout', 'pass:']);
    assert.equal(made.code, 0, made.stderr);
    writeFileSync(file, readFileSync(withoutKey));
    assert.deepEqual(await install(material), { state: 'repaired' });
    const kept = await readCertificateFile(readFileSync(file), { fileName: file, password: '' });
    assert.equal(kept.privateKey, material.privateKey);
  });

  it('loses what is to be removed, and nothing else', async () => {
    await install(material);
    await install(other);
    assert.deepEqual(await removeFromStore(work(material)), { state: 'removed', keyKept: false });
    assert.deepEqual(stored(), [`${thumbprintOf(other.certificate)}.pfx`]);
    assert.equal((await presence(material)).state, 'absent');
    assert.deepEqual(await removeFromStore(work(material)), { state: 'notThere', keyKept: false });
    assert.equal((await presence(other)).state, 'present');
    assert.deepEqual(await install(material), { state: 'installed' }, 'and takes it again');
    nothingIsLeft();
  });

  it('says what went wrong, and has nothing half', async () => {
    mkdirSync(join(store(), '..'), { recursive: true, mode: 0o700 });
    writeFileSync(store(), 'in the way');
    await assert.rejects(install(material), (error) => {
      assert.ok(isDomainError(error, 'Conflict') && error.reason === 'deployment/storeFailed', String(error));
      assert.match(String(error.params.problem), /\S/);
      return true;
    });
    nothingIsLeft();
  });

  it('has nothing when the hand-over does not open', async () => {
    const spoil = `for each in '${temporaryFolder.replaceAll("'", `'\\''`)}'/entra-cert-auth-*; do echo other > "$each/half"; done`;
    await assert.rejects(install(material, spoil), (error) => isDomainError(error, 'Conflict'));
    assert.deepEqual(stored(), []);
    nothingIsLeft();
  });

  it('shows nobody a password that opens anything, nor keeps one', async () => {
    const quoted = root.replaceAll("'", `'\\''`);
    const first = `env > '${quoted}/environment'; echo "$@" > '${quoted}/arguments'; cp "$TMPDIR"/entra-cert-auth-*/* '${quoted}'`;
    await install(material, first);
    const shown = readFileSync(join(root, 'environment'), 'utf8');
    const half = readFileSync(join(root, 'half'), 'utf8');
    const inEnvironment = new RegExp(`^${handOverVariable}=(.+)$`, 'm').exec(shown)?.[1] ?? '';
    const opened = await readCertificateFile(readFileSync(join(root, 'certificate.pfx')), {
      fileName: 'certificate.pfx',
      password: inEnvironment + half,
    });
    assert.equal(opened.privateKey, material.privateKey, 'this is how it went over');
    assert.equal(shown.includes(half), false);
    const script = readFileSync(join(root, 'connect.ps1'), 'utf8');
    for (const secret of [half, inEnvironment, material.privateKey.split('\n')[3] ?? '']) {
      assert.equal(readFileSync(join(root, 'arguments'), 'utf8').includes(secret), false);
      assert.equal(script.includes(secret), false);
      assert.equal(JSON.stringify(log.lines).includes(secret), false);
      for (const name of readdirSync(home, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
        assert.equal(readFileSync(join(name.parentPath, name.name), 'latin1').includes(secret), false, name.name);
      }
    }
    nothingIsLeft();
  });

  it('leaves nothing of a key when it is cancelled, whatever the shell is doing', async () => {
    const cancelling = new AbortController();
    const started = join(root, 'started');
    const installing = install(material, `touch '${started.replaceAll("'", `'\\''`)}'; sleep 100`, cancelling.signal);
    while (!existsSync(started)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    cancelling.abort();
    await assert.rejects(installing, isAbort);
    assert.deepEqual(stored(), []);
    nothingIsLeft();
  });

  it('says that a shell cannot be started, or ends without an answer', async () => {
    const missing = {
      ...work(material),
      shell: { ...shell(), installation: { path: join(root, 'no'), edition: 'Core' as const } },
    };
    const reason = (expected: string) => (error: unknown) => isDomainError(error) && error.reason === expected;
    await assert.rejects(removeFromStore(missing), reason('deployment/shellNotStarted'));
    await assert.rejects(removeFromStore(work(material, 'exit 3')), reason('deployment/shellEnded'));
    const forbidden = 'echo "For more information, see about_Execution_Policies" >&2; exit 1';
    await assert.rejects(removeFromStore(work(material, forbidden)), reason('deployment/scriptsForbidden'));
    nothingIsLeft();
  });

  describe('as the scripts of other systems do it', () => {
    for (const platform of ['win32', 'darwin'] as const) {
      const as = (of: Material) => {
        const each = work(of);
        return { ...each, shell: { ...each.shell, platform } };
      };

      it(`${platform}: installs, finds and removes`, async () => {
        const installing = { ...as(material), material, exportable: true };
        assert.deepEqual(await installInStore(installing), { state: 'installed' });
        assert.deepEqual(await installInStore(installing), { state: 'alreadyThere' });
        assert.equal(stored().length, 1);
        assert.deepEqual(await removeFromStore(as(material)), { state: 'removed', keyKept: false });
        assert.deepEqual(stored(), []);
        nothingIsLeft();
      });
    }

    it('win32: keeps a key that a renewed certificate has', async () => {
      const renewed = { ...material, certificate: await renewedCertificate(material.privateKey) };
      await install(material);
      await install(renewed);
      const removing = { ...work(material), shell: { ...shell(), platform: 'win32' as const } };
      assert.deepEqual(await removeFromStore(removing), { state: 'removed', keyKept: true });
      assert.deepEqual(await install(renewed), { state: 'alreadyThere' });
    });
  });

  describe('in text', () => {
    const files = (folder: string) => ({ folder, pfx: `${folder}/certificate.pfx`, half: `${folder}/half` });

    it('takes every name for what it is', async () => {
      const commands = async (name: string) => {
        const parsed: (string | null)[][] = [];
        for (const platform of ['win32', 'linux', 'darwin'] as const) {
          const options = { thumbprint: 'A'.repeat(40), name, platform };
          for (const text of [
            installScript({ ...options, files: files(name), exportable: false }),
            removalScript({ ...options, folder: name }),
          ]) {
            const { errors, commands } = await engine.ask<EngineParse>({
              do: 'parse',
              text: text.replace('\uFEFF', ''),
            });
            assert.deepEqual(errors, [], `${name}\n${text}`);
            parsed.push(commands.map((each) => each.name));
          }
        }
        return parsed;
      };
      const usual = await commands('usual');
      for (const name of nastyNames) {
        assert.deepEqual(await commands(name), usual, name);
      }
    });

    it('starts an administrator with the paths as they are', async () => {
      for (const path of ['C:\\Users\\ada\\Install report.ps1', ...nastyNames]) {
        const file = join(root, 'start.ps1');
        writeFileSync(file, `\uFEFF${elevatedCommand(path, 'C:\\a b.pfx')}\n`);
        const { output, errors } = await engine.ask<{ output: readonly string[]; errors: readonly string[] }>({
          do: 'run',
          file,
          before: 'function global:Start-Process($FilePath, $Verb, $ArgumentList) { $FilePath; $Verb; $ArgumentList }',
        });
        assert.deepEqual(errors, [], path);
        const args = ['-NoExit', '-ExecutionPolicy', 'RemoteSigned', '-File', `"${path}"`, '-Path', '"C:\\a b.pfx"'];
        assert.deepEqual(output, ['powershell.exe', 'RunAs', ...args, '-RemoveFile']);
      }
    });

    it('says what is blocked in constrained language mode, and leaves nothing', async () => {
      const handOver = await prepareHandOver({ material, platform: 'linux', temporaryFolder, processId: process.pid });
      const options = { thumbprint: thumbprintOf(material.certificate), name: 'it', platform: 'linux' as const };
      const script = await handOver.writeScript(
        installScript({ ...options, files: handOver.files, exportable: false }),
      );
      const { output, errors, environment } = await engine.ask<{
        output: readonly string[];
        errors: readonly string[];
        environment: Readonly<Record<string, string>>;
      }>({
        do: 'run',
        file: script,
        before: "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'",
        environment: handOver.environment,
      });
      assert.deepEqual(errors, []);
      assert.equal(readAnswer(output.join('\n'))?.state, 'blocked');
      assert.equal(environment[handOverVariable], undefined);
      assert.equal(existsSync(handOver.files.folder), false);
    });
  });
});

/** Another certificate for the same key. */
async function renewedCertificate(privateKey: string): Promise<Uint8Array> {
  const subject = encodeName(parseName('CN=Store'));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const period = { notBefore: new Date(Date.now() - 1000), notAfter: new Date(Date.now() + 86_400_000) };
  return buildCertificate(
    {
      subject,
      publicKey,
      ...period,
      keyUsage: ['digitalSignature'],
      purposes: ['clientAuth'],
      dnsNames: [],
      authority: false,
    },
    privateKey,
  );
}
