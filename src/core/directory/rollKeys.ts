import { createPrivateKey, sign } from 'node:crypto';
import type { SigningCertificate } from '../certificates/types.ts';
import { directoryError } from './errors.ts';
import { newKeyCredential } from './keyCredential.ts';
import { segment } from './odata.ts';
import type { Directory, KeyCredential } from './types.ts';

const minutes = 10;
/** What a proof is for: Microsoft Graph. */
const audience = '00000003-0000-0000-c000-000000000000';

/**
 * The proof of possession `addKey` and `removeKey` want: a JWT signed with a certificate the application has already,
 * issued by the application's object id, valid for ten minutes (Microsoft Graph, "Generate proof of possession tokens").
 *
 * @throws NoPrivateKey when the key can't sign
 */
export function keyProof(objectId: string, certificate: SigningCertificate, now: Date): string {
  const issued = Math.floor(now.getTime() / 1000);
  const header = {
    alg: 'RS256',
    typ: 'JWT',
    kid: certificate.thumbprint,
    x5t: Buffer.from(certificate.thumbprint, 'hex').toString('base64url'),
  };
  const claims = { aud: audience, iss: objectId, nbf: issued, exp: issued + minutes * 60 };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  try {
    const signature = sign('sha256', Buffer.from(text), createPrivateKey(certificate.privateKeyPem));
    return `${text}.${signature.toString('base64url')}`;
  } catch {
    // The cause stays out: it is about the key.
    throw directoryError('proofKeyUnusable', { thumbprint: certificate.thumbprint });
  }
}

/**
 * Adds a certificate to the application that `directory` is signed in as. It takes no permission, only the proof by a
 * certificate that is still valid. Not repeated when the answer is lost; the caller reads and sees.
 *
 * @param objectId of the application
 */
export async function addKeyWithProof(
  directory: Directory,
  objectId: string,
  der: Uint8Array,
  options: { displayName: string; proof: SigningCertificate; now: Date; signal?: AbortSignal | undefined },
): Promise<KeyCredential> {
  const { keyId: _, ...keyCredential } = newKeyCredential(der, options);
  return directory.request<KeyCredential>(
    {
      method: 'POST',
      path: `/applications/${segment(objectId)}/addKey`,
      body: { keyCredential, passwordCredential: null, proof: keyProof(objectId, options.proof, options.now) },
    },
    options.signal,
  );
}

/** Removes a certificate from the application that `directory` is signed in as; the proof may not be by that one. */
export async function removeKeyWithProof(
  directory: Directory,
  objectId: string,
  keyId: string,
  options: { proof: SigningCertificate; now: Date; signal?: AbortSignal | undefined },
): Promise<void> {
  await directory.request(
    {
      method: 'POST',
      path: `/applications/${segment(objectId)}/removeKey`,
      body: { keyId, proof: keyProof(objectId, options.proof, options.now) },
    },
    options.signal,
  );
}
