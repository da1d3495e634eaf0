import { l10n, ThemeIcon } from 'vscode';
import { certificateError } from '../../core/certificates/errors.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import type { CommandOptions } from '../commandOptions.ts';
import { askOne } from '../prompts/prompts.ts';
import type { Rooms } from '../rooms.ts';
import { certificateState, shortThumbprint, stateIcon } from '../words/certificateState.ts';

/** The certificate of the vault a command is for: from its options, or the one the user picks. */
export async function pickCertificate(
  rooms: Rooms,
  options: CommandOptions,
  title: string,
  suits: (certificate: Certificate) => boolean = () => true,
): Promise<Certificate> {
  const vault = await rooms.vault();
  const thumbprint = options.text('thumbprint');
  if (thumbprint !== undefined) {
    return vault.get(thumbprint);
  }
  const { certificates } = await vault.list();
  const fitting = certificates.filter(suits);
  if (fitting.length === 0) {
    throw certificateError('vaultEmpty');
  }
  const now = rooms.clock.now();
  return askOne(
    title,
    l10n.t('A certificate of this computer'),
    fitting.map((certificate) => ({
      label: certificate.friendlyName || certificate.subject,
      description: certificateState(certificate, now),
      detail: `${certificate.subject} · ${shortThumbprint(certificate.thumbprint)}`,
      iconPath: new ThemeIcon(stateIcon(certificate.state).id),
      value: certificate,
    })),
  );
}
