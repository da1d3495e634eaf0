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
      /** Whether its numbers fit together; OpenSSL would sign with some that don't, the editor's library would not. */
      readonly sound: boolean;
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
  const publicKey = { modulus, exponent };
  return { algorithm: 'RSA', pem: toPem('PRIVATE KEY', info), publicKey, sound: fitTogether(numbers) };
}

/** RFC 8017, 3.2: what the two primes, the exponents and the coefficient have to do with one another. */
function fitTogether(numbers: readonly Uint8Array[]): boolean {
  const [n = 0n, e = 0n, d = 0n, p = 0n, q = 0n, dp = 0n, dq = 0n, inverse = 0n] = numbers.map(toBigInt);
  return (
    p > 2n &&
    q > 2n &&
    p * q === n &&
    d % (p - 1n) === dp &&
    d % (q - 1n) === dq &&
    (e * dp) % (p - 1n) === 1n &&
    (e * dq) % (q - 1n) === 1n &&
    (inverse * q) % p === 1n
  );
}

function toBigInt(magnitude: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(magnitude).toString('hex')}`);
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
