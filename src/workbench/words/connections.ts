import { l10n } from 'vscode';
import type { connectionError } from '../connectionError.ts';
import type { WordsFor } from './wordsFor.ts';

export const connectionWords: WordsFor<typeof connectionError> = {
  noKeyHere: (p) =>
    l10n.t(
      'No certificate of {0} has its private key on this computer. Upload one of yours, or import its PFX.',
      p.application ?? '',
    ),
  notOnApplication: (p) =>
    l10n.t(
      'The certificate {0} is not on the application {1}. Upload it first.',
      p.thumbprint ?? '',
      p.application ?? '',
    ),
  notInConsole: (p) =>
    l10n.t(
      'The operations console cannot run cmdlets of {0}. Insert the connection block into a script instead.',
      p.service ?? '',
    ),
  noTerminal: () => l10n.t('No terminal is open that is signed in with a certificate. Connect one first.'),
  noEditor: () => l10n.t('No script is open. Open the PowerShell script that should get the connection block.'),
  noScript: () => l10n.t('No script is open. Open the PowerShell script to convert.'),
  notPowerShell: () => l10n.t('The active editor is not a PowerShell script. Open the script first.'),
  readOnlyEditor: () => l10n.t('The script is read-only. Save a copy that can be changed.'),
  scriptChanged: () => l10n.t('The script changed meanwhile. Run the command again for the text as it is now.'),
  untrustedWorkspace: () => l10n.t('This workspace is not trusted. Trust it to have something inserted.'),
};
