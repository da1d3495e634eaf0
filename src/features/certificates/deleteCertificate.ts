import { l10n } from 'vscode';
import { presenceInStore } from '../../workbench/certificateStore.ts';
import { certificateUses } from '../../workbench/certificateUses.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { certificateState } from '../../workbench/words/certificateState.ts';
import { damageWords } from '../../workbench/words/certificates.ts';

/** Deletes an entry of the vault with its private key, after a modal that names what uses it. */
export async function deleteCertificate(rooms: Rooms, options: CommandOptions): Promise<{ thumbprint: string }> {
  const vault = await rooms.vault();
  const { damaged } = await vault.list();
  const id = options.text('thumbprint');
  const broken = damaged.find((entry) => entry.id === id);
  if (broken) {
    if (!options.confirmed) {
      await confirm(l10n.t('Delete the damaged entry {0}?', broken.id), damageWords(broken.reason), l10n.t('Delete'));
    }
    await vault.delete(broken.id);
    return { thumbprint: broken.id };
  }
  const certificate = await pickCertificate(rooms, options, l10n.t('Delete Certificate'));
  if (!options.confirmed) {
    const [uses, { state, store }] = await Promise.all([
      certificateUses(rooms, certificate.thumbprint),
      presenceInStore(rooms.store, certificate.thumbprint),
    ]);
    await confirm(
      l10n.t('Delete the certificate {0}?', certificate.friendlyName || certificate.subject),
      [
        l10n.t('Thumbprint {0}, {1}.', certificate.thumbprint, certificateState(certificate, rooms.clock.now())),
        ...(uses.length > 0 ? [l10n.t('It signs in: {0}.', uses.join(', '))] : []),
        certificate.hasPrivateKey
          ? l10n.t('Its private key is deleted with it. Without an exported PFX file nothing brings it back.')
          : l10n.t('It is here without its private key.'),
        ...(state === 'present' ? [l10n.t('It stays in {0}, with its key there.', store)] : []),
      ].join('\n\n'),
      l10n.t('Delete'),
    );
  }
  await vault.delete(certificate.thumbprint);
  return { thumbprint: certificate.thumbprint };
}
