import type { Certificate } from '../certificates/types.ts';
import { thumbprintOfKey } from '../directory/keyCredential.ts';
import type { KeyCredential } from '../directory/types.ts';
import type { SetupEnvironment } from './environment.ts';
import { provisioningError } from './errors.ts';
import { createdOf, type JournalEntry } from './journalEntry.ts';

import type { CheckedRequest } from './types.ts';

const day = 86_400_000;

/**
 * The certificate the set-up works with, or undefined when one has to be generated. A certificate that was asked for
 * must be usable; one that an earlier run generated, or that fits and is on the application already, is used again.
 * @throws provisioning/certificate…
 */
export async function chooseCertificate(
  request: CheckedRequest,
  entry: JournalEntry | undefined,
  keys: readonly KeyCredential[],
  env: Pick<SetupEnvironment, 'certificates' | 'clock'>,
): Promise<Certificate | undefined> {
  const wanted = request.certificate;
  const now = env.clock.now();
  if ('thumbprint' in wanted) {
    return usable(wanted.thumbprint, await env.certificates.describe(wanted.thumbprint), now);
  }
  for (const { thumbprint } of createdOf(entry, 'certificate')) {
    const known = await env.certificates.describe(thumbprint);
    if (known && isUsable(known, now)) {
      return known;
    }
  }
  const fitting = (await env.certificates.list())
    .filter((candidate) => isUsable(candidate, now) && candidate.state === 'valid' && fits(candidate, wanted))
    .sort((a, b) => b.notAfter.localeCompare(a.notAfter));
  const onApplication = new Set(keys.flatMap((key) => thumbprintOfKey(key) ?? []));
  return fitting.find((candidate) => onApplication.has(candidate.thumbprint) || wasGenerated(candidate, entry));
}

/** Whether a run that was stopped before it could say so generated the certificate. */
export function wasGenerated(certificate: Certificate, entry: JournalEntry | undefined): boolean {
  const interrupted = entry?.pending.find((pending) => pending.stepId === 'certificate');
  // Certificates begin a few minutes back.
  return interrupted !== undefined && Date.parse(certificate.notBefore) >= Date.parse(interrupted.since) - 10 * 60_000;
}

function usable(thumbprint: string, certificate: Certificate | undefined, now: Date): Certificate {
  if (certificate === undefined) {
    throw provisioningError('certificateMissing', { thumbprint });
  }
  const { hasPrivateKey, keySize, notAfter, notBefore } = certificate;
  if (!hasPrivateKey) {
    throw provisioningError('certificateWithoutKey', { thumbprint });
  }
  if (Date.parse(notAfter) <= now.getTime()) {
    throw provisioningError('certificateExpired', { thumbprint, notAfter });
  }
  if (Date.parse(notBefore) > now.getTime()) {
    throw provisioningError('certificateNotYetValid', { thumbprint, notBefore });
  }
  if (keySize < 2048) {
    throw provisioningError('certificateTooSmall', { thumbprint, keySize });
  }
  return certificate;
}

function isUsable(certificate: Certificate, now: Date): boolean {
  return certificate.hasPrivateKey && certificate.keySize >= 2048 && Date.parse(certificate.notAfter) > now.getTime();
}

/** Whether it is what would be generated: same subject, same lifetime give or take the length of a month. */
function fits(
  certificate: Certificate,
  wanted: { readonly subject: string; readonly months: number; readonly keySize?: number },
): boolean {
  const lifetime = Date.parse(certificate.notAfter) - Date.parse(certificate.notBefore);
  const subject = wanted.subject.includes('=') ? wanted.subject : `CN=${wanted.subject}`;
  const plain = (name: string) => name.toLowerCase().replace(/\s*,\s*/g, ',');
  return (
    plain(certificate.subject) === plain(subject) &&
    Math.abs(lifetime / day - wanted.months * 30.44) <= 4 &&
    (wanted.keySize === undefined || certificate.keySize === wanted.keySize)
  );
}
