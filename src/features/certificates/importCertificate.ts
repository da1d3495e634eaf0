import { basename } from 'node:path';
import { l10n, window } from 'vscode';
import type { Certificate, CertificateMaterial } from '../../core/certificates/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import { askText } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { toUserError } from '../../workbench/userError.ts';

/** Reads a certificate file into the vault, asking for the file and, when the file wants one, its password. */
export async function importCertificate(rooms: Rooms, options: CommandOptions): Promise<Certificate> {
  const path = options.text('path') ?? (await askFile());
  const material = await read(path, options);
  const certificate = await (await rooms.vault()).add(material);
  if (!options.programmatic) {
    const name = certificate.friendlyName || certificate.subject;
    void window.showInformationMessage(
      certificate.hasPrivateKey
        ? l10n.t('The certificate {0} is in the vault with its private key.', name)
        : l10n.t('The certificate {0} is in the vault. The file held no private key, so it cannot sign in.', name),
    );
  }
  return certificate;
}

async function askFile(): Promise<string> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Import Certificate'),
      openLabel: l10n.t('Import'),
      filters: {
        [l10n.t('Certificates')]: ['pfx', 'p12', 'pem', 'cer', 'crt', 'der', 'key'],
        [l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  if (!file) {
    throw new Cancelled();
  }
  return file.fsPath;
}

async function read(path: string, options: CommandOptions): Promise<CertificateMaterial> {
  const { importCertificateFile } = await import('../../core/certificates/importFile.ts');
  let password = options.exactText('password');
  for (;;) {
    try {
      return await withProgress(l10n.t('Reading {0}', basename(path)), (_report, signal) =>
        importCertificateFile(path, { password, signal }),
      );
    } catch (error) {
      // Someone who gave a password in a call gets the error; a person may try another.
      if (!isDomainError(error, 'WrongPassword') || options.exactText('password') !== undefined) {
        throw error;
      }
      password = await askText({
        title: l10n.t('Import Certificate'),
        prompt: password === undefined ? l10n.t('Password of {0}', basename(path)) : toUserError(error).message,
        password: true,
      });
    }
  }
}
