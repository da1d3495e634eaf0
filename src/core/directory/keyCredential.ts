import { randomUUID, X509Certificate } from 'node:crypto';
import { thumbprintOf } from '../certificates/thumbprint.ts';
import { directoryError } from './errors.ts';
import type { KeyCredential } from './types.ts';

const smallestKey = 2048;

/**
 * SHA-1 thumbprint of the certificate behind a key credential, upper-case hex: from the certificate itself where Graph
 * gave it, else from `customKeyIdentifier` if that holds one (clients store other things there, some of them the hex text).
 */
export function thumbprintOfKey(credential: KeyCredential): string | undefined {
  if (credential.key) {
    return thumbprintOf(Buffer.from(credential.key, 'base64'));
  }
  const identifier = credential.customKeyIdentifier ?? '';
  if (/^[0-9a-f]{40}$/i.test(identifier)) {
    return identifier.toUpperCase();
  }
  const bytes = Buffer.from(identifier, 'base64');
  if (bytes.length === 20) {
    return bytes.toString('hex').toUpperCase();
  }
  const text = bytes.toString('latin1');
  return /^[0-9a-f]{40}$/i.test(text) ? text.toUpperCase() : undefined;
}

/**
 * The key credential for a certificate, ready to be sent.
 *
 * @param der the certificate
 * @param displayName shown in the portal
 * @throws Expired, NotSupported (smaller than 2048 bits, or not RSA) or InvalidInput (not a certificate)
 */
export function newKeyCredential(
  der: Uint8Array,
  { displayName, now, keyId = randomUUID() }: { displayName: string; now: Date; keyId?: string },
): KeyCredential & { readonly keyId: string; readonly key: string } {
  const certificate = parse(der);
  const thumbprint = thumbprintOf(der);
  const start = new Date(certificate.validFrom);
  const end = new Date(certificate.validTo);
  if (end.getTime() <= now.getTime()) {
    throw directoryError('certificateExpired', { thumbprint, notAfter: end.toISOString() });
  }
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') {
    throw directoryError('certificateNotRsa', { thumbprint });
  }
  const keySize = certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (keySize < smallestKey) {
    throw directoryError('certificateTooSmall', { thumbprint, keySize });
  }
  return {
    keyId,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: Buffer.from(der).toString('base64'),
    displayName,
    customKeyIdentifier: Buffer.from(thumbprint, 'hex').toString('base64'),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
  };
}

function parse(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw directoryError('certificateUnreadable');
  }
}
