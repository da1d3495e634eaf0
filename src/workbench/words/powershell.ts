import { l10n } from 'vscode';
import type { powershellError } from '../../core/powershell/errors.ts';
import type { WordsFor } from './wordsFor.ts';

export const powershellWords: WordsFor<typeof powershellError> = {
  unsafeParameterName: (p) =>
    l10n.t('"{0}" is not a PowerShell parameter name. Use letters, digits and underscores.', p.name ?? ''),
  repeatedParameter: (p) =>
    l10n.t('{0} was given the parameter {1} twice. Give each parameter once.', p.command ?? '', p.name ?? ''),
};
