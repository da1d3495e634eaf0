import { generateKeyPair } from 'node:crypto';
import { abortError, throwIfAborted } from '../shared/clock.ts';

export interface KeyPair {
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  /** DER `SubjectPublicKeyInfo`. */
  readonly publicKey: Uint8Array;
}

/**
 * Makes an RSA key pair on a thread of its own. An aborted `signal` rejects at once with an `AbortError`; the thread can't
 * be stopped, its result is dropped.
 */
export function generateRsaKeyPair(bits: number, signal?: AbortSignal): Promise<KeyPair> {
  throwIfAborted(signal);
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortError());
    signal?.addEventListener('abort', onAbort, { once: true });
    generateKeyPair(
      'rsa',
      {
        modulusLength: bits,
        publicExponent: 0x10001,
        publicKeyEncoding: { type: 'spki', format: 'der' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      },
      (error, publicKey, privateKey) => {
        signal?.removeEventListener('abort', onAbort);
        if (error) {
          reject(error);
        } else {
          resolve({ privateKey, publicKey });
        }
      },
    );
  });
}
