import { l10n } from 'vscode';
import type { optionError } from '../commandOptions.ts';
import type { WordsFor } from './wordsFor.ts';

export const optionWords: WordsFor<typeof optionError> = {
  notText: (p) => l10n.t('The option {0} must be text that is not empty.', p.name ?? ''),
  notReadable: (p) => l10n.t('The option {0} has a character that is no text.', p.name ?? ''),
  notNumber: (p) => l10n.t('The option {0} must be a number.', p.name ?? ''),
  notPositive: (p) => l10n.t('The option {0} must be a whole number of at least 1.', p.name ?? ''),
  notBoolean: (p) => l10n.t('The option {0} must be true or false.', p.name ?? ''),
  notList: (p) => l10n.t('The option {0} must be a list.', p.name ?? ''),
  notObject: (p) => l10n.t('The option {0} must be an object.', p.name ?? ''),
  notOneOf: (p) => l10n.t('The option {0} must be one of: {1}.', p.name ?? '', p.choices ?? ''),
  notAbsolute: (p) => l10n.t('The path {0} is not complete. Give the whole path of the file.', p.value ?? ''),
  missing: (p) => l10n.t('The option {0} is missing.', p.name ?? ''),
  notOptions: () => l10n.t('A command takes its options as one object.'),
  notTogether: (p) => l10n.t('Give either {0} or {1}, not both.', p.first ?? '', p.second ?? ''),
};
