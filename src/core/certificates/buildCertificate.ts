import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { promisify } from 'node:util';
import { oids } from './algorithms.ts';
import { DerReader, tags } from './derReader.ts';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  time,
} from './derWriter.ts';

const signAsync = promisify(sign);

/** Bit positions of KeyUsage (RFC 5280, 4.2.1.3). */
const keyUsageBits = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 } as const;

export interface CertificateSpec {
  /** DER `Name`. */
  readonly subject: Uint8Array;
  /** DER `SubjectPublicKeyInfo` (RSA). */
  readonly publicKey: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyUsage: readonly (keyof typeof keyUsageBits)[];
  readonly purposes: readonly ('clientAuth' | 'serverAuth')[];
  readonly dnsNames: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly authority: boolean;
  /** Names an authority may certify, with everything below them; all names when absent. */
  readonly permitted?: { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[] };
  /** 16 bytes to take instead of random ones; made positive. */
  readonly serialNumber?: Uint8Array;
  /** Who signs; the certificate signs itself when absent. */
  readonly issuer?: { readonly name: Uint8Array; readonly publicKey: Uint8Array };
}

/**
 * Makes an X.509 v3 certificate, signed with SHA-256 and RSA by `signerKey` (PKCS#8 PEM) off the main thread, and gives
 * its DER. The serial number is 16 random bytes, positive.
 */
export async function buildCertificate(spec: CertificateSpec, signerKey: string): Promise<Uint8Array> {
  const content = toBeSigned(spec);
  return signed(content, await signAsync('sha256', content, signerKey));
}

/** The same at once, for many small certificates of one key that is at hand: signing takes about a millisecond. */
export function buildCertificateSync(spec: CertificateSpec, signerKey: string | KeyObject): Uint8Array {
  const content = toBeSigned(spec);
  return signed(content, sign('sha256', content, signerKey));
}

function signatureAlgorithm(): Uint8Array {
  return sequence(oid(oids.sha256WithRsa), nothing());
}

function signed(content: Uint8Array, signature: Uint8Array): Uint8Array {
  return sequence(content, signatureAlgorithm(), bitString(signature));
}

function toBeSigned(spec: CertificateSpec): Uint8Array {
  return sequence(
    explicit(0, integer(2)),
    integer(positiveSerial(spec.serialNumber ?? randomBytes(16))),
    signatureAlgorithm(),
    spec.issuer?.name ?? spec.subject,
    sequence(time(spec.notBefore), time(spec.notAfter)),
    spec.subject,
    spec.publicKey,
    explicit(3, sequence(...extensions(spec))),
  );
}

/** Always as long as given: the first bit clear makes it positive, the second set keeps it from getting shorter. */
function positiveSerial(bytes: Uint8Array): Uint8Array {
  const serial = Uint8Array.from(bytes);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

function extensions(spec: CertificateSpec): Uint8Array[] {
  const names = [
    ...spec.dnsNames.map((name) => implicit(2, Buffer.from(name, 'latin1'))),
    ...(spec.ipAddresses ?? []).map((address) => implicit(7, ipBytes(address))),
  ];
  return [
    extension(oids.basicConstraints, true, spec.authority ? sequence(boolean(true)) : sequence()),
    extension(oids.keyUsage, true, keyUsage(spec.keyUsage)),
    ...(spec.purposes.length > 0
      ? [extension(oids.extendedKeyUsage, false, sequence(...spec.purposes.map((purpose) => oid(oids[purpose]))))]
      : []),
    extension(oids.subjectKeyIdentifier, false, octetString(keyIdentifier(spec.publicKey))),
    ...(spec.issuer
      ? [extension(oids.authorityKeyIdentifier, false, sequence(implicit(0, keyIdentifier(spec.issuer.publicKey))))]
      : []),
    ...(spec.permitted ? [extension(oids.nameConstraints, true, permittedNames(spec.permitted))] : []),
    ...(names.length > 0 ? [extension(oids.subjectAltName, false, sequence(...names))] : []),
  ];
}

/** RFC 5280, 4.2.1.10: whoever trusts the authority trusts it for these names and nothing else. */
function permittedNames({ dnsNames, ipAddresses }: NonNullable<CertificateSpec['permitted']>): Uint8Array {
  const hosts = new Set(dnsNames.map((name) => name.replace(/^\*\./, '')));
  const single = (address: Uint8Array) => Buffer.concat([address, Buffer.alloc(address.length, 0xff)]);
  const subtrees = [
    ...[...hosts].map((host) => implicit(2, Buffer.from(host, 'latin1'))),
    ...ipAddresses.map((address) => implicit(7, single(ipBytes(address)))),
  ].map((name) => sequence(name));
  return sequence(explicit(0, ...subtrees));
}

function extension(type: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(type), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** A named bit list: DER leaves out the zero bits at its end. */
function keyUsage(usages: CertificateSpec['keyUsage']): Uint8Array {
  const bits = usages.map((usage) => keyUsageBits[usage]);
  return bitString(Uint8Array.of(bits.reduce<number>((sum, bit) => sum | (0x80 >> bit), 0)), 7 - Math.max(...bits));
}

/** The SHA-1 of the public key's bits: method 1 of RFC 5280, 4.2.1.2. */
function keyIdentifier(spki: Uint8Array): Uint8Array {
  const reader = new DerReader(spki).enter();
  reader.read();
  return createHash('sha1').update(reader.read(tags.bitString).content.subarray(1)).digest();
}

function ipBytes(address: string): Uint8Array {
  if (!isIPv6(address)) {
    return Uint8Array.from(address.split('.').map(Number));
  }
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
