import { l10n } from 'vscode';
import type { reportError } from '../reportError.ts';
import type { WordsFor } from './wordsFor.ts';

export const reportWords: WordsFor<typeof reportError> = {
  scriptNotFound: (p) => l10n.t('There is no script {0}. Check the path.', p.path ?? ''),
  scriptIsFolder: (p) => l10n.t('{0} is a folder. Name one script in it.', p.path ?? ''),
  scriptUnreadable: (p) =>
    l10n.t('The script {0} could not be read ({1}). Check its permissions.', p.path ?? '', p.detail ?? ''),
  scriptTooLarge: (p) =>
    l10n.t('{0} is longer than {1} MB, and was not checked. Check it in parts.', p.name ?? '', p.limit ?? ''),
  notPowerShell: (p) => l10n.t('{0} is not a PowerShell script (.ps1 or .psm1). Choose one that is.', p.name ?? ''),
  noScript: () => l10n.t('There is no script to check. Open a PowerShell script first.'),
  noWorkspace: () => l10n.t('No folder is open. Open the folder with your scripts first.'),
};
