import assert from 'node:assert/strict';
import { constants, verify, X509Certificate } from 'node:crypto';
import { generatePassword } from './generatePassword.ts';
import { proveSigning, signWithKey } from './signing.ts';
import { reasonOf, sampleCertificate } from './testing/sampleCertificates.ts';

describe('signing', () => {
  const data = Buffer.from('header.payload');

  it('makes RS256 and PS256 signatures that the certificate’s key verifies', async () => {
    const { certificate, privateKey } = await sampleCertificate();
    const { publicKey: key } = new X509Certificate(certificate);
    assert.ok(verify('sha256', data, key, await signWithKey(privateKey, data)));
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const signature = await signWithKey(privateKey, data, 'PS256');
    assert.ok(verify('sha256', data, { key, padding, saltLength: 32 }, signature));
  });

  it('proves a key, and finds out one that is another’s or none, without showing it', async () => {
    const [sample, other] = await Promise.all([sampleCertificate(), sampleCertificate('Nightly licences')]);
    await proveSigning(sample.certificate, sample.privateKey);
    assert.equal(await reasonOf(proveSigning(sample.certificate, other.privateKey)), 'keyCannotSign');
    const broken = sample.privateKey.slice(0, 500);
    const error: Error = await signWithKey(broken, data).then(
      () => assert.fail('it signed'),
      (thrown) => thrown,
    );
    assert.equal(await reasonOf(Promise.reject(error)), 'keyCannotSign');
    assert.ok(!`${error.stack} ${String(error.cause)}`.includes(broken.split('\n')[3] ?? ''));
  });
});

describe('generatePassword', () => {
  it('uses 24 characters that can’t be confused and need no quoting anywhere', () => {
    const counts = new Map<string, number>();
    const passwords = new Set<string>();
    for (let round = 0; round < 2000; round++) {
      const password = generatePassword();
      assert.match(password, /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-HJ-NP-Za-km-np-z2-9]{24}$/);
      passwords.add(password);
      for (const character of password) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    assert.equal(passwords.size, 2000);
    // 56 characters, about 857 of each: seven standard deviations to either side.
    assert.equal(counts.size, 56);
    for (const [character, count] of counts) {
      assert.ok(count > 655 && count < 1100, `${character}: ${count}`);
    }
  });
});
