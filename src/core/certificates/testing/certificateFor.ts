import { createPublicKey } from 'node:crypto';
import { buildCertificate } from '../buildCertificate.ts';
import { encodeName } from '../distinguishedName.ts';
import { parseName } from '../parseName.ts';
import { validityPeriod } from '../validity.ts';
import { sampleCertificate } from './sampleCertificates.ts';

/** A certificate as `generateCertificate` would make it, for a key that is there already: a new one takes too long for a test. */
export async function certificateFor(subject: string, now: Date, months = 12): Promise<Uint8Array> {
  const { privateKey } = await sampleCertificate();
  return buildCertificate(
    {
      subject: encodeName(parseName(subject)),
      publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
      ...validityPeriod(now, months),
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      purposes: ['clientAuth'],
      dnsNames: [],
      authority: false,
    },
    privateKey,
  );
}
