import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { certificateState, describeCertificate } from './describe.ts';
import { openssl } from './testing/openssl.ts';
import { reasonOf, sampleCertificate } from './testing/sampleCertificates.ts';
import { normalizeThumbprint } from './thumbprint.ts';

const options = { now: new Date(), expiringWithinDays: 30, hasPrivateKey: false } as const;

describe('describeCertificate', () => {
  it('agrees with Node on everything both know', async () => {
    const { certificate } = await sampleCertificate();
    const node = new X509Certificate(certificate);
    const described = describeCertificate(certificate, { ...options, friendlyName: 'Mine' });
    assert.equal(described.thumbprint, node.fingerprint.replaceAll(':', ''));
    assert.equal(described.thumbprintSha256, node.fingerprint256.replaceAll(':', ''));
    assert.equal(described.serialNumber, node.serialNumber);
    assert.equal(described.subject, 'CN=Mailbox report, O=Contoso');
    assert.equal(described.issuer, described.subject);
    assert.equal(described.notBefore, new Date(node.validFrom).toISOString().replace('.000', ''));
    assert.equal(described.notAfter, new Date(node.validTo).toISOString().replace('.000', ''));
    assert.equal(described.keySize, 2048);
    assert.equal(described.friendlyName, 'Mine');
    assert.equal(described.state, 'valid');
  });

  it('describes certificates that others make, also with keys that can’t sign in', async () => {
    const subject = '/C=DE/DC=contoso/emailAddress=a@contoso.com/O=Köln/CN=Contoso, Ltd';
    const pem = await openssl([
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-384',
        '-nodes',
        '-keyout',
        '/dev/null',
        '-utf8',
      ],
      ...['-subj', subject, '-set_serial', '0x00ff01', '-days', '36500'],
    ]);
    const described = describeCertificate(Buffer.from(new X509Certificate(pem.stdout).raw), options);
    assert.equal(described.subject, 'CN=Contoso\\, Ltd, O=Köln, E=a@contoso.com, DC=contoso, C=DE');
    assert.equal(described.serialNumber, 'FF01');
    assert.equal(described.keySize, 384);
    assert.match(described.notAfter, /^21\d\d-/);
  });

  it('says when it is not given a certificate', async () => {
    assert.equal(
      await reasonOf(() => describeCertificate(Buffer.from('3003020101', 'hex'), options)),
      'certificateUnreadable',
    );
    assert.equal(await reasonOf(() => describeCertificate(new Uint8Array(), options)), 'certificateUnreadable');
  });
});

describe('certificateState', () => {
  it('changes at the second', () => {
    const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-12-31T00:00:00Z') };
    const at = (now: string) => certificateState(validity, new Date(now), 30);
    assert.equal(at('2025-12-31T23:59:59.999Z'), 'notYetValid');
    assert.equal(at('2026-01-01T00:00:00Z'), 'valid');
    assert.equal(at('2026-12-01T00:00:00Z'), 'valid');
    assert.equal(at('2026-12-01T00:00:01Z'), 'expiring');
    assert.equal(at('2026-12-31T00:00:00.999Z'), 'expiring');
    assert.equal(at('2026-12-31T00:00:01Z'), 'expired');
  });
});

describe('normalizeThumbprint', () => {
  it('takes what people paste and nothing else', () => {
    const thumbprint = '9CF0123456789ABCDEF0123456789ABCDEF0C581';
    assert.equal(normalizeThumbprint(`\u200e${thumbprint.toLowerCase().replace(/../g, '$& ')}`), thumbprint);
    assert.equal(normalizeThumbprint(thumbprint.replace(/../g, '$&:').slice(0, -1)), thumbprint);
    assert.equal(normalizeThumbprint(thumbprint.slice(1)), undefined);
    assert.equal(normalizeThumbprint(`${thumbprint}00`), undefined);
    assert.equal(normalizeThumbprint(thumbprint.replace('9', 'G')), undefined);
  });
});
