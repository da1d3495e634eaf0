import { commands, env, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import { certificateError } from '../../core/certificates/errors.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import type { Installed } from '../../core/deployment/certificateStore.ts';
import type { HostComputer } from '../../core/hosting/types.ts';
import { presenceInStore } from '../../workbench/certificateStore.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { type ComputerInstallation, installForComputer } from './installForComputer.ts';
import { changeStore, storeTools } from './storeTools.ts';

export interface InstallResult extends Installed {
  readonly thumbprint: string;
  readonly store: string;
}

/**
 * Puts a certificate of the vault with its private key into the certificate store of this account, tried by signing; or
 * gives the script that does it for another account, as an administrator.
 */
export async function installCertificate(
  rooms: Rooms,
  options: CommandOptions,
): Promise<InstallResult | ComputerInstallation> {
  const certificate = await pickCertificate(
    rooms,
    options,
    l10n.t('Install in Certificate Store'),
    ({ hasPrivateKey }) => hasPrivateKey,
  );
  const { thumbprint, subject } = certificate;
  if (!certificate.hasPrivateKey) {
    throw certificateError('noKeyInVault', { thumbprint, subject });
  }
  const given = options.boolean('exportable');
  if (options.choice('store', ['currentUser', 'localMachine']) === 'localMachine') {
    return installForComputer(certificate, options);
  }
  const tools = await storeTools(rooms);
  const { platform, name: shell } = tools.shell;
  const name = certificate.friendlyName || subject;
  const { installInStore } = await import('../../core/deployment/certificateStore.ts');
  const { state, hasPrivateKey, store } = await presenceInStore(rooms.store, thumbprint);
  // What is there stays as it is: nothing to choose.
  const there = state === 'present' && hasPrivateKey !== false;
  const choice = given ?? (options.programmatic || there ? false : await ask(certificate, platform));
  if (choice === 'computer') {
    return installForComputer(certificate, options);
  }
  const exportable = choice;
  const installed = await changeStore(rooms, thumbprint, true, () =>
    withProgress(l10n.t('Installing {0} in the certificate store', name), async (report, signal) => {
      report(l10n.t('{0} adds the certificate and signs with its private key…', shell));
      const material = await (await rooms.vault()).materialWithKey(thumbprint);
      return installInStore({ ...tools, thumbprint, name, material, exportable, signal });
    }),
  );
  if (!options.programmatic) {
    void tell(certificate, store, installed, exportable);
  }
  return { thumbprint, store, ...installed };
}

/** What becomes of the key differs: Windows and macOS keep it, .NET on Linux puts it into a file. */
async function ask(certificate: Certificate, platform: HostComputer['platform']): Promise<boolean | 'computer'> {
  const name = certificate.friendlyName || certificate.subject;
  if (platform === 'linux') {
    await confirm(
      l10n.t('Install the certificate {0} in the certificate store of this account?', name),
      l10n.t(
        'PowerShell and other programs of this account then find it by its thumbprint. On Linux the store is a folder in your home folder: the private key lies there in a file that only your account may read, without a password.\n\nThe modules for {0} look thumbprints up on Windows only. A connection block for Linux serves them all.',
        await windowsOnly(),
      ),
      l10n.t('Install'),
    );
    return false;
  }
  return askOne<boolean | 'computer'>(
    l10n.t('Install {0} in Certificate Store', name),
    l10n.t('Who signs in with it, and may the private key leave the store again?'),
    [
      {
        label: l10n.t('This Account, Not Exportable'),
        description: l10n.t('recommended'),
        detail: l10n.t('Programs of this account can sign with the private key, and cannot copy it.'),
        value: false,
      },
      {
        label: l10n.t('This Account, Exportable'),
        detail: l10n.t('Whoever works as this account can also export the key to a file.'),
        value: true,
      },
      ...(platform === 'win32'
        ? [
            {
              label: l10n.t('A Service or Scheduled Task of This Computer…'),
              description: 'Cert:\\LocalMachine\\My',
              detail: l10n.t(
                'Takes an administrator: you get a PFX file and the script that installs it for one account.',
              ),
              value: 'computer' as const,
            },
          ]
        : []),
    ],
  );
}

/** Services whose modules take no thumbprint here, as a list. */
async function windowsOnly(): Promise<string> {
  const { services } = await import('../../core/services/index.ts');
  const names = services
    .filter(({ thumbprintWindowsOnly, retired }) => thumbprintWindowsOnly && retired === undefined)
    .map(({ name }) => name);
  return new Intl.ListFormat(env.language, { type: 'conjunction' }).format(names);
}

async function tell(
  { thumbprint, friendlyName, subject }: Certificate,
  store: string,
  { state, kind, provider, exportable }: Installed,
  wanted: boolean,
): Promise<void> {
  const name = friendlyName || subject;
  const remove = l10n.t('Remove from Certificate Store…');
  const removeIt = (chosen: string | undefined) =>
    chosen === remove && commands.executeCommand(commandId('removeFromStore'), fromPerson({ thumbprint }));
  if (kind === 'cng') {
    removeIt(
      await window.showWarningMessage(
        l10n.t(
          '{0} is in the certificate store {1} and signs, but its key is kept by {2}, which Exchange Online cannot use. Remove it there, then install it again.',
          name,
          store,
          provider ?? '',
        ),
        remove,
      ),
    );
    return;
  }
  if (state === 'alreadyThere' && exportable === true && !wanted) {
    removeIt(
      await window.showInformationMessage(
        l10n.t(
          '{0} was in the certificate store {1} already, with a private key that signs and can be exported. To keep it from being exported, remove it there, then install it again.',
          name,
          store,
        ),
        remove,
      ),
    );
    return;
  }
  const copy = l10n.t('Copy Thumbprint');
  const chosen = await window.showInformationMessage(sentenceFor(state, name, store), copy);
  if (chosen === copy) {
    await commands.executeCommand(commandId('copyThumbprint'), fromPerson({ thumbprint }));
  }
}

function sentenceFor(state: Installed['state'], name: string, store: string): string {
  switch (state) {
    case 'installed':
      return l10n.t('{0} is in the certificate store {1}, and its private key signs there.', name, store);
    case 'alreadyThere':
      return l10n.t(
        '{0} was in the certificate store {1} already, and its private key signs there. Nothing was changed.',
        name,
        store,
      );
    case 'repaired':
      return l10n.t(
        '{0} was in the certificate store {1} without a private key that works. Now it has its key, and signs.',
        name,
        store,
      );
  }
}
