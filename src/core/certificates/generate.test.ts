import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { isAbort } from '../shared/errors.ts';
import { ManualClock } from '../shared/memory.ts';
import { formatName } from './distinguishedName.ts';
import { encodeCertificate } from './encodeCertificate.ts';
import { checkGenerateOptions, generateCertificate } from './generate.ts';
import { certificateFor } from './testing/certificateFor.ts';
import { openssl, TemporaryFolder } from './testing/openssl.ts';
import { reasonOf, sampleCertificate } from './testing/sampleCertificates.ts';
import type { GenerateOptions } from './types.ts';
import { validityPeriod } from './validity.ts';

const clock = new ManualClock('2026-11-23T09:00:00.750Z');

describe('generateCertificate', () => {
  const folder = new TemporaryFolder();
  after(() => folder.remove());

  it('makes what OpenSSL reads as a client certificate that signs itself', async () => {
    const { certificate } = await generateCertificate(
      {
        subject: 'CN=Mailbox report, OU="Finance, EMEA", O=Köln & Söhne, C=de',
        dnsNames: ['Server.Contoso.com', '*.bücher.example', 'server.contoso.com'],
        months: 3,
        keySize: 3072,
      },
      { clock },
    );
    const { stdout } = await openssl(
      ['x509', '-inform', 'DER', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus_space'],
      {
        input: certificate,
      },
    );
    assert.match(stdout, /Version: 3 \(0x2\)/);
    assert.match(stdout, /Signature Algorithm: sha256WithRSAEncryption/);
    assert.match(stdout, /Subject: C=DE, O=Köln & Söhne, OU=Finance, EMEA, CN=Mailbox report\n/);
    assert.match(stdout, /Issuer: C=DE, O=Köln & Söhne, OU=Finance, EMEA, CN=Mailbox report\n/);
    assert.match(stdout, /Not Before: Nov 23 08:55:00 2026 GMT\s+Not After : Feb 23 08:55:00 2027 GMT/);
    assert.match(stdout, /Public-Key: \(3072 bit\)[\s\S]*Exponent: 65537/);
    assert.match(stdout, /X509v3 Basic Constraints: critical\s+CA:FALSE/);
    assert.match(stdout, /X509v3 Key Usage: critical\s+Digital Signature, Key Encipherment\n/);
    assert.match(stdout, /X509v3 Extended Key Usage:\s+TLS Web Client Authentication\n/);
    assert.match(
      stdout,
      /X509v3 Subject Alternative Name:\s+DNS:server\.contoso\.com, DNS:\*\.xn--bcher-kva\.example\n/,
    );
    assert.match(stdout, /X509v3 Subject Key Identifier:\s+[0-9A-F]{2}(:[0-9A-F]{2}){19}\n/);
  });

  it('makes what OpenSSL and Node verify, with the key identifier OpenSSL would choose', async () => {
    const { certificate, privateKey } = await sampleCertificate();
    const pem = folder.path('self.pem');
    await writeFile(pem, encodeCertificate(certificate, 'pem'));
    const verified = await openssl([
      'verify',
      '-x509_strict',
      '-check_ss_sig',
      '-purpose',
      'sslclient',
      '-CAfile',
      pem,
      pem,
    ]);
    assert.match(verified.stdout, /: OK/);
    const node = new X509Certificate(certificate);
    assert.ok(node.verify(node.publicKey));
    assert.equal(node.ca, false);
    await writeFile(folder.path('self.key'), privateKey);
    const { stdout } = await openssl([
      'req',
      '-new',
      '-x509',
      '-key',
      folder.path('self.key'),
      '-subj',
      '/CN=x',
      '-text',
      '-noout',
    ]);
    const identifier = (text: string) => /Subject Key Identifier:\s+(\S+)/.exec(text)?.[1];
    const own = await openssl(['x509', '-in', pem, '-noout', '-text']);
    assert.equal(identifier(own.stdout), identifier(stdout));
  });

  it('gives every certificate a serial number of 16 bytes that is positive', async () => {
    const names = ['Mailbox report', 'Nightly licences', 'Calendar report'];
    const serials = await Promise.all(
      names.map(async (name) => new X509Certificate((await sampleCertificate(name)).certificate).serialNumber),
    );
    assert.equal(new Set(serials).size, names.length);
    for (const serial of serials) {
      assert.match(serial, /^[4-7][0-9A-F]{31}$/);
    }
  });

  it('is valid for a year, takes a bare name as the common name and as the friendly name', async () => {
    const { name, friendlyName, months, keySize } = checkGenerateOptions({ subject: 'Mailbox report' });
    assert.equal(formatName(name), 'CN=Mailbox report');
    assert.deepEqual({ friendlyName, months, keySize }, { friendlyName: 'Mailbox report', months: 12, keySize: 2048 });
  });

  it('ends on the last day of a month that is shorter', async () => {
    const end = (now: string, months: number) => validityPeriod(new Date(now), months).notAfter.toISOString();
    assert.equal(end('2028-01-31T12:00:00Z', 1), '2028-02-29T11:55:00.000Z');
    assert.equal(end('2027-01-31T12:00:00Z', 1), '2027-02-28T11:55:00.000Z');
    assert.equal(end('2028-02-29T12:00:00Z', 12), '2029-02-28T11:55:00.000Z');
    assert.equal(end('2026-10-31T12:00:00Z', 4), '2027-02-28T11:55:00.000Z');
    assert.equal(end('2026-12-15T12:00:00Z', 12), '2027-12-15T11:55:00.000Z');
  });

  it('writes years from 2050 on in the longer form', async () => {
    const certificate = await certificateFor('x', new Date('2049-06-01T00:00:00Z'), 24);
    const { stdout } = await openssl(['x509', '-inform', 'DER', '-noout', '-dates'], { input: certificate });
    assert.match(stdout, /notBefore=May 31 23:55:00 2049 GMT\nnotAfter=May 31 23:55:00 2051 GMT/);
    assert.match(Buffer.from(certificate).toString('latin1'), /20510531235500Z/);
  });

  it('says what is wrong with its options', async () => {
    const refused: readonly (readonly [Partial<GenerateOptions>, string])[] = [
      [{ subject: ' ' }, 'subjectEmpty'],
      [{ subject: 'CN=a, nonsense' }, 'subjectSyntax'],
      [{ months: 0 }, 'monthsOutOfRange'],
      [{ months: 1.5 }, 'monthsOutOfRange'],
      [{ months: 121 }, 'monthsOutOfRange'],
      [{ months: Number.NaN }, 'monthsOutOfRange'],
      [{ keySize: 1024 as 2048 }, 'keySizeNotSupported'],
      [{ dnsNames: ['https://contoso.com'] }, 'dnsNameInvalid'],
      [{ dnsNames: ['10.0.0.1'] }, 'dnsNameInvalid'],
      [{ dnsNames: [''] }, 'dnsNameInvalid'],
      [{ dnsNames: ['a..b'] }, 'dnsNameInvalid'],
      [{ dnsNames: ['*'] }, 'dnsNameInvalid'],
      [{ friendlyName: 'a\nb' }, 'friendlyNameInvalid'],
    ];
    for (const [options, reason] of refused) {
      assert.equal(
        await reasonOf(generateCertificate({ subject: 'x', ...options }, { clock })),
        reason,
        JSON.stringify(options),
      );
    }
  });

  it('stops at once when it is cancelled', async () => {
    const controller = new AbortController();
    const started = performance.now();
    const making = generateCertificate({ subject: 'x', keySize: 4096 }, { clock, signal: controller.signal });
    setImmediate(() => controller.abort());
    await assert.rejects(making, isAbort);
    assert.ok(performance.now() - started < 100);
  });
});
