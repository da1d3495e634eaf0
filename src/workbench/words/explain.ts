import { l10n } from 'vscode';
import type { explainError } from '../../core/explain/errors.ts';
import type { WordsFor } from './wordsFor.ts';

export const explainWords: WordsFor<typeof explainError> = {
  targetMissing: (p) => l10n.t('The check needs the option {0}.', p.name ?? ''),
  textMissing: () => l10n.t('There is no text to explain. Give the text of the error.'),
  unknownError: () =>
    l10n.t('The text holds no error that is known here. Paste the whole message, also the lines before.'),
};
