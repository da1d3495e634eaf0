import { formatName } from './distinguishedName.ts';
import { certificateError } from './errors.ts';
import { type ParsedCertificate, parseCertificate } from './parseCertificate.ts';
import { thumbprintOf, thumbprintSha256Of } from './thumbprint.ts';
import type { Certificate, CertificateState } from './types.ts';

export interface DescribeOptions {
  readonly now: Date;
  /** A certificate that ends within this many days is called expiring. */
  readonly expiringWithinDays: number;
  readonly friendlyName?: string | undefined;
  readonly hasPrivateKey: boolean;
}

const day = 24 * 60 * 60 * 1000;

/** What is shown of a DER certificate. Throws `certificateUnreadable` when `der` is not a certificate. */
export function describeCertificate(der: Uint8Array, options: DescribeOptions): Certificate {
  const parsed = parseOrExplain(der);
  return {
    thumbprint: thumbprintOf(parsed.der),
    thumbprintSha256: thumbprintSha256Of(parsed.der),
    subject: formatName(parsed.subject),
    issuer: formatName(parsed.issuer),
    serialNumber: parsed.serialNumber,
    notBefore: isoTime(parsed.notBefore),
    notAfter: isoTime(parsed.notAfter),
    keySize: parsed.publicKey.bits,
    friendlyName: options.friendlyName ?? '',
    hasPrivateKey: options.hasPrivateKey,
    state: certificateState(parsed, options.now, options.expiringWithinDays),
  };
}

function parseOrExplain(der: Uint8Array): ParsedCertificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    throw certificateError('certificateUnreadable', {}, error);
  }
}

/** The state at `now` of a validity period; the last second belongs to it. */
export function certificateState(
  validity: Pick<ParsedCertificate, 'notBefore' | 'notAfter'>,
  now: Date,
  expiringWithinDays: number,
): CertificateState {
  if (now < validity.notBefore) {
    return 'notYetValid';
  }
  const left = validity.notAfter.getTime() + 1000 - now.getTime();
  if (left <= 0) {
    return 'expired';
  }
  return left <= expiringWithinDays * day ? 'expiring' : 'valid';
}

/** `2027-11-23T09:00:00Z`: certificates have no fractions of seconds. */
export function isoTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
