import { createHash } from 'node:crypto';
import { type Cipher, decipher } from './blockCiphers.ts';
import { readElement } from './derReader.ts';
import { certificateError } from './errors.ts';
import { type FileContext, passwordError } from './fileContext.ts';
import { plainPasswordForms } from './passwordBytes.ts';
import type { PemBlock } from './pem.ts';

const ciphers: Readonly<Record<string, { readonly cipher: Cipher; readonly keyLength: number }>> = {
  'AES-128-CBC': { cipher: { name: 'aes-128-cbc' }, keyLength: 16 },
  'AES-192-CBC': { cipher: { name: 'aes-192-cbc' }, keyLength: 24 },
  'AES-256-CBC': { cipher: { name: 'aes-256-cbc' }, keyLength: 32 },
  'DES-EDE3-CBC': { cipher: { name: 'des-ede3-cbc' }, keyLength: 24 },
  'DES-CBC': { cipher: { name: 'des-cbc' }, keyLength: 8 },
  'RC2-CBC': { cipher: { name: 'rc2-cbc', effectiveBits: 128 }, keyLength: 16 },
  'RC2-64-CBC': { cipher: { name: 'rc2-cbc', effectiveBits: 64 }, keyLength: 8 },
  'RC2-40-CBC': { cipher: { name: 'rc2-cbc', effectiveBits: 40 }, keyLength: 5 },
};

/** Whether the block is encrypted the way PEM keys were before PKCS#8 (`Proc-Type: 4,ENCRYPTED`). */
export function isLegacyEncrypted(block: PemBlock): boolean {
  return /^4\s*,\s*ENCRYPTED$/i.test(block.headers['proc-type'] ?? '');
}

/**
 * Decrypts the body of such a block: `DEK-Info` names the cipher and its initialization vector, whose first 8 bytes salt
 * OpenSSL's one-round MD5 key derivation. Throws `passwordNeeded`, `wrongPassword` or `encryptionNotSupported`.
 */
export async function decryptLegacyPem(
  headers: PemBlock['headers'],
  body: Uint8Array,
  context: FileContext,
): Promise<Uint8Array> {
  const [name = '', ivHex = ''] = (headers['dek-info'] ?? '').split(',').map((part) => part.trim());
  const known = ciphers[name.toUpperCase()];
  if (known === undefined) {
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm: name });
  }
  const iv = Buffer.from(ivHex, 'hex');
  for (const password of context.password ? plainPasswordForms(context.password) : []) {
    const key = opensslKey(password, iv.subarray(0, 8), known.keyLength);
    const plain = await decipher(known.cipher, key, iv, body, context.signal);
    if (plain !== undefined && isWhole(plain)) {
      return plain;
    }
  }
  throw passwordError(context);
}

function isWhole(bytes: Uint8Array): boolean {
  try {
    return readElement(bytes).bytes.length === bytes.length;
  } catch {
    return false;
  }
}

/** `EVP_BytesToKey` with MD5 and one round. */
function opensslKey(password: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  let key: Uint8Array = new Uint8Array();
  let block: Uint8Array = new Uint8Array();
  while (key.length < length) {
    block = createHash('md5').update(block).update(password).update(salt).digest();
    key = Buffer.concat([key, block]);
  }
  return key.subarray(0, length);
}
