import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { selfSigned } from '../selfSigned.ts';

/**
 * Makes the certificates of the sample applications: real self-signed X.509, of one key pair that nobody keeps. What the
 * sample tenant shows are applications whose private keys are elsewhere.
 */
export class SampleCertificates {
  readonly #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

  private constructor(keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }) {
    this.#keys = keys;
  }

  static async create(): Promise<SampleCertificates> {
    return new SampleCertificates(await promisify(generateKeyPair)('rsa', { modulusLength: 2048 }));
  }

  /** DER of a certificate for client authentication with the common name `name`. `serial` tells certificates of one name apart. */
  certificate(name: string, notBefore: Date, notAfter: Date, serial: string): Buffer {
    const serialNumber = createHash('sha256').update(serial).digest().subarray(0, 16);
    return Buffer.from(selfSigned(this.#keys, { name, notBefore, notAfter, serialNumber }));
  }
}
