import { createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { throwIfAborted } from '../shared/clock.ts';
import { oids } from './algorithms.ts';
import { encipher } from './blockCiphers.ts';
import { bmpString, explicit, implicit, integer, nothing, octetString, oid, sequence, setOf } from './derWriter.ts';
import { certificateError } from './errors.ts';
import { pkcs12Password } from './passwordBytes.ts';
import { kdfPurpose, pkcs12Kdf } from './pkcs12Kdf.ts';
import { pkcs8Der } from './privateKey.ts';
import { thumbprintOf } from './thumbprint.ts';
import type { CertificateMaterial, PfxEncryption } from './types.ts';

const pbkdf2Async = promisify(pbkdf2);

/** Makes Windows import the key into a CSP: Exchange and Security & Compliance don't accept CNG keys. */
const cspName = 'Microsoft Enhanced RSA and AES Cryptographic Provider';

interface Protection {
  /** DER `AlgorithmIdentifier`. */
  readonly algorithm: Uint8Array;
  readonly encrypted: Uint8Array;
}

interface PfxProfile {
  readonly protect: (plain: Uint8Array, password: string, signal: AbortSignal | undefined) => Promise<Protection>;
  readonly digest: 'sha1' | 'sha256';
  readonly digestOid: string;
  readonly iterations: number;
}

/**
 * Windows Server 2019, Windows 10 1709, OpenSSL 1.0 and everything newer open the first; Windows Server 2016 and older only
 * the second. .NET refuses a PFX whose iterations add up to more than 600,000, or to more than 300,000 in one place.
 */
const profiles: Readonly<Record<PfxEncryption, PfxProfile>> = {
  aes256: { protect: protectWithAes, digest: 'sha256', digestOid: oids.sha256, iterations: 100_000 },
  tripledes: { protect: protectWithTripleDes, digest: 'sha1', digestOid: oids.sha1, iterations: 20_000 },
};

const saltBytes = 16;

export interface PfxOptions {
  readonly password: string;
  /** `aes256` when absent. */
  readonly encryption?: PfxEncryption | undefined;
  /** The material's own when absent. */
  readonly friendlyName?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a PFX with the certificate, its private key and its chain, all encrypted. Key and certificate carry the friendly
 * name and a common local key id; the key carries the name of the provider that Windows is to import it into.
 * Throws `noKeyToExport`, `passwordRequired`, `passwordInvalid` (control characters or half a surrogate pair, which other
 * programs could not type), or an `AbortError`.
 */
export async function encodePfx(material: CertificateMaterial, options: PfxOptions): Promise<Uint8Array> {
  const { password, signal } = options;
  if (material.privateKey === undefined) {
    throw certificateError('noKeyToExport');
  }
  checkPfxPassword(password);
  throwIfAborted(signal);
  const profile = profiles[options.encryption ?? 'aes256'];
  const friendlyName = options.friendlyName ?? material.friendlyName ?? '';
  const shared = [
    attribute(oids.localKeyId, octetString(Buffer.from(thumbprintOf(material.certificate), 'hex'))),
    ...(friendlyName === '' ? [] : [attribute(oids.friendlyName, bmpString(friendlyName))]),
  ];
  const certificateBags = sequence(
    certificateBag(material.certificate, shared),
    ...(material.chain ?? []).map((issuer) => certificateBag(issuer, [])),
  );
  const certificates = await profile.protect(certificateBags, password, signal);
  const key = await profile.protect(pkcs8Der(material.privateKey), password, signal);
  const keyBags = sequence(
    bag(oids.shroudedKeyBag, sequence(key.algorithm, octetString(key.encrypted)), [
      ...shared,
      attribute(oids.cspName, bmpString(cspName)),
    ]),
  );
  const contents = sequence(encryptedContent(certificates), plainContent(keyBags));
  return sequence(integer(3), plainContent(contents), await macData(contents, password, profile, signal));
}

/** Throws `passwordRequired` or `passwordInvalid`: for validation while typing. */
export function checkPfxPassword(password: string): void {
  if (password === '') {
    throw certificateError('passwordRequired');
  }
  if (/[\p{Cc}\p{Cs}]/u.test(password)) {
    throw certificateError('passwordInvalid');
  }
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), setOf(value));
}

function bag(type: string, value: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array {
  return sequence(oid(type), explicit(0, value), ...(attributes.length > 0 ? [setOf(...attributes)] : []));
}

function certificateBag(certificate: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array {
  const value = sequence(oid(oids.x509Certificate), explicit(0, octetString(certificate)));
  return bag(oids.certificateBag, value, attributes);
}

function plainContent(content: Uint8Array): Uint8Array {
  return sequence(oid(oids.data), explicit(0, octetString(content)));
}

function encryptedContent({ algorithm, encrypted }: Protection): Uint8Array {
  const info = sequence(oid(oids.data), algorithm, implicit(0, encrypted));
  return sequence(oid(oids.encryptedData), explicit(0, sequence(integer(0), info)));
}

/** PBES2: AES-256 in CBC mode, key from PBKDF2 with HMAC-SHA-256. The password is UTF-8 here, not UTF-16. */
async function protectWithAes(plain: Uint8Array, password: string): Promise<Protection> {
  const { iterations } = profiles.aes256;
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(16);
  const key = await pbkdf2Async(Buffer.from(password, 'utf8'), salt, iterations, 32, 'sha256');
  const derivation = sequence(octetString(salt), integer(iterations), sequence(oid(oids.hmacSha256), nothing()));
  const parameters = sequence(sequence(oid(oids.pbkdf2), derivation), sequence(oid(oids.aes256Cbc), octetString(iv)));
  return {
    algorithm: sequence(oid(oids.pbes2), parameters),
    encrypted: encipher('aes-256-cbc', key, iv, plain),
  };
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292, appendix C). */
async function protectWithTripleDes(
  plain: Uint8Array,
  password: string,
  signal: AbortSignal | undefined,
): Promise<Protection> {
  const { iterations } = profiles.tripledes;
  const salt = randomBytes(saltBytes);
  const common = { digest: 'sha1', password: pkcs12Password(password), salt, iterations, signal } as const;
  const key = await pkcs12Kdf({ ...common, purpose: kdfPurpose.key, length: 24 });
  const iv = await pkcs12Kdf({ ...common, purpose: kdfPurpose.iv, length: 8 });
  return {
    algorithm: sequence(oid(oids.tripleDesPbe), sequence(octetString(salt), integer(iterations))),
    encrypted: encipher('des-ede3-cbc', key, iv, plain),
  };
}

async function macData(
  contents: Uint8Array,
  password: string,
  { digest, digestOid, iterations }: PfxProfile,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const key = await pkcs12Kdf({
    digest,
    password: pkcs12Password(password),
    salt,
    iterations,
    purpose: kdfPurpose.mac,
    length: digest === 'sha256' ? 32 : 20,
    signal,
  });
  const mac = createHmac(digest, key).update(contents).digest();
  return sequence(
    sequence(sequence(oid(digestOid), nothing()), octetString(mac)),
    octetString(salt),
    integer(iterations),
  );
}
