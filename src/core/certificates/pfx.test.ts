import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { encodePfx } from './pfx.ts';
import { readCertificateFile } from './readCertificateFile.ts';
import { openssl, TemporaryFolder } from './testing/openssl.ts';
import { reasonOf, type SampleMaterial, sampleCertificate } from './testing/sampleCertificates.ts';
import type { PfxEncryption } from './types.ts';

const names = { aes256: 'Mailbox report', tripledes: 'Bericht für Köln 📬' } as const;
const password = "p'ä$s w0rd€📬";

describe('encodePfx', () => {
  const folder = new TemporaryFolder();
  const files = new Map<PfxEncryption, Uint8Array>();
  let sample: SampleMaterial;

  before(async () => {
    sample = await sampleCertificate();
    await writeFile(folder.path('password'), password);
    for (const encryption of ['aes256', 'tripledes'] as const) {
      const bytes = await encodePfx(sample, { password, encryption, friendlyName: names[encryption] });
      files.set(encryption, bytes);
      await writeFile(folder.path(encryption), bytes);
    }
  });
  after(() => folder.remove());

  const info = (encryption: PfxEncryption, ...more: readonly string[]) =>
    openssl([
      'pkcs12',
      '-in',
      folder.path(encryption),
      '-info',
      '-noenc',
      '-passin',
      `file:${folder.path('password')}`,
      ...more,
    ]);

  it('writes AES-256 and SHA-256 that OpenSSL 3 opens without its legacy algorithms', async () => {
    const { stdout, stderr } = await info('aes256');
    assert.match(stderr, /MAC: sha256, Iteration 100000\n/);
    assert.match(stderr, /PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256/);
    assert.match(stderr, /Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256/);
    assertAttributes(stdout);
  });

  it('writes triple DES and SHA-1 for Windows Server 2016', async () => {
    const { stdout, stderr } = await info('tripledes', '-legacy');
    assert.match(stderr, /MAC: sha1, Iteration 20000\n/);
    assert.match(stderr, /PKCS7 Encrypted data: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 20000/);
    assert.match(stderr, /Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 20000/);
    assertAttributes(stdout);
  });

  function assertAttributes(stdout: string): void {
    const { fingerprint } = new X509Certificate(sample.certificate);
    const [certificate = '', key = ''] =
      stdout.split('Key Attributes')[0]?.split(/(?<=-----END CERTIFICATE-----)/) ?? [];
    for (const attributes of [certificate, key]) {
      assert.match(attributes, /friendlyName: (Mailbox report\n|Bericht f.r K.ln)/);
      assert.match(attributes, new RegExp(`localKeyID: ${fingerprint.replaceAll(':', ' ')}`));
    }
    assert.match(key, /Microsoft CSP Name: Microsoft Enhanced RSA and AES Cryptographic Provider/);
    assert.doesNotMatch(certificate, /CSP Name/);
  }

  it('writes what Node’s TLS opens', () => {
    const pfx = Buffer.from(files.get('aes256') ?? []);
    createSecureContext({ pfx, passphrase: password });
    assert.throws(() => createSecureContext({ pfx, passphrase: 'wrong' }), /mac verify failure/);
  });

  it('writes what it reads itself, name included', async () => {
    for (const [encryption, bytes] of files) {
      const read = await readCertificateFile(bytes, { fileName: 'a.pfx', password });
      assert.deepEqual(Buffer.from(read.certificate), Buffer.from(sample.certificate));
      assert.equal(read.privateKey, sample.privateKey);
      assert.equal(read.friendlyName, names[encryption]);
    }
  });

  it('keeps the iterations below what .NET opens', async () => {
    // 300,000 for one derivation and 600,000 together.
    const { stderr } = await info('aes256', '-nokeys');
    const iterations = [...stderr.matchAll(/Iteration (\d+)/g)].map((match) => Number(match[1]));
    assert.ok(Math.max(...iterations) <= 300_000);
    assert.ok(iterations.reduce((sum, count) => sum + count, 0) <= 600_000);
  });

  it('never writes the same bytes twice, nor the key in the clear', async () => {
    const again = await encodePfx(sample, { password, encryption: 'tripledes' });
    const first = Buffer.from(files.get('tripledes') ?? []);
    assert.notDeepEqual(first.subarray(60, 400), Buffer.from(again).subarray(60, 400));
    const key = Buffer.from(sample.privateKey.replace(/-----.*-----|\s/g, ''), 'base64');
    for (const bytes of files.values()) {
      assert.equal(Buffer.from(bytes).indexOf(key.subarray(300, 320)), -1);
      assert.equal(Buffer.from(bytes).indexOf(Buffer.from(sample.certificate).subarray(300, 320)), -1);
    }
  });

  it('refuses what would not protect the key', async () => {
    const { privateKey: _, ...without } = sample;
    assert.equal(await reasonOf(encodePfx(without, { password })), 'noKeyToExport');
    assert.equal(await reasonOf(encodePfx(sample, { password: '' })), 'passwordRequired');
    assert.equal(await reasonOf(encodePfx(sample, { password: 'a\nb' })), 'passwordInvalid');
    assert.equal(await reasonOf(encodePfx(sample, { password: 'a\ud800' })), 'passwordInvalid');
    const cancelled = AbortSignal.abort();
    await assert.rejects(encodePfx(sample, { password, signal: cancelled }), { name: 'AbortError' });
  });
});
