import { commonName } from './distinguishedName.ts';
import { certificateError } from './errors.ts';
import type { FileContext } from './fileContext.ts';
import type { FileParts } from './fileParts.ts';
import { type ParsedCertificate, parseCertificate, sameRsaKey } from './parseCertificate.ts';
import type { ReadKey } from './privateKey.ts';
import { proveSigning } from './signing.ts';
import { thumbprintOf } from './thumbprint.ts';
import type { CertificateMaterial } from './types.ts';

interface FoundCertificate extends ParsedCertificate {
  readonly friendlyName: string | undefined;
}

/**
 * Decides what belongs together in a file: the certificate of the private key (the one that is valid longest, where it was
 * renewed with the same key) or, without a key, the one that issued none of the others; and its issuers. The key is proven
 * by a signature. Throws `keyWithoutCertificate`, `severalKeys`, `severalCertificates`, `keyMismatch`, `keyDamaged`, `notRsa`.
 */
export async function assembleMaterial(parts: FileParts, context: FileContext): Promise<CertificateMaterial> {
  const file = context.fileName;
  const key = onlyKey(parts.keys, file);
  const certificates = distinct(parts);
  if (certificates.length === 0) {
    throw key ? certificateError('keyWithoutCertificate', { file }) : certificateError('notACertificate', { file });
  }
  const certificate = key ? certificateOfKey(certificates, key, file) : certificateWithoutKey(certificates, file);
  const chain = issuersOf(certificate, certificates).map(({ der }) => Buffer.from(der));
  const friendlyName = certificate.friendlyName?.trim();
  const material = {
    certificate: Buffer.from(certificate.der),
    ...(key && { privateKey: key.pem }),
    ...(chain.length > 0 && { chain }),
    ...(friendlyName && { friendlyName }),
  };
  if (material.privateKey !== undefined) {
    await proveSigning(material.certificate, material.privateKey).catch((error: unknown) => {
      throw certificateError('keyDamaged', { file }, error);
    });
  }
  return material;
}

type RsaKey = Extract<ReadKey, { algorithm: 'RSA'; pem: string }>;

function onlyKey(keys: readonly ReadKey[], file: string): RsaKey | undefined {
  const other = keys.find((key) => key.pem === undefined);
  if (other !== undefined) {
    throw certificateError('notRsa', { file, algorithm: other.algorithm });
  }
  const [first, ...rest] = keys as readonly RsaKey[];
  if (first !== undefined && rest.some((key) => !sameRsaKey(key.publicKey, first.publicKey))) {
    throw certificateError('severalKeys', { file, count: keys.length });
  }
  if (first?.sound === false) {
    throw certificateError('keyDamaged', { file });
  }
  return first;
}

function distinct({ certificates }: FileParts): readonly FoundCertificate[] {
  const found = new Map<string, FoundCertificate>();
  for (const { der, friendlyName } of certificates) {
    const parsed = parseCertificate(der);
    const thumbprint = thumbprintOf(parsed.der);
    found.set(thumbprint, { ...parsed, friendlyName: friendlyName ?? found.get(thumbprint)?.friendlyName });
  }
  return [...found.values()];
}

function certificateOfKey(certificates: readonly FoundCertificate[], key: RsaKey, file: string): FoundCertificate {
  const [latest] = certificates
    .filter(({ publicKey }) => publicKey.rsa !== undefined && sameRsaKey(publicKey.rsa, key.publicKey))
    .sort((a, b) => b.notAfter.getTime() - a.notAfter.getTime());
  if (latest === undefined) {
    throw certificateError('keyMismatch', { file });
  }
  return latest;
}

function certificateWithoutKey(certificates: readonly FoundCertificate[], file: string): FoundCertificate {
  const leaves = certificates.filter(
    (candidate) => !certificates.some((other) => other !== candidate && isIssuedBy(other, candidate)),
  );
  const [leaf] = leaves;
  if (leaf === undefined || leaves.length > 1) {
    throw certificateError('severalCertificates', { file, count: certificates.length });
  }
  if (leaf.publicKey.algorithm !== 'RSA') {
    throw certificateError('notRsa', { file, algorithm: leaf.publicKey.algorithm, name: commonName(leaf.subject) });
  }
  return leaf;
}

function isIssuedBy(certificate: ParsedCertificate, issuer: ParsedCertificate): boolean {
  return Buffer.compare(certificate.issuerDer, issuer.subjectDer) === 0;
}

function issuersOf(
  certificate: FoundCertificate,
  certificates: readonly FoundCertificate[],
): readonly FoundCertificate[] {
  const chain: FoundCertificate[] = [];
  let last = certificate;
  while (!isIssuedBy(last, last)) {
    const issuer = certificates.find(
      (other) => isIssuedBy(last, other) && other !== certificate && !chain.includes(other),
    );
    if (issuer === undefined) {
      break;
    }
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}
