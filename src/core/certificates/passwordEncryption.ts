import { createHash, hash, pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type HashName, hmacByOid, oids } from './algorithms.ts';
import { type Cipher, decipher } from './blockCiphers.ts';
import { DerReader, readElement, tags } from './derReader.ts';
import { certificateError } from './errors.ts';
import { checkedIterations, type FileContext } from './fileContext.ts';
import { pkcs12PasswordForms, plainPasswordForms } from './passwordBytes.ts';
import { kdfPurpose, pkcs12Kdf } from './pkcs12Kdf.ts';
import { Yielding } from './yielding.ts';

const pbkdf2Async = promisify(pbkdf2);

/** How to get from one form of the password to key and initialization vector. */
interface Scheme {
  readonly cipher: Cipher;
  readonly passwordForms: (password: string) => readonly Uint8Array[];
  readonly derive: (password: Uint8Array) => Promise<{ readonly key: Uint8Array; readonly iv: Uint8Array }>;
}

/**
 * Decrypts what an `AlgorithmIdentifier` of password-based encryption describes (PBES1, PBES2, PKCS#12), with every form
 * the password may have had. The plain text must be one ASN.1 sequence: undefined when no form gives that.
 * Throws `encryptionNotSupported` or `tooManyIterations`, a `DerError`, or an `AbortError`.
 */
export async function decryptWithPassword(
  algorithmIdentifier: Uint8Array,
  data: Uint8Array,
  context: FileContext,
): Promise<Uint8Array | undefined> {
  const reader = new DerReader(algorithmIdentifier).enter();
  const scheme = readScheme(reader.oid(), reader, context);
  for (const password of scheme.passwordForms(context.password ?? '')) {
    const { key, iv } = await scheme.derive(password);
    const plain = await decipher(scheme.cipher, key, iv, data, context.signal);
    if (plain !== undefined && isOneSequence(plain)) {
      return plain;
    }
  }
  return undefined;
}

function isOneSequence(bytes: Uint8Array): boolean {
  try {
    const element = readElement(bytes);
    return element.tag === tags.sequence && element.bytes.length === bytes.length;
  } catch {
    return false;
  }
}

interface OldScheme {
  readonly cipher: Cipher;
  readonly keyLength: number;
  readonly digest: 'md5' | 'sha1';
}

/** RFC 7292, appendix C. */
const pkcs12Schemes: Readonly<Record<string, OldScheme>> = {
  '1.2.840.113549.1.12.1.1': { cipher: { name: 'rc4' }, keyLength: 16, digest: 'sha1' },
  '1.2.840.113549.1.12.1.2': { cipher: { name: 'rc4' }, keyLength: 5, digest: 'sha1' },
  [oids.tripleDesPbe]: { cipher: { name: 'des-ede3-cbc' }, keyLength: 24, digest: 'sha1' },
  '1.2.840.113549.1.12.1.4': { cipher: { name: 'des-ede3-cbc' }, keyLength: 16, digest: 'sha1' },
  '1.2.840.113549.1.12.1.5': { cipher: { name: 'rc2-cbc', effectiveBits: 128 }, keyLength: 16, digest: 'sha1' },
  '1.2.840.113549.1.12.1.6': { cipher: { name: 'rc2-cbc', effectiveBits: 40 }, keyLength: 5, digest: 'sha1' },
};

/** PBES1 (RFC 8018, A.3). */
const pbes1Schemes: Readonly<Record<string, OldScheme>> = {
  '1.2.840.113549.1.5.3': { cipher: { name: 'des-cbc' }, keyLength: 8, digest: 'md5' },
  '1.2.840.113549.1.5.6': { cipher: { name: 'rc2-cbc', effectiveBits: 64 }, keyLength: 8, digest: 'md5' },
  '1.2.840.113549.1.5.10': { cipher: { name: 'des-cbc' }, keyLength: 8, digest: 'sha1' },
  '1.2.840.113549.1.5.11': { cipher: { name: 'rc2-cbc', effectiveBits: 64 }, keyLength: 8, digest: 'sha1' },
};

function readScheme(algorithm: string, reader: DerReader, context: FileContext): Scheme {
  if (algorithm === oids.pbes2) {
    return readPbes2(reader.enter(), context);
  }
  const pkcs12 = pkcs12Schemes[algorithm];
  const pbes1 = pbes1Schemes[algorithm];
  const old = pkcs12 ?? pbes1;
  if (old === undefined) {
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm });
  }
  const parameters = reader.enter();
  const salt = parameters.octetString();
  const iterations = checkedIterations(parameters.count(), context);
  return pkcs12
    ? pkcs12Scheme(old, salt, iterations, context.signal)
    : pbes1Scheme(old, salt, iterations, context.signal);
}

function pkcs12Scheme(
  { cipher, keyLength, digest }: OldScheme,
  salt: Uint8Array,
  iterations: number,
  signal: AbortSignal | undefined,
): Scheme {
  return {
    cipher,
    passwordForms: pkcs12PasswordForms,
    derive: async (password) => {
      const common = { digest, password, salt, iterations, signal };
      const key = await pkcs12Kdf({ ...common, purpose: kdfPurpose.key, length: keyLength });
      const iv =
        cipher.name === 'rc4' ? new Uint8Array() : await pkcs12Kdf({ ...common, purpose: kdfPurpose.iv, length: 8 });
      // Triple DES with two keys is the one with three whose third is the first again.
      const twoKeys = cipher.name === 'des-ede3-cbc' && keyLength === 16;
      return { key: twoKeys ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv };
    },
  };
}

function pbes1Scheme(
  { cipher, digest }: OldScheme,
  salt: Uint8Array,
  iterations: number,
  signal: AbortSignal | undefined,
): Scheme {
  return {
    cipher,
    passwordForms: plainPasswordForms,
    // PBKDF1 (RFC 8018, 5.1).
    derive: async (password) => {
      let derived: Uint8Array = createHash(digest).update(password).update(salt).digest();
      const yielding = new Yielding(signal);
      for (let iteration = 1; iteration < iterations; iteration++) {
        derived = hash(digest, derived, 'buffer');
        if (iteration % 512 === 0) {
          await yielding.pause();
        }
      }
      return { key: derived.subarray(0, 8), iv: derived.subarray(8, 16) };
    },
  };
}

const aesCiphers: Readonly<Record<string, { readonly cipher: Cipher; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { cipher: { name: 'aes-128-cbc' }, keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { cipher: { name: 'aes-192-cbc' }, keyLength: 24 },
  [oids.aes256Cbc]: { cipher: { name: 'aes-256-cbc' }, keyLength: 32 },
  '1.2.840.113549.3.7': { cipher: { name: 'des-ede3-cbc' }, keyLength: 24 },
  '1.3.14.3.2.7': { cipher: { name: 'des-cbc' }, keyLength: 8 },
};

const rc2Cbc = '1.2.840.113549.3.2';

function readPbes2(parameters: DerReader, context: FileContext): Scheme {
  const derivation = parameters.enter();
  const encryption = parameters.enter();
  const { cipher, keyLength, iv } = readPbes2Cipher(encryption, context);
  const deriveKey = readKeyDerivation(derivation, keyLength, context);
  return {
    cipher,
    passwordForms: plainPasswordForms,
    derive: async (password) => ({ key: await deriveKey(password), iv }),
  };
}

function readPbes2Cipher(
  encryption: DerReader,
  { fileName }: FileContext,
): { readonly cipher: Cipher; readonly keyLength: number; readonly iv: Uint8Array } {
  const algorithm = encryption.oid();
  if (algorithm === rc2Cbc) {
    const parameters = encryption.enter();
    const version = parameters.nextTag === tags.integer ? parameters.count() : 32;
    // RFC 8018, B.2.3: the effective key size is encoded through a table; these are its values in use.
    const effectiveBits = { 160: 40, 120: 64, 58: 128 }[version] ?? (version >= 256 ? version : 32);
    return {
      cipher: { name: 'rc2-cbc', effectiveBits },
      keyLength: Math.ceil(effectiveBits / 8),
      iv: parameters.octetString(),
    };
  }
  const known = aesCiphers[algorithm];
  if (known === undefined) {
    throw certificateError('encryptionNotSupported', { file: fileName, algorithm });
  }
  return { ...known, iv: encryption.octetString() };
}

/** Reads PBKDF2 or scrypt parameters; gives the function from password to a key of `keyLength` bytes. */
function readKeyDerivation(
  derivation: DerReader,
  keyLength: number,
  context: FileContext,
): (password: Uint8Array) => Promise<Uint8Array> {
  const algorithm = derivation.oid();
  const parameters = derivation.enter();
  if (algorithm === oids.pbkdf2) {
    const { salt, iterations, digest } = readPbkdf2(parameters, context);
    return (password) => pbkdf2Async(password, salt, iterations, keyLength, digest);
  }
  if (algorithm === oids.scrypt) {
    const salt = parameters.octetString();
    const [cost, blockSize, parallelization] = [parameters.count(), parameters.count(), parameters.count()];
    return scryptDerivation(salt, { cost, blockSize, parallelization }, keyLength, context);
  }
  throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm });
}

/** Reads PBKDF2's parameters (RFC 8018, A.2). */
export function readPbkdf2(
  parameters: DerReader,
  context: FileContext,
): { readonly salt: Uint8Array; readonly iterations: number; readonly digest: HashName } {
  const salt = parameters.octetString();
  const iterations = checkedIterations(parameters.count(), context);
  parameters.optional(tags.integer);
  const prf = parameters.optional(tags.sequence);
  const prfOid = prf === undefined ? undefined : new DerReader(prf.content).oid();
  const digest = prfOid === undefined ? 'sha1' : hmacByOid[prfOid];
  if (digest === undefined) {
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm: prfOid });
  }
  return { salt, iterations, digest };
}

const mostScryptMemory = 256 * 1024 * 1024;

function scryptDerivation(
  salt: Uint8Array,
  options: { readonly cost: number; readonly blockSize: number; readonly parallelization: number },
  keyLength: number,
  { fileName }: FileContext,
): (password: Uint8Array) => Promise<Uint8Array> {
  const memory = 128 * options.cost * options.blockSize;
  if (memory * options.parallelization > mostScryptMemory) {
    throw certificateError('tooManyIterations', { file: fileName, iterations: options.cost });
  }
  return (password) =>
    new Promise((resolve, reject) => {
      // OpenSSL counts some bytes more than the formula; twice as much is always enough.
      scrypt(password, salt, keyLength, { ...options, maxmem: memory * 2 + 1024 * 1024 }, (error, key) => {
        if (error) {
          reject(error);
        } else {
          resolve(key);
        }
      });
    });
}
