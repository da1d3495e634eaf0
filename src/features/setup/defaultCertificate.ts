import type { Certificate } from '../../core/certificates/types.ts';
import { thumbprintOfKey } from '../../core/directory/keyCredential.ts';
import type { KeyCredential } from '../../core/directory/types.ts';
import type { SetupRequest } from '../../core/provisioning/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import { defaultName } from './defaultName.ts';
import { subjectFor } from './subjectFor.ts';

/** What to generate for an application, with the lifetime and key size of the settings unless given. */
export function newCertificate(
  applicationName: string,
  given: { readonly subject?: string; readonly months?: number } = {},
): Extract<SetupRequest['certificate'], { subject: string }> {
  return {
    subject: given.subject ?? subjectFor(applicationName || defaultName()),
    months: given.months ?? readSetting('certificateMonths'),
    keySize: readSetting('certificateKeySize'),
  };
}

/** Certificates of the vault an application can sign in with, the longest valid first. */
export function usableCertificates(certificates: readonly Certificate[]): readonly Certificate[] {
  return certificates
    .filter(
      ({ hasPrivateKey, keySize, state }) => hasPrivateKey && keySize >= 2048 && ['valid', 'expiring'].includes(state),
    )
    .sort((a, b) => b.notAfter.localeCompare(a.notAfter));
}

/** The certificate of the vault that the application carries already and that is good for a while; else a new one. */
export function defaultCertificate(
  application: { readonly displayName: string; readonly keyCredentials: readonly KeyCredential[] },
  certificates: readonly Certificate[],
): SetupRequest['certificate'] {
  const carried = new Set(application.keyCredentials.flatMap((key) => thumbprintOfKey(key) ?? []));
  const known = usableCertificates(certificates).find(
    ({ thumbprint, state }) => carried.has(thumbprint) && state === 'valid',
  );
  return known ? { thumbprint: known.thumbprint } : newCertificate(application.displayName);
}
