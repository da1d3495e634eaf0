import { basename } from 'node:path';
import { l10n } from 'vscode';
import { isDomainError } from '../../core/shared/errors.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import { askText } from '../../workbench/prompts/prompts.ts';
import { toUserError } from '../../workbench/userError.ts';

/**
 * The certificate of a file in DER, without whatever key came with it. A person is asked for the password of a PFX; a
 * program gives `password`, or gets `WrongPassword`.
 */
export async function readPublicCertificate(path: string, options: CommandOptions): Promise<Uint8Array> {
  const { importCertificateFile } = await import('../../core/certificates/importFile.ts');
  let password = options.exactText('password');
  for (;;) {
    try {
      const { certificate } = await withPatientProgress(l10n.t('Reading {0}', basename(path)), (_report, signal) =>
        importCertificateFile(path, { password, signal }),
      );
      return certificate;
    } catch (error) {
      if (options.programmatic || !isDomainError(error, 'WrongPassword')) {
        throw error;
      }
      password = await askText({
        title: l10n.t('Upload Certificate'),
        prompt: password === undefined ? l10n.t('Password of {0}', basename(path)) : toUserError(error).message,
        password: true,
      });
    }
  }
}
