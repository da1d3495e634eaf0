import { createHash } from 'node:crypto';

/** The SHA-1 of the DER certificate, upper-case hex: what Windows, Entra and PowerShell call its thumbprint. */
export function thumbprintOf(der: Uint8Array): string {
  return createHash('sha1').update(der).digest('hex').toUpperCase();
}

/** The SHA-256 of the DER certificate, upper-case hex. */
export function thumbprintSha256Of(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex').toUpperCase();
}

/**
 * A thumbprint as it is compared: upper-case hex without separators and without the invisible marks that come along when
 * it is copied from the Windows certificate dialog. Undefined when it is not a SHA-1 thumbprint.
 */
export function normalizeThumbprint(text: string): string | undefined {
  const compact = text.replace(/[\s:\-\p{Cf}]/gu, '').toUpperCase();
  return /^[0-9A-F]{40}$/.test(compact) ? compact : undefined;
}
