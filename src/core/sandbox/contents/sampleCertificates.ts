import { createHash, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import {
  bitString,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  time,
  utf8String,
  yes,
} from './der.ts';

const sha256WithRsa = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing);

/**
 * Makes the certificates of the sample applications: real self-signed X.509, of one key pair that nobody keeps. What the
 * sample tenant shows are applications whose private keys are elsewhere.
 */
export class SampleCertificates {
  readonly #privateKey: KeyObject;
  readonly #publicKeyInfo: Buffer;
  readonly #keyId: Buffer;

  private constructor(privateKey: KeyObject, publicKey: KeyObject) {
    this.#privateKey = privateKey;
    this.#publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
    this.#keyId = createHash('sha1').update(this.#publicKeyInfo).digest();
  }

  static async create(): Promise<SampleCertificates> {
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return new SampleCertificates(privateKey, publicKey);
  }

  /** DER of a certificate for client authentication with the common name `name`. `serial` tells certificates of one name apart. */
  certificate(name: string, notBefore: Date, notAfter: Date, serial: string): Buffer {
    const subject = sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(name))));
    const number = createHash('sha256').update(serial).digest().subarray(0, 16);
    number[0] = ((number[0] ?? 0) & 0x7f) | 0x40;
    const content = sequence(
      tagged(0xa0, integer(Buffer.from([2]))),
      integer(number),
      sha256WithRsa,
      subject,
      sequence(time(notBefore), time(notAfter)),
      subject,
      this.#publicKeyInfo,
      tagged(0xa3, sequence(...this.#extensions())),
    );
    return sequence(content, sha256WithRsa, bitString(sign('sha256', content, this.#privateKey)));
  }

  #extensions(): Buffer[] {
    return [
      // Basic constraints: not a certification authority.
      sequence(objectIdentifier('2.5.29.19'), yes, octetString(sequence())),
      // Key usage: digitalSignature, keyEncipherment.
      sequence(objectIdentifier('2.5.29.15'), yes, octetString(bitString(Buffer.from([0b1010_0000]), 5))),
      // Extended key usage: clientAuth.
      sequence(objectIdentifier('2.5.29.37'), octetString(sequence(objectIdentifier('1.3.6.1.5.5.7.3.2')))),
      sequence(objectIdentifier('2.5.29.14'), octetString(octetString(this.#keyId))),
    ];
  }
}
