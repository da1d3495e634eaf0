import { basename } from 'node:path';
import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import { certificateError } from '../../core/certificates/errors.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import { askOne, askText } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { absolute, askPath } from './exportCertificate.ts';

/** Writes certificate and private key as an encrypted PFX; a generated password is kept in secret storage. */
export async function exportPfx(
  rooms: Rooms,
  options: CommandOptions,
): Promise<{ path: string; passwordGenerated: boolean }> {
  const withKey = ({ hasPrivateKey }: { hasPrivateKey: boolean }) => hasPrivateKey;
  const { thumbprint, friendlyName, subject, hasPrivateKey } = await pickCertificate(
    rooms,
    options,
    l10n.t('Export Certificate with Private Key'),
    withKey,
  );
  if (!hasPrivateKey) {
    throw certificateError('noKeyInVault', { thumbprint, subject });
  }
  const given = options.text('path');
  const path = given === undefined ? await askPath(friendlyName || thumbprint, 'pfx', pfxFilters()) : absolute(given);
  const encryption =
    options.choice('encryption', ['aes256', 'tripledes']) ?? (options.programmatic ? 'aes256' : await askEncryption());
  const chosen = options.exactText('password') ?? (options.programmatic ? undefined : await askPassword());
  const { generatePassword } = await import('../../core/certificates/generatePassword.ts');
  const { exportPfxFile } = await import('../../core/certificates/exportFile.ts');
  const password = chosen ?? generatePassword();
  const vault = await rooms.vault();
  const material = await vault.materialWithKey(thumbprint);
  await withProgress(l10n.t('Writing {0}', basename(path)), (_report, signal) =>
    exportPfxFile(material, path, { password, encryption, signal, overwrite: given === undefined }),
  );
  if (chosen === undefined) {
    await vault.setPfxPassword(thumbprint, password);
  }
  if (!options.programmatic) {
    void tellExported(basename(path), thumbprint, chosen === undefined);
  }
  return { path, passwordGenerated: chosen === undefined };
}

const pfxFilters = () => ({ [l10n.t('Certificate with private key')]: ['pfx', 'p12'] });

async function askEncryption(): Promise<'aes256' | 'tripledes'> {
  return askOne(l10n.t('Encryption of the PFX File'), l10n.t('Where will the file be opened?'), [
    {
      label: 'AES-256, SHA-256',
      description: l10n.t('Windows Server 2019 and later, Windows 10, Linux, macOS'),
      value: 'aes256' as const,
    },
    { label: '3DES, SHA-1', description: l10n.t('Windows Server 2016 and older'), value: 'tripledes' as const },
  ]);
}

/** Undefined for a generated one. */
async function askPassword(): Promise<string | undefined> {
  const title = l10n.t('Password of the PFX File');
  const generate = await askOne(
    title,
    l10n.t('The file holds the private key: anyone with file and password can sign in'),
    [
      {
        label: l10n.t('Generate a Password'),
        description: l10n.t('24 characters, kept in secret storage'),
        value: true,
      },
      { label: l10n.t('Type a Password'), description: '', value: false },
    ],
  );
  if (generate) {
    return undefined;
  }
  const first = await askText({
    title,
    prompt: l10n.t('Password'),
    password: true,
    validate: (text) => (text === '' ? l10n.t('A PFX file needs a password.') : undefined),
  });
  await askText({
    title,
    prompt: l10n.t('The same password again'),
    password: true,
    validate: (text) => (text === first ? undefined : l10n.t('The two passwords differ.')),
  });
  return first;
}

async function tellExported(file: string, thumbprint: string, generated: boolean): Promise<void> {
  if (!generated) {
    void window.showInformationMessage(l10n.t('{0} is written and opens with your password.', file));
    return;
  }
  const copy = l10n.t('Copy Password');
  const chosen = await window.showInformationMessage(
    l10n.t('{0} is written and opens with a generated password, which secret storage keeps.', file),
    copy,
  );
  if (chosen === copy) {
    await commands.executeCommand(commandId('copyPassword'), { thumbprint });
  }
}
