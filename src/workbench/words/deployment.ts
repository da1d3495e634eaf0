import { l10n } from 'vscode';
import type { deploymentError } from '../../core/deployment/errors.ts';
import type { WordsFor } from './wordsFor.ts';

export const deploymentWords: WordsFor<typeof deploymentError> = {
  storeNeedsPowerShell: () =>
    l10n.t(
      'The certificate store is reached through PowerShell, and none was found. Install PowerShell 7, then try again.',
    ),
  storeBlocked: () =>
    l10n.t(
      'PowerShell runs in constrained language mode, which keeps scripts from the certificate store. Ask who manages this computer, or import an exported PFX file by hand.',
    ),
  storeFailed: (p) => l10n.t('The certificate store {0} refused the change: {1}', p.store ?? '', p.problem ?? ''),
  storeKeyCannotSign: (p) =>
    l10n.t(
      'The private key signs nothing in the certificate store {0}, and what was new there was taken out again. Import the PFX again, then retry.',
      p.store ?? '',
    ),
  storeKeptNothing: (p) =>
    l10n.t(
      'The certificate store {0} took the certificate and does not have it. Another program may have removed it: try again.',
      p.store ?? '',
    ),
  storeKeptCertificate: (p) =>
    l10n.t(
      'The certificate store {0} still has the certificate after removing it. Close the programs that use it, then try again.',
      p.store ?? '',
    ),
  storeHasNone: (p) =>
    l10n.t('None of your certificates is in the certificate store {0}. Install one there first.', p.store ?? ''),
  scriptsForbidden: () =>
    l10n.t(
      'A policy of your organization keeps PowerShell from running scripts. Import an exported PFX file by hand, or ask who manages this computer.',
    ),
  shellEnded: (p) =>
    l10n.t(
      '{0} ended with exit code {1} before it was done. The log has what it said.',
      p.shell ?? '',
      p.exitCode ?? '',
    ),
  shellTookTooLong: (p) =>
    l10n.t('{0} did not answer within {1} seconds and was stopped. Try again.', p.shell ?? '', p.seconds ?? 0),
  shellNotStarted: (p) =>
    l10n.t('{0} could not be started ({1}). Check the setting powerShellPath.', p.shell ?? '', p.problem ?? ''),
  accountInvalid: (p) =>
    l10n.t('{0} is not the name of an account. Write it as DOMAIN\\name, or name@domain.', p.account ?? ''),
  unixAccountInvalid: (p) =>
    l10n.t('{0} is not the name of a Linux or macOS account. Use letters, digits, "-", "_" and ".".', p.account ?? ''),
  accountMissing: () => l10n.t('The task needs an account to run as. Name it with account.'),
  timeInvalid: (p) => l10n.t('{0} is not a time of the day. Write it as 03:15.', p.time ?? ''),
  scriptPathInvalid: (p) =>
    l10n.t('{0} is not the complete path of a script on the computer where it will run.', p.path ?? ''),
};
