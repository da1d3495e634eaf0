import { keyAlgorithmName, oids } from './algorithms.ts';
import { DerError, DerReader } from './derReader.ts';
import { integer, nothing, octetString, oid, sequence } from './derWriter.ts';
import type { RsaPublicKey } from './parseCertificate.ts';
import { parsePem, toPem } from './pem.ts';

/** A private key that was read: an RSA key, or another kind by name. */
export type ReadKey =
  | {
      readonly algorithm: 'RSA';
      /** PKCS#8 PEM, unencrypted, written anew. */
      readonly pem: string;
      readonly publicKey: RsaPublicKey;
    }
  | { readonly algorithm: string; readonly pem?: undefined };

/** Reads a PKCS#8 `PrivateKeyInfo` (RFC 5208). Throws a `DerError`. */
export function readPkcs8(der: Uint8Array): ReadKey {
  const info = new DerReader(der).enter();
  info.count();
  const algorithm = info.enter().oid();
  return algorithm === oids.rsaEncryption ? readPkcs1(info.octetString()) : { algorithm: keyAlgorithmName(algorithm) };
}

/** Reads a PKCS#1 `RSAPrivateKey` (RFC 8017, A.1.2): version 0, eight numbers. Throws a `DerError`. */
export function readPkcs1(der: Uint8Array): ReadKey {
  const reader = new DerReader(der).enter();
  if (reader.count() !== 0) {
    throw new DerError('an RSA key of more than two primes');
  }
  const numbers = Array.from({ length: 8 }, () => reader.magnitude());
  const [modulus, exponent] = numbers as [Uint8Array, Uint8Array];
  const key = sequence(integer(0), ...numbers.map((number) => integer(number)));
  const info = sequence(integer(0), sequence(oid(oids.rsaEncryption), nothing()), octetString(key));
  return { algorithm: 'RSA', pem: toPem('PRIVATE KEY', info), publicKey: { modulus, exponent } };
}

/** The public half of a PKCS#8 PEM as the vault keeps it; undefined when that is not an RSA key. */
export function publicHalf(pem: string): RsaPublicKey | undefined {
  try {
    const block = parsePem(pem).blocks.find(({ label }) => label === 'PRIVATE KEY');
    const key = block?.body && readPkcs8(block.body);
    return key !== undefined && 'publicKey' in key ? key.publicKey : undefined;
  } catch {
    return undefined;
  }
}

/** DER of a PKCS#8 PEM. Throws a `DerError` when it is none. */
export function pkcs8Der(pem: string): Uint8Array {
  const body = parsePem(pem).blocks.find(({ label }) => label === 'PRIVATE KEY')?.body;
  if (body === undefined) {
    throw new DerError('not a PKCS#8 PEM');
  }
  return body;
}
