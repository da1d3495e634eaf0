import { keyAlgorithmName, oids } from './algorithms.ts';
import { type DerElement, DerError, DerReader, oidText, readElement, tags } from './derReader.ts';
import { type DistinguishedName, decodeName } from './distinguishedName.ts';

/** Numbers of an RSA public key: big-endian, without leading zeros. */
export interface RsaPublicKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

export interface PublicKeyInfo {
  /** DER `SubjectPublicKeyInfo`. */
  readonly spki: Uint8Array;
  /** `RSA`, `EC`, … */
  readonly algorithm: string;
  /** Set for an RSA key. */
  readonly rsa?: RsaPublicKey;
  /** Bits of the modulus or of the curve; 0 when unknown. */
  readonly bits: number;
}

/** What the product needs to know of an X.509 certificate. */
export interface ParsedCertificate {
  /** Exactly the certificate's bytes, without anything that followed them. */
  readonly der: Uint8Array;
  /** Upper-case hex without the sign byte. */
  readonly serialNumber: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** DER of the names, for comparing them. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKeyInfo;
}

const curveBits: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.7': 256,
  '1.3.132.0.34': 384,
  '1.3.132.0.35': 521,
  '1.3.132.0.10': 256,
  '1.2.840.10045.3.1.1': 192,
  '1.3.132.0.33': 224,
};

/** Reads the X.509 certificate (RFC 5280, 4.1) that `bytes` starts with. Throws a `DerError` when there is none. */
export function parseCertificate(bytes: Uint8Array): ParsedCertificate {
  const whole = readElement(bytes);
  if (whole.tag !== tags.sequence) {
    throw new DerError('not a certificate');
  }
  const outer = new DerReader(whole.content);
  const fields = outer.enter();
  outer.enter();
  outer.read(tags.bitString);
  fields.optional(0xa0);
  const serialNumber = serialText(fields.read(tags.integer).content);
  fields.enter();
  const issuerDer = fields.read(tags.sequence).bytes;
  const validity = fields.enter();
  const notBefore = readTime(validity.read());
  const notAfter = readTime(validity.read());
  const subjectDer = fields.read(tags.sequence).bytes;
  const publicKey = readPublicKey(fields.read(tags.sequence).bytes);
  const issuer = decodeName(issuerDer);
  const subject = decodeName(subjectDer);
  return {
    der: whole.bytes,
    serialNumber,
    subject,
    issuer,
    subjectDer,
    issuerDer,
    notBefore,
    notAfter,
    publicKey,
  };
}

function serialText(content: Uint8Array): string {
  const significant = content.length > 1 && content[0] === 0 ? content.subarray(1) : content;
  return Buffer.from(significant).toString('hex').toUpperCase();
}

/** UTCTime has two-digit years from 1950 to 2049. */
function readTime({ tag, content }: DerElement): Date {
  const text = Buffer.from(content).toString('latin1');
  const long = tag === tags.generalizedTime;
  const match = (
    long
      ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/
      : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)(\d\d))$/
  ).exec(text);
  if (match === null || (!long && tag !== tags.utcTime)) {
    throw new DerError('not a time');
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const offset = match[7] === undefined ? 0 : (Number(match[8]) * 60 + Number(match[9])) * (match[7] === '-' ? -1 : 1);
  const date = new Date(0);
  date.setUTCFullYear(long ? year : year + (year < 50 ? 2000 : 1900), month - 1, day);
  date.setUTCHours(hour, minute - offset, second);
  return date;
}

/** Reads a `SubjectPublicKeyInfo`. */
function readPublicKey(spki: Uint8Array): PublicKeyInfo {
  const reader = new DerReader(spki).enter();
  const algorithm = reader.enter();
  const type = algorithm.oid();
  const key = reader.read(tags.bitString).content.subarray(1);
  if (type === oids.rsaEncryption || type === oids.rsaPss) {
    const numbers = new DerReader(key).enter();
    const rsa = { modulus: numbers.magnitude(), exponent: numbers.magnitude() };
    const bits = bitLength(rsa.modulus);
    return type === oids.rsaEncryption
      ? { spki, algorithm: 'RSA', rsa, bits }
      : { spki, algorithm: keyAlgorithmName(type), bits };
  }
  const curve = type === oids.ecPublicKey && !algorithm.done ? oidText(algorithm.read().content) : '';
  return { spki, algorithm: keyAlgorithmName(type), bits: curveBits[curve] ?? 0 };
}

function bitLength(magnitude: Uint8Array): number {
  return magnitude.length === 0 ? 0 : magnitude.length * 8 - (Math.clz32(magnitude[0] ?? 0) - 24);
}

/** Whether both are the same RSA key. */
export function sameRsaKey(a: RsaPublicKey, b: RsaPublicKey): boolean {
  return Buffer.compare(a.modulus, b.modulus) === 0 && Buffer.compare(a.exponent, b.exponent) === 0;
}
