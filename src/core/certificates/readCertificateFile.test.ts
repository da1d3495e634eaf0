import assert from 'node:assert/strict';
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { oids } from './algorithms.ts';
import { explicit, integer, octetString, oid, sequence } from './derWriter.ts';
import { maximumFileSize } from './fileSize.ts';
import { toPem } from './pem.ts';
import { encodePfx } from './pfx.ts';
import { readCertificateFile } from './readCertificateFile.ts';
import { openssl, TemporaryFolder } from './testing/openssl.ts';
import { reasonOf, type SampleMaterial, sampleCertificate } from './testing/sampleCertificates.ts';
import { toIndefiniteLengths } from './testing/toIndefiniteLengths.ts';
import type { CertificateMaterial } from './types.ts';

const password = "p'ä$s w0rd€";

describe('readCertificateFile', () => {
  const folder = new TemporaryFolder();
  let sample: SampleMaterial;
  let other: SampleMaterial;
  let pem: string;

  before(async () => {
    [sample, other] = await Promise.all([sampleCertificate(), sampleCertificate('Nightly licences')]);
    pem = toPem('CERTIFICATE', sample.certificate);
    await Promise.all([
      writeFile(folder.path('key.pem'), sample.privateKey),
      writeFile(folder.path('other.key'), other.privateKey),
      writeFile(folder.path('certificate.pem'), pem),
      writeFile(folder.path('both.pem'), pem + sample.privateKey),
      writeFile(folder.path('password'), password),
      writeFile(folder.path('noPassword'), '\n'),
    ]);
  });
  after(() => folder.remove());

  const read = (bytes: Uint8Array | string, given?: string, fileName = 'a.file') =>
    readCertificateFile(Buffer.from(bytes), { fileName, password: given });

  function assertSample(material: CertificateMaterial, withKey = true): void {
    assert.deepEqual(Buffer.from(material.certificate), Buffer.from(sample.certificate));
    assert.equal(material.privateKey !== undefined, withKey);
    if (material.privateKey !== undefined) {
      assert.ok(new X509Certificate(sample.certificate).checkPrivateKey(createPrivateKey(material.privateKey)));
    }
  }

  async function pfx(args: readonly string[], passwordFile = 'password'): Promise<Buffer> {
    const file = folder.path(`${randomUUID()}.pfx`);
    const passwordArgument = `file:${folder.path(passwordFile)}`;
    await openssl([
      'pkcs12',
      '-export',
      '-in',
      folder.path('both.pem'),
      '-passout',
      passwordArgument,
      '-out',
      file,
      ...args,
    ]);
    return readFile(file);
  }

  /** Its integrity check never succeeds, after this many iterations. */
  function pfxWithIterations(iterations: number): Uint8Array {
    const contents = sequence(oid(oids.data), explicit(0, octetString(sequence(Buffer.alloc(200, 5)))));
    const digest = sequence(sequence(oid(oids.sha1)), octetString(Buffer.alloc(20)));
    return sequence(integer(3), contents, sequence(digest, octetString(Buffer.alloc(8)), integer(iterations)));
  }

  describe('PFX', () => {
    const kinds: Readonly<Record<string, readonly string[]>> = {
      'OpenSSL 3': ['-name', 'Mailbox report'],
      'OpenSSL 1 (RC2-40, 3DES)': ['-legacy'],
      'Windows (3DES)': ['-legacy', '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-iter', '2000'],
      'RC2-128 and two-key 3DES': ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-2DES'],
      'RC2-40 for the key too': ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-RC2-40'],
      RC4: ['-legacy', '-certpbe', 'PBE-SHA1-RC4-40', '-keypbe', 'PBE-SHA1-RC4-128'],
      descert: ['-legacy', '-descert'],
      'AES-128 with SHA-1': ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-192-CBC', '-macalg', 'sha1'],
      'SHA-512': ['-macalg', 'sha512'],
      'certificates in the clear': ['-certpbe', 'NONE'],
      'everything in the clear': ['-certpbe', 'NONE', '-keypbe', 'NONE'],
      'no integrity check': ['-nomac'],
      'one iteration': ['-legacy', '-nomaciter', '-noiter'],
    };
    for (const [kind, args] of Object.entries(kinds)) {
      it(`opens with a password that is not ASCII: ${kind}`, async () => {
        const bytes = await pfx(args);
        const material = await read(bytes, password);
        assertSample(material);
        assert.equal(material.friendlyName, args.includes('-name') ? 'Mailbox report' : undefined);
      });
    }

    it('opens without a password, however “none” was written, and refuses a wrong one', async () => {
      const [modern, legacy] = await Promise.all([pfx([], 'noPassword'), pfx(['-legacy'], 'noPassword')]);
      for (const bytes of [modern, legacy]) {
        assertSample(await read(bytes));
        assertSample(await read(bytes, ''));
        assert.equal(await reasonOf(read(bytes, 'x')), 'wrongPassword');
      }
    });

    it('tells a missing password from a wrong one', async () => {
      for (const bytes of [await pfx([]), await pfx(['-legacy']), await pfx(['-nomac'])]) {
        assert.equal(await reasonOf(read(bytes)), 'passwordNeeded');
        assert.equal(await reasonOf(read(bytes, '')), 'passwordNeeded');
        assert.equal(await reasonOf(read(bytes, 'wrong')), 'wrongPassword');
      }
    });

    it('opens in BER, as macOS, Firefox and Java libraries write it', async () => {
      for (const args of [[], ['-legacy']]) {
        const ber = toIndefiniteLengths(await pfx(args));
        assert.deepEqual([...ber.subarray(0, 2)], [0x30, 0x80]);
        assertSample(await read(ber, password));
      }
    });

    it('opens as Base64 and as PEM', async () => {
      const bytes = await pfx([]);
      assertSample(await read(bytes.toString('base64'), password));
      assertSample(await read(toPem('PKCS12', bytes), password));
    });

    it('without a private key is refused as such', async () => {
      const file = folder.path('nokey.pfx');
      await openssl([
        'pkcs12',
        '-export',
        '-nokeys',
        '-in',
        folder.path('certificate.pem'),
        '-passout',
        'pass:x',
        '-out',
        file,
      ]);
      assert.equal(await reasonOf(read(await readFile(file), 'x')), 'noPrivateKey');
    });

    it('cut short anywhere is called truncated, and changed anywhere never opens as something else', async () => {
      const bytes = await pfx(['-legacy']);
      for (const length of [10, 1000, bytes.length - 1]) {
        assert.equal(await reasonOf(read(bytes.subarray(0, length), password)), 'truncatedFile');
      }
      for (let offset = 40; offset < bytes.length; offset += 97) {
        const changed = Buffer.from(bytes);
        changed[offset] = (changed[offset] ?? 0) ^ 0x55;
        const reason = await reasonOf(read(changed, password));
        assert.match(
          reason,
          /^(wrongPassword|damagedFile|truncatedFile|encryptionNotSupported|tooManyIterations|notACertificate)$/,
        );
      }
    });

    it('that asks for absurd work is refused at once', async () => {
      const hostile = pfxWithIterations(0x7fffffff);
      assert.equal(await reasonOf(read(hostile, password)), 'tooManyIterations');
      const encryption = sequence(oid(oids.tripleDesPbe), sequence(octetString(Buffer.alloc(8)), integer(0x7fffffff)));
      const key = toPem('ENCRYPTED PRIVATE KEY', sequence(encryption, octetString(Buffer.alloc(800))));
      assert.equal(await reasonOf(read(key + pem, password)), 'tooManyIterations');
    });

    it('stops deriving keys when it is cancelled', async () => {
      const bytes = pfxWithIterations(4_000_000);
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 20);
      await assert.rejects(
        readCertificateFile(bytes, { fileName: 'a.pfx', password, signal: controller.signal }),
        (error: Error) => error.name === 'AbortError',
      );
    });
  });

  describe('issuers and several certificates', () => {
    it('come along nearest first, from PFX and PEM in any order; the certificate of the key is the one', async () => {
      const run = (args: readonly string[]) => openssl(args);
      const path = (name: string) => folder.path(name);
      const extension = path('authority.cnf');
      await writeFile(extension, 'basicConstraints=critical,CA:TRUE');
      await writeFile(path('root.key'), (await sampleCertificate('Calendar report')).privateKey);
      await run([
        'req',
        '-x509',
        '-key',
        path('root.key'),
        '-out',
        path('root.pem'),
        '-subj',
        '/CN=Root',
        '-days',
        '30',
      ]);
      for (const [name, issuer, key, more] of [
        ['middle', 'root', 'other.key', ['-extfile', extension]],
        ['leaf', 'middle', 'key.pem', []],
      ] as const) {
        await run(['req', '-new', '-key', path(key), '-subj', `/CN=${name}`, '-out', path(`${name}.csr`)]);
        const issuerKey = issuer === 'root' ? 'root.key' : 'other.key';
        await run([
          'x509',
          '-req',
          '-in',
          path(`${name}.csr`),
          '-CA',
          path(`${issuer}.pem`),
          '-CAkey',
          path(issuerKey),
          '-days',
          '30',
          '-out',
          path(`${name}.pem`),
          ...more,
        ]);
      }
      const [root, middle, leaf, csr] = (await Promise.all(
        ['root.pem', 'middle.pem', 'leaf.pem', 'leaf.csr'].map((name) => readFile(path(name), 'utf8')),
      )) as [string, string, string, string];
      const subject = (der: Uint8Array) => new X509Certificate(der).subject;
      const expected = ['CN=leaf', 'CN=middle', 'CN=Root'];
      const subjects = ({ certificate, chain = [] }: CertificateMaterial) => [certificate, ...chain].map(subject);

      await writeFile(path('chain.pem'), root + middle);
      await run([
        'pkcs12',
        '-export',
        '-in',
        path('leaf.pem'),
        '-inkey',
        path('key.pem'),
        '-certfile',
        path('chain.pem'),
        '-passout',
        'pass:x',
        '-out',
        path('chain.pfx'),
      ]);
      const fromPfx = await read(await readFile(path('chain.pfx')), 'x');
      assert.deepEqual(subjects(fromPfx), expected);
      assert.deepEqual(subjects(await read(root + sample.privateKey + leaf + middle)), expected);
      // Without a key it is the one that issued none of the others.
      assert.deepEqual(subjects(await read(root + middle + leaf)), expected);
      assert.equal(await reasonOf(read(leaf + pem)), 'severalCertificates');
      assert.equal(await reasonOf(read(csr)), 'certificateRequest');

      // And back: what we write has the chain too.
      const written = await encodePfx(fromPfx, { password: 'y' });
      assert.deepEqual(subjects(await read(written, 'y')), expected);
    });
  });

  describe('PEM', () => {
    it('is read in any order, with any line ends, in UTF-8 and UTF-16, with words around it', async () => {
      const { stdout: pkcs1 } = await openssl(['rsa', '-in', folder.path('key.pem'), '-traditional']);
      const files: readonly (string | Buffer)[] = [
        pem + sample.privateKey,
        sample.privateKey + pem,
        pkcs1 + pem,
        `Bag Attributes\n    friendlyName: x\n${pem}\nKey Attributes: <No Attributes>\n${pkcs1}`,
        (pem + sample.privateKey).replaceAll('\n', '\r\n'),
        (pem + sample.privateKey).replaceAll('\n', '\r'),
        `\ufeff${pem}${sample.privateKey}`,
        Buffer.from(`\ufeff${pem}${sample.privateKey}`, 'utf16le'),
        Buffer.from(`\ufeff${pem}${sample.privateKey}`, 'utf16le').swap16(),
        pem + pem + sample.privateKey + pkcs1,
      ];
      assert.match(pkcs1, /BEGIN RSA PRIVATE KEY/);
      for (const [index, file] of files.entries()) {
        assertSample(await read(file).catch((error) => assert.fail(`${index}: ${error}`)));
      }
    });

    const encrypted: Readonly<Record<string, readonly string[]>> = {
      'PKCS#8, AES-256': ['pkcs8', '-topk8'],
      'PKCS#8, scrypt': ['pkcs8', '-topk8', '-scrypt'],
      'PKCS#8, 3DES': ['pkcs8', '-topk8', '-v2', 'des3'],
      'PKCS#8, RC2': ['pkcs8', '-topk8', '-v2', 'rc2', '-provider', 'legacy', '-provider', 'default'],
      'PKCS#8, DES': ['pkcs8', '-topk8', '-v2', 'des', '-provider', 'legacy', '-provider', 'default'],
      'PKCS#8, MD5 and DES': ['pkcs8', '-topk8', '-v1', 'PBE-MD5-DES', '-provider', 'legacy', '-provider', 'default'],
      'PKCS#8, SHA-1 and RC2-64': [
        'pkcs8',
        '-topk8',
        '-v1',
        'PBE-SHA1-RC2-64',
        '-provider',
        'legacy',
        '-provider',
        'default',
      ],
      'PKCS#8, PKCS#12 3DES': ['pkcs8', '-topk8', '-v1', 'PBE-SHA1-3DES'],
      'Proc-Type, AES-256': ['rsa', '-traditional', '-aes256'],
      'Proc-Type, 3DES': ['rsa', '-traditional', '-des3'],
      'Proc-Type, DES': ['rsa', '-traditional', '-des', '-provider', 'legacy', '-provider', 'default'],
    };
    for (const [kind, args] of Object.entries(encrypted)) {
      it(`with an encrypted key: ${kind}`, async () => {
        const { stdout } = await openssl([
          ...args,
          '-in',
          folder.path('key.pem'),
          '-passout',
          `file:${folder.path('password')}`,
        ]);
        assert.match(stdout, /ENCRYPTED/);
        assertSample(await read(stdout + pem, password));
        assert.equal(await reasonOf(read(pem + stdout)), 'passwordNeeded');
        assert.equal(await reasonOf(read(pem + stdout, 'wrong')), 'wrongPassword');
      });
    }

    it('says what it holds instead', async () => {
      const ec = await openssl(['ecparam', '-name', 'prime256v1', '-genkey']);
      const cases: readonly (readonly [string, string])[] = [
        [sample.privateKey, 'keyWithoutCertificate'],
        [pem + sample.privateKey + other.privateKey, 'severalKeys'],
        [pem + other.privateKey, 'keyMismatch'],
        [pem + ec.stdout, 'notRsa'],
        [ec.stdout, 'notRsa'],
        [pem.slice(0, -30), 'truncatedFile'],
        [pem + sample.privateKey.slice(0, 700), 'truncatedFile'],
        [toPem('CERTIFICATE', sample.certificate.subarray(0, 300)), 'truncatedFile'],
        [pem.replace(/\n(.{60})/, '\n????$1'), 'damagedFile'],
        [toPem('PKCS7', sample.certificate), 'certificateList'],
        [toPem('OPENSSH PRIVATE KEY', sample.certificate), 'sshKey'],
        ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ admin@contoso', 'notACertificate'],
        ['Dear colleague, the certificate is attached.', 'notACertificate'],
        ['0', 'notACertificate'],
      ];
      for (const [text, reason] of cases) {
        assert.equal(await reasonOf(read(text)), reason, text.slice(0, 200));
      }
    });

    it('whose key was damaged is found out before anyone relies on it', async () => {
      const der = Buffer.from(sample.privateKey.replace(/-----.*-----|\s/g, ''), 'base64');
      der[der.length - 20] = (der[der.length - 20] ?? 0) ^ 1;
      der[700] = (der[700] ?? 0) ^ 1;
      assert.equal(await reasonOf(read(pem + toPem('PRIVATE KEY', der))), 'keyDamaged');
    });
  });

  describe('CER and CRT', () => {
    it('are read in DER, PEM and bare Base64, with and without line breaks, byte order mark and UTF-16', async () => {
      const base64 = Buffer.from(sample.certificate).toString('base64');
      const { stdout } = await openssl([
        'x509',
        '-in',
        folder.path('certificate.pem'),
        '-trustout',
        '-addtrust',
        'clientAuth',
      ]);
      assert.match(stdout, /BEGIN TRUSTED CERTIFICATE/);
      const files: readonly (string | Uint8Array)[] = [
        sample.certificate,
        Buffer.concat([sample.certificate, Buffer.from('\r\n')]),
        pem,
        stdout,
        base64,
        `\ufeff${base64}\r\n`,
        base64.replace(/.{76}/g, '$&\r\n'),
        Buffer.from(`\ufeff${base64}`, 'utf16le'),
        Buffer.from(base64, 'utf16le'),
      ];
      for (const file of files) {
        assertSample(await read(file), false);
      }
    });

    it('of another kind are named', async () => {
      const ecKey = folder.path('ec.key');
      const made = await openssl([
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        ecKey,
        '-subj',
        '/CN=EC',
      ]);
      assert.equal(await reasonOf(read(made.stdout)), 'notRsa');
      const list = await openssl(['crl2pkcs7', '-nocrl', '-certfile', folder.path('certificate.pem')]);
      assert.equal(await reasonOf(read(list.stdout)), 'certificateList');
      const listDer = Buffer.from(list.stdout.replace(/-----.*-----|\s/g, ''), 'base64');
      assert.equal(await reasonOf(read(listDer)), 'certificateList');
      const request = await openssl(['req', '-new', '-key', folder.path('key.pem'), '-subj', '/CN=x']);
      assert.equal(
        await reasonOf(read(Buffer.from(request.stdout.replace(/-----.*-----|\s/g, ''), 'base64'))),
        'certificateRequest',
      );
      for (const [args, given, reason] of [
        [['rsa', '-traditional', '-outform', 'DER'], undefined, 'keyWithoutCertificate'],
        [['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER'], undefined, 'keyWithoutCertificate'],
        [['pkcs8', '-topk8', '-passout', 'pass:x', '-outform', 'DER'], 'x', 'keyWithoutCertificate'],
        [['pkcs8', '-topk8', '-passout', 'pass:x', '-outform', 'DER'], undefined, 'passwordNeeded'],
      ] as const) {
        const file = folder.path(`${randomUUID()}.der`);
        await openssl([...args, '-in', folder.path('key.pem'), '-out', file]);
        assert.equal(await reasonOf(read(await readFile(file), given)), reason, args.join(' '));
      }
      const both = await readFile(ecKey, 'utf8');
      assert.equal(await reasonOf(read(made.stdout + both)), 'notRsa');
    });

    it('cut short are called truncated, empty ones empty, huge ones too large', async () => {
      assert.equal(await reasonOf(read(sample.certificate.subarray(0, 500))), 'truncatedFile');
      assert.equal(
        await reasonOf(read(Buffer.from(sample.certificate.subarray(0, 500)).toString('base64'))),
        'truncatedFile',
      );
      assert.equal(await reasonOf(read('')), 'emptyFile');
      assert.equal(await reasonOf(read(Buffer.alloc(maximumFileSize + 1))), 'fileTooLarge');
      assert.equal(await reasonOf(read(Buffer.from('feedfeed00000002', 'hex'))), 'javaKeyStore');
    });

    it('of random bytes never do more than say so', async () => {
      for (let seed = 0; seed < 300; seed++) {
        const noise = Buffer.from(sample.certificate);
        for (let count = 0; count < 3; count++) {
          noise[(seed * 7919 + count * 104729) % noise.length] = (seed * 31 + count * 17) & 0xff;
        }
        const reason = await reasonOf(read(noise));
        assert.match(
          reason,
          /^(none|damagedFile|truncatedFile|notACertificate|notRsa|certificateRequest|severalCertificates)$/,
          `${seed}`,
        );
      }
    });
  });
});
