import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import { deploymentError } from '../../core/deployment/errors.ts';
import { presenceInStore } from '../../workbench/certificateStore.ts';
import { certificateUses } from '../../workbench/certificateUses.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { certificateState } from '../../workbench/words/certificateState.ts';
import { changeStore, storeTools } from './storeTools.ts';

export interface RemovalResult {
  readonly thumbprint: string;
  readonly store: string;
  /** False when it was not there. */
  readonly removed: boolean;
}

/** Takes a certificate with its private key out of the certificate store of this account; the vault keeps what it has. */
export async function removeFromStore(rooms: Rooms, options: CommandOptions): Promise<RemovalResult> {
  const certificate = await chooseInstalled(rooms, options);
  const { thumbprint } = certificate;
  const name = certificate.friendlyName || certificate.subject;
  const { state, store } = await presenceInStore(rooms.store, thumbprint);
  if (state === 'absent') {
    if (!options.programmatic) {
      void window.showInformationMessage(
        l10n.t('{0} is not in the certificate store {1}. Nothing was changed.', name, store),
      );
    }
    await commands.executeCommand(commandId('refreshCertificates'));
    return { thumbprint, store, removed: false };
  }
  const tools = await storeTools(rooms);
  if (!options.confirmed) {
    await confirmRemoval(rooms, certificate, store);
  }
  const core = await import('../../core/deployment/certificateStore.ts');
  const removed = await changeStore(rooms, thumbprint, false, () =>
    withProgress(l10n.t('Removing {0} from the certificate store', name), async (report, signal) => {
      report(l10n.t('{0} removes the certificate and looks whether it is gone…', tools.shell.name));
      return core.removeFromStore({ ...tools, thumbprint, name, signal });
    }),
  );
  if (!options.programmatic) {
    void window.showInformationMessage(
      removed.state === 'notThere'
        ? l10n.t('{0} is not in the certificate store {1}. Nothing was changed.', name, store)
        : removed.keyKept
          ? l10n.t(
              '{0} is no longer in the certificate store {1}. Its private key stays, because another certificate there has it.',
              name,
              store,
            )
          : l10n.t('{0} is no longer in the certificate store {1}, and neither is its private key.', name, store),
    );
  }
  return { thumbprint, store, removed: removed.state === 'removed' };
}

/** The certificate the command is for; who is asked picks among those that are, or may be, in the store. */
async function chooseInstalled(rooms: Rooms, options: CommandOptions): Promise<Certificate> {
  const title = l10n.t('Remove from Certificate Store');
  if (options.text('thumbprint') !== undefined) {
    return pickCertificate(rooms, options, title);
  }
  const { certificates } = await (await rooms.vault()).list();
  const known = await Promise.all(
    certificates.map(async ({ thumbprint }) => ({ thumbprint, ...(await presenceInStore(rooms.store, thumbprint)) })),
  );
  const there = new Set(known.filter(({ state }) => state !== 'absent').map(({ thumbprint }) => thumbprint));
  const [first] = known;
  if (first !== undefined && there.size === 0) {
    throw deploymentError('storeHasNone', { store: first.store });
  }
  return pickCertificate(rooms, options, title, ({ thumbprint }) => there.has(thumbprint));
}

async function confirmRemoval(rooms: Rooms, certificate: Certificate, store: string): Promise<void> {
  const { thumbprint, friendlyName, subject, hasPrivateKey } = certificate;
  const uses = await certificateUses(rooms, thumbprint);
  await confirm(
    l10n.t('Remove the certificate {0} from the certificate store {1}?', friendlyName || subject, store),
    [
      l10n.t('Thumbprint {0}, {1}.', thumbprint, certificateState(certificate, rooms.clock.now())),
      ...(uses.length > 0 ? [l10n.t('It signs in: {0}.', uses.join(', '))] : []),
      l10n.t('Scripts and tasks of this account that name its thumbprint will not find it any more.'),
      hasPrivateKey
        ? l10n.t('Its private key goes with it. Entra Cert Auth keeps certificate and key and can install them again.')
        : l10n.t(
            'Its private key goes with it, and Entra Cert Auth has no copy. Without an exported PFX file nothing brings it back.',
          ),
    ].join('\n\n'),
    l10n.t('Remove'),
  );
}
