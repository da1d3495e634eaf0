import { createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { digestByOid, hmacByOid, oids } from './algorithms.ts';
import type { DerReader } from './derReader.ts';
import { certificateError } from './errors.ts';
import { checkedIterations, type FileContext } from './fileContext.ts';
import { pkcs12PasswordForms, plainPasswordForms } from './passwordBytes.ts';
import { readPbkdf2 } from './passwordEncryption.ts';
import { kdfPurpose, pkcs12Kdf } from './pkcs12Kdf.ts';

const pbkdf2Async = promisify(pbkdf2);
const digestLengths = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;

/**
 * Checks the integrity of a PFX with its password: `macData` is a reader over `MacData` (RFC 7292, 4), `contents` what it
 * protects. False when no form of the password fits, which can't be told from a damaged file.
 */
export async function verifyPfxMac(macData: DerReader, contents: Uint8Array, context: FileContext): Promise<boolean> {
  const digestInfo = macData.enter();
  const algorithm = digestInfo.enter();
  const type = algorithm.oid();
  const expected = digestInfo.octetString();
  if (type === oids.pbmac1) {
    return verifyPbmac1(algorithm.enter(), contents, expected, context);
  }
  const digest = digestByOid[type];
  if (digest === undefined) {
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm: type });
  }
  const salt = macData.octetString();
  const iterations = checkedIterations(macData.done ? 1 : macData.count(), context);
  const length = digestLengths[digest];
  for (const password of pkcs12PasswordForms(context.password ?? '')) {
    const { signal } = context;
    const key = await pkcs12Kdf({ digest, password, salt, iterations, purpose: kdfPurpose.mac, length, signal });
    if (equal(createHmac(digest, key).update(contents).digest(), expected)) {
      return true;
    }
  }
  return false;
}

/** PBMAC1 (RFC 9579), which OpenSSL 3.4 and Java 26 write on request: the key comes from PBKDF2. */
async function verifyPbmac1(
  parameters: DerReader,
  contents: Uint8Array,
  expected: Uint8Array,
  context: FileContext,
): Promise<boolean> {
  const derivation = parameters.enter();
  const mac = parameters.enter().oid();
  const digest = hmacByOid[mac];
  const algorithm = derivation.oid();
  if (digest === undefined || algorithm !== oids.pbkdf2) {
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm: mac });
  }
  const { salt, iterations, digest: prf } = readPbkdf2(derivation.enter(), context);
  for (const password of plainPasswordForms(context.password ?? '')) {
    const key = await pbkdf2Async(password, salt, iterations, digestLengths[digest], prf);
    if (equal(createHmac(digest, key).update(contents).digest(), expected)) {
      return true;
    }
  }
  return false;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
