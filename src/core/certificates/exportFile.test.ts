import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { exportCertificateFile, exportPfxFile, writeFileWhole } from './exportFile.ts';
import { maximumFileSize } from './fileSize.ts';
import { importCertificateFile } from './importFile.ts';
import { openssl, TemporaryFolder } from './testing/openssl.ts';
import { reasonOf, type SampleMaterial, sampleCertificate } from './testing/sampleCertificates.ts';

describe('files', () => {
  let folder: TemporaryFolder;
  let sample: SampleMaterial;

  beforeEach(async () => {
    folder = new TemporaryFolder();
    sample = await sampleCertificate();
  });
  afterEach(() => folder.remove());

  const bytes = Buffer.from('new');

  it('are written for their owner only and leave nothing beside them', async () => {
    const path = folder.path('a.pfx');
    await writeFileWhole(path, bytes, { overwrite: false });
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(folder.root), ['a.pfx']);
  });

  it('are not overwritten unless that was asked for', async () => {
    const path = folder.path('a.pfx');
    await writeFile(path, 'old', { mode: 0o644 });
    assert.equal(await reasonOf(writeFileWhole(path, bytes, { overwrite: false })), 'fileExists');
    assert.equal(await readFile(path, 'utf8'), 'old');
    await writeFileWhole(path, bytes, { overwrite: true });
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(folder.root), ['a.pfx']);
  });

  it('of two that are written at once under one name, one wins whole', async () => {
    const path = folder.path('a.pfx');
    const results = await Promise.all(
      ['first', 'second'].map((text) => reasonOf(writeFileWhole(path, Buffer.from(text), { overwrite: false }))),
    );
    assert.deepEqual(results.toSorted(), ['fileExists', 'none']);
    assert.equal(await readFile(path, 'utf8'), results[0] === 'none' ? 'first' : 'second');
  });

  it('stay as they were when what was written can’t be verified', async () => {
    const path = folder.path('a.pfx');
    await writeFile(path, 'old');
    const verify = async () => {
      throw new DOMException('stopped', 'AbortError');
    };
    await assert.rejects(writeFileWhole(path, bytes, { overwrite: true, verify }), { name: 'AbortError' });
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder.root), ['a.pfx']);
  });

  it('are replaced where a symbolic link leads', async () => {
    await mkdir(folder.path('real'));
    await writeFile(folder.path('real/a.pfx'), 'old');
    await symlink(folder.path('real/a.pfx'), folder.path('link.pfx'));
    assert.equal(await reasonOf(writeFileWhole(folder.path('link.pfx'), bytes, { overwrite: false })), 'fileExists');
    await writeFileWhole(folder.path('link.pfx'), bytes, { overwrite: true });
    assert.equal(await readFile(folder.path('real/a.pfx'), 'utf8'), 'new');
  });

  it('that can’t be written say why', async () => {
    await mkdir(folder.path('folder'));
    assert.equal(await reasonOf(writeFileWhole(folder.path('none/a'), bytes, { overwrite: false })), 'folderNotFound');
    assert.equal(await reasonOf(writeFileWhole(folder.path('folder'), bytes, { overwrite: false })), 'fileExists');
    assert.equal(await reasonOf(writeFileWhole(folder.path('folder'), bytes, { overwrite: true })), 'pathIsFolder');
    if (process.getuid?.() !== 0) {
      await chmod(folder.path('folder'), 0o500);
      assert.equal(
        await reasonOf(writeFileWhole(folder.path('folder/a'), bytes, { overwrite: false })),
        'fileNotWritable',
      );
    }
  });

  it('of certificates are read by OpenSSL, in DER and PEM', async () => {
    for (const format of ['der', 'pem'] as const) {
      const path = folder.path(`a.${format}`);
      await exportCertificateFile(sample, path, { format, overwrite: false });
      const { stdout } = await openssl(['x509', '-inform', format, '-in', path, '-noout', '-subject']);
      assert.equal(stdout.trim(), 'subject=O = Contoso, CN = Mailbox report');
      const read = await importCertificateFile(path);
      assert.deepEqual(Buffer.from(read.certificate), Buffer.from(sample.certificate));
      assert.equal(read.privateKey, undefined);
    }
  });

  it('of keys open with their password, here and in OpenSSL', async () => {
    const path = folder.path('a.pfx');
    await exportPfxFile(sample, path, { password: "it's", overwrite: false });
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.equal((await importCertificateFile(path, { password: "it's" })).privateKey, sample.privateKey);
    assert.equal(await reasonOf(importCertificateFile(path, { password: 'its' })), 'wrongPassword');
    await openssl(['pkcs12', '-in', path, '-noout', '-passin', "pass:it's"]);
  });

  it('that can’t be read say why, and a huge one is not even read', async () => {
    const huge = folder.path('huge.pfx');
    await writeFile(huge, '');
    await truncate(huge, 200 * 1024 * 1024);
    const started = performance.now();
    assert.equal(await reasonOf(importCertificateFile(huge)), 'fileTooLarge');
    assert.ok(performance.now() - started < 50);
    await truncate(huge, maximumFileSize);
    assert.equal(await reasonOf(importCertificateFile(huge)), 'notACertificate');
    await truncate(huge, 0);
    assert.equal(await reasonOf(importCertificateFile(huge)), 'emptyFile');
    assert.equal(await reasonOf(importCertificateFile(folder.path('none'))), 'fileNotFound');
    assert.equal(await reasonOf(importCertificateFile(folder.root)), 'pathIsFolder');
    assert.equal(await reasonOf(importCertificateFile('/dev/zero')), 'notACertificate');
  });
});
