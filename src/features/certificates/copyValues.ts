import { l10n } from 'vscode';
import { certificateError } from '../../core/certificates/errors.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { copySecret, copyValue } from '../../workbench/copied.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';

/** Copies the SHA-1 thumbprint, of a certificate of the vault or of a row that carries one. */
export async function copyThumbprint(rooms: Rooms, options: CommandOptions): Promise<{ thumbprint: string }> {
  const given = options.text('thumbprint');
  const { normalizeThumbprint } = await import('../../core/certificates/thumbprint.ts');
  const thumbprint = given === undefined ? undefined : normalizeThumbprint(given);
  if (given !== undefined && thumbprint === undefined) {
    throw certificateError('thumbprintInvalid', { thumbprint: given });
  }
  const value = thumbprint ?? (await pickCertificate(rooms, options, l10n.t('Copy Thumbprint'))).thumbprint;
  await copyValue(l10n.t('the thumbprint'), value);
  return { thumbprint: value };
}

/** Copies one of the certificate's properties, which the user picks. */
export async function copyCertificateValue(rooms: Rooms, options: CommandOptions): Promise<void> {
  const certificate = await pickCertificate(rooms, options, l10n.t('Copy Certificate Value'));
  const { label, value } = await askOne(
    l10n.t('Copy Certificate Value'),
    certificate.friendlyName || certificate.subject,
    certificateValues(certificate).map((each) => ({ label: each.label, description: each.value, value: each })),
  );
  await copyValue(label, value);
}

/** Copies the generated password of the last PFX export. */
export async function copyPassword(rooms: Rooms, options: CommandOptions): Promise<void> {
  const certificate = await pickCertificate(rooms, options, l10n.t('Copy PFX Password'), (each) => each.hasPrivateKey);
  const password = await (await rooms.vault()).pfxPassword(certificate.thumbprint);
  if (password === undefined) {
    throw certificateError('noPasswordInVault', { subject: certificate.subject });
  }
  await copySecret(l10n.t('the PFX password'), password);
}

/** What a certificate says, in the order it is shown. */
export function certificateValues(certificate: Certificate): readonly { label: string; value: string }[] {
  return [
    { label: l10n.t('Subject'), value: certificate.subject },
    { label: l10n.t('Issuer'), value: certificate.issuer },
    { label: l10n.t('Thumbprint (SHA-1)'), value: certificate.thumbprint },
    { label: l10n.t('Thumbprint (SHA-256)'), value: certificate.thumbprintSha256 },
    { label: l10n.t('Serial number'), value: certificate.serialNumber },
    { label: l10n.t('Valid from'), value: certificate.notBefore },
    { label: l10n.t('Valid until'), value: certificate.notAfter },
    { label: l10n.t('Key'), value: l10n.t('RSA {0} bits', certificate.keySize) },
    { label: l10n.t('Friendly name'), value: certificate.friendlyName },
  ].filter(({ value }) => value !== '');
}
