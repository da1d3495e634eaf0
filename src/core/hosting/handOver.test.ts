import assert from 'node:assert/strict';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificateFile } from '../certificates/readCertificateFile.ts';
import { sampleCertificate } from '../certificates/testing/sampleCertificates.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { MemoryLog } from '../shared/memory.ts';
import { type HandOver, type HandOverOptions, prepareHandOver, startArguments } from './handOver.ts';
import { handOverVariable } from './handOverNames.ts';
import { isRunning, sweepHandOvers } from './sweepHandOvers.ts';

describe('Handing a certificate to a terminal', () => {
  let temporaryFolder: string;

  beforeEach(() => {
    temporaryFolder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  });
  afterEach(() => rmSync(temporaryFolder, { recursive: true, force: true }));

  const prepare = async (changes: Partial<HandOverOptions> = {}): Promise<HandOver> =>
    prepareHandOver({
      material: await sampleCertificate(),
      platform: 'linux',
      temporaryFolder,
      processId: process.pid,
      ...changes,
    });
  const open = async ({ files }: HandOver, password: string) =>
    readCertificateFile(readFileSync(files.pfx), { fileName: 'certificate.pfx', password });

  it('opens with both halves of the password only, each long enough by itself', async () => {
    const handOver = await prepare();
    const inFile = readFileSync(handOver.files.half, 'utf8');
    const inEnvironment = handOver.environment[handOverVariable] ?? '';
    assert.ok(inFile.length >= 24 && inEnvironment.length >= 24);
    assert.deepEqual(Object.keys(handOver.environment), [handOverVariable]);
    const opened = await open(handOver, inEnvironment + inFile);
    assert.equal(opened.privateKey?.includes('PRIVATE KEY'), true);
    for (const wrong of [inFile, inEnvironment, inFile + inEnvironment]) {
      await assert.rejects(open(handOver, wrong), (error) => isDomainError(error, 'WrongPassword'));
    }
  });

  it('has another password each time', async () => {
    const [first, second] = [await prepare(), await prepare()];
    assert.notEqual(readFileSync(first.files.half, 'utf8'), readFileSync(second.files.half, 'utf8'));
    assert.notEqual(first.environment[handOverVariable], second.environment[handOverVariable]);
  });

  it('lies where only the user may look', async () => {
    const handOver = await prepare();
    const script = await handOver.writeScript('Write-Host 1');
    assert.equal(statSync(handOver.files.folder).mode & 0o777, 0o700);
    for (const file of [handOver.files.pfx, handOver.files.half, script]) {
      assert.equal(statSync(file).mode & 0o777, 0o600, file);
    }
  });

  it('can be disposed at any time and more than once', async () => {
    const handOver = await prepare();
    await handOver.dispose();
    await handOver.dispose();
    assert.deepEqual(readdirSync(temporaryFolder), []);
    (await prepare()).disposeNow();
    handOver.disposeNow();
    assert.deepEqual(readdirSync(temporaryFolder), []);
    await assert.rejects(handOver.writeScript(''), (error) => isDomainError(error, 'Conflict'));
  });

  it('leaves nothing when it is cancelled, and says when it cannot be written', async () => {
    await assert.rejects(prepare({ signal: AbortSignal.abort() }), isAbort);
    assert.deepEqual(readdirSync(temporaryFolder), []);
    await assert.rejects(prepare({ temporaryFolder: join(temporaryFolder, 'absent') }), (error) => {
      assert.ok(isDomainError(error, 'Conflict'));
      assert.equal(error.params.problem, 'ENOENT');
      return true;
    });
  });

  it('tells the terminal where the script is and nothing else', () => {
    assert.deepEqual(startArguments('linux', '/tmp/a b/connect.ps1'), [
      '-NoLogo',
      '-NoProfile',
      '-NoExit',
      '-File',
      '/tmp/a b/connect.ps1',
    ]);
    assert.ok(startArguments('win32', 'C:\\connect.ps1').join(' ').includes('-ExecutionPolicy RemoteSigned -File'));
  });

  describe('after a crash', () => {
    const self = { processId: process.pid, started: new Date(Date.now() - 3_600_000) };
    const sweep = (running: (id: number) => boolean, now = new Date()) =>
      sweepHandOvers({ temporaryFolder, now, isRunning: running, self, log: new MemoryLog() });

    it('is removed when its editor is gone, and left alone while it runs', async () => {
      const mine = await prepare({ processId: 4711 });
      const other = await prepare({ processId: 4712 });
      assert.equal(await sweep((id) => id === 4712), 1);
      assert.deepEqual(
        readdirSync(temporaryFolder).map((name) => join(temporaryFolder, name)),
        [other.files.folder],
      );
      assert.notEqual(mine.files.folder, other.files.folder);
    });

    it('is removed when an earlier process had the number that this one has now', async () => {
      const { files } = await prepare();
      await prepare();
      const before = new Date(self.started.getTime() - 1000);
      utimesSync(files.folder, before, before);
      assert.equal(await sweep(() => true), 1);
      assert.equal(readdirSync(temporaryFolder).length, 1);
    });

    it('is removed after a day, whoever has the number of its process now', async () => {
      const { files } = await prepare({ processId: process.pid });
      assert.equal(await sweep(isRunning), 0);
      const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
      utimesSync(files.folder, longAgo, longAgo);
      assert.equal(await sweep(isRunning), 1);
    });

    it('is not taken for anything else', async () => {
      await mkdir(join(temporaryFolder, 'target'));
      writeFileSync(join(temporaryFolder, 'target', 'precious'), '');
      symlinkSync(join(temporaryFolder, 'target'), join(temporaryFolder, 'entra-cert-auth-1-link'));
      await mkdir(join(temporaryFolder, 'entra-cert-auth-notes'));
      writeFileSync(join(temporaryFolder, 'entra-cert-auth-1-file'), '');
      assert.equal(await sweep(() => false), 0);
      assert.equal(readdirSync(join(temporaryFolder, 'target')).length, 1);
      assert.equal(
        await sweepHandOvers({
          temporaryFolder: join(temporaryFolder, 'absent'),
          now: new Date(),
          isRunning,
          self,
          log: new MemoryLog(),
        }),
        0,
      );
    });
  });
});
