import type { CertificateState } from '../certificates/types.ts';
import { thumbprintOfKey } from './keyCredential.ts';
import type { KeyCredential } from './types.ts';

const day = 24 * 60 * 60 * 1000;

/** A certificate of an application, as plain JSON. Dates ISO 8601 UTC. */
export interface ApplicationCertificate {
  readonly keyId: string;
  /** Upper-case hex SHA-1; null when Graph does not tell it. */
  readonly thumbprint: string | null;
  readonly displayName: string;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly state: CertificateState;
}

/** State of a key credential at `now`. */
export function keyState(key: KeyCredential, now: Date, expiringWithinDays: number): CertificateState {
  const end = Date.parse(key.endDateTime ?? '');
  if (Date.parse(key.startDateTime ?? '') > now.getTime()) {
    return 'notYetValid';
  }
  if (end < now.getTime()) {
    return 'expired';
  }
  return end - now.getTime() <= expiringWithinDays * day ? 'expiring' : 'valid';
}

/** What is told of a certificate of an application. */
export function describeKey(key: KeyCredential, now: Date, expiringWithinDays: number): ApplicationCertificate {
  return {
    keyId: key.keyId ?? '',
    thumbprint: thumbprintOfKey(key) ?? null,
    displayName: key.displayName ?? '',
    notBefore: isoUtc(key.startDateTime),
    notAfter: isoUtc(key.endDateTime),
    state: keyState(key, now, expiringWithinDays),
  };
}

function isoUtc(text: string | undefined): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
