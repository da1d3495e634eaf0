import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from '../../src/core/certificates/types.ts';
import { call, rejectsWith } from './support/call.ts';

describe('Certificate commands', () => {
  let folder: string;
  let certificate: Certificate;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    certificate = await call('generateCertificate', { subject: 'CN=Mailbox report', months: 6 });
  });

  after(async () => {
    await call('deleteCertificate', { thumbprint: certificate.thumbprint, confirmed: true });
    rmSync(folder, { recursive: true });
  });

  it('generate what was asked for, and list it', async () => {
    assert.equal(certificate.subject, 'CN=Mailbox report');
    assert.equal(certificate.keySize, 2048);
    assert.equal(certificate.hasPrivateKey, true);
    assert.match(certificate.thumbprint, /^[0-9A-F]{40}$/);
    const listed = await call<Certificate[]>('listCertificates');
    assert.ok(listed.some(({ thumbprint }) => thumbprint === certificate.thumbprint));
  });

  it('export a public certificate that openssl reads, private to its owner, and never over another file', async () => {
    const path = join(folder, 'public.cer');
    assert.deepEqual(await call('exportCertificate', { thumbprint: certificate.thumbprint, path }), { path });
    const shown = execFileSync('openssl', ['x509', '-inform', 'DER', '-in', path, '-noout', '-fingerprint', '-sha1']);
    assert.ok(shown.toString().replaceAll(':', '').includes(certificate.thumbprint));
    if (process.platform !== 'win32') {
      assert.equal(statSync(path).mode & 0o777, 0o600);
    }
    const before = readFileSync(path);
    await rejectsWith('AlreadyExists', call('exportCertificate', { thumbprint: certificate.thumbprint, path }));
    assert.deepEqual(readFileSync(path), before);
  });

  it('export a PFX that comes back with its password, and not with another', async () => {
    const path = join(folder, 'with-key.pfx');
    const { thumbprint } = certificate;
    const exported = await call('exportPfx', { thumbprint, path, password: "p'äß w" });
    assert.deepEqual(exported, { path, passwordGenerated: false });
    await call('deleteCertificate', { thumbprint, confirmed: true });
    await rejectsWith('WrongPassword', call('importCertificate', { path, password: 'wrong' }));
    const imported = await call<Certificate>('importCertificate', { path, password: "p'äß w" });
    assert.equal(imported.thumbprint, thumbprint);
    assert.equal(imported.hasPrivateKey, true);
  });

  it('generate a password when none is given', async () => {
    const path = join(folder, 'generated.pfx');
    const exported = await call('exportPfx', { thumbprint: certificate.thumbprint, path, encryption: 'tripledes' });
    assert.deepEqual(exported, { path, passwordGenerated: true });
  });

  it('refuse what they cannot do with a code and a sentence', async () => {
    const { thumbprint } = certificate;
    const notCertificate = join(folder, 'notes.cer');
    writeFileSync(notCertificate, 'just notes');
    await rejectsWith('InvalidInput', call('generateCertificate', { subject: 'CN=', months: 6 }));
    await rejectsWith('InvalidInput', call('generateCertificate', { months: 0 }));
    await rejectsWith('InvalidInput', call('generateCertificate', { keySize: 1024 }));
    await rejectsWith('InvalidInput', call('generateCertificate', { months: '12' }));
    await rejectsWith('InvalidInput', call('generateCertificate', { dnsNames: [null] }));
    await rejectsWith('InvalidInput', call('copyThumbprint', { thumbprint: 'constructor' }));
    await rejectsWith('InvalidInput', call('generateCertificate', 'CN=Mailbox report' as never));
    await rejectsWith('InvalidInput', call('exportCertificate', { thumbprint, path: 'relative.cer' }));
    await rejectsWith(
      'InvalidInput',
      call('exportCertificate', { thumbprint, path: join(folder, 'x.cer'), format: 'p12' }),
    );
    await rejectsWith(
      'NotFound',
      call('exportCertificate', { thumbprint: '0'.repeat(40), path: join(folder, 'x.cer') }),
    );
    await rejectsWith('NotFound', call('exportPfx', { thumbprint, path: join(folder, 'missing', 'x.pfx') }));
    await rejectsWith('NotFound', call('importCertificate', { path: join(folder, 'missing.pfx') }));
    await rejectsWith('UnreadableFile', call('importCertificate', { path: notCertificate }));
    await rejectsWith('NotFound', call('deleteCertificate', { thumbprint: '0'.repeat(40), confirmed: true }));
  });
});
