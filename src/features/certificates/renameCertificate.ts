import { l10n } from 'vscode';
import type { Certificate } from '../../core/certificates/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askText } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { toUserError } from '../../workbench/userError.ts';

/** Gives a certificate another friendly name; the certificate itself stays as it is. */
export async function renameCertificate(rooms: Rooms, options: CommandOptions): Promise<Certificate> {
  const certificate = await pickCertificate(rooms, options, l10n.t('Rename Certificate'));
  const { checkFriendlyName } = await import('../../core/certificates/friendlyName.ts');
  const name =
    options.text('friendlyName') ??
    (await askText({
      title: l10n.t('Rename Certificate'),
      prompt: l10n.t('Friendly name; the certificate and its thumbprint stay as they are'),
      value: certificate.friendlyName || certificate.subject,
      validate: (text) => {
        try {
          checkFriendlyName(text);
          return undefined;
        } catch (error) {
          return toUserError(error).message;
        }
      },
    }));
  return (await rooms.vault()).rename(certificate.thumbprint, name);
}
