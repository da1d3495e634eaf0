import { constants, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { certificateError } from './errors.ts';
import { parseCertificate } from './parseCertificate.ts';

const signAsync = promisify(sign);
const verifyAsync = promisify(verify);

/** JWS names (RFC 7518, 3.1) of RSA with SHA-256: PKCS#1 v1.5, and PSS with a salt of 32 bytes. */
export type SignatureAlgorithm = 'RS256' | 'PS256';

/** Signs `data` with a PKCS#8 PEM key, off the main thread. Throws `keyCannotSign` when the key can't. */
export async function signWithKey(
  privateKeyPem: string,
  data: Uint8Array,
  algorithm: SignatureAlgorithm = 'RS256',
): Promise<Uint8Array> {
  try {
    return await signAsync('sha256', data, { key: privateKeyPem, ...padding(algorithm) });
  } catch (error) {
    throw certificateError('keyCannotSign', {}, error);
  }
}

function padding(algorithm: SignatureAlgorithm) {
  return algorithm === 'PS256'
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    : { padding: constants.RSA_PKCS1_PADDING };
}

/**
 * Proves that the key works and belongs to the certificate: signs something random and checks the signature with the
 * certificate's public key. Throws `keyCannotSign`.
 */
export async function proveSigning(certificate: Uint8Array, privateKeyPem: string): Promise<void> {
  const challenge = randomBytes(32);
  const signature = await signWithKey(privateKeyPem, challenge);
  const { spki } = parseCertificate(certificate).publicKey;
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  if (!(await verifyAsync('sha256', challenge, publicKey, signature))) {
    throw certificateError('keyCannotSign');
  }
}
