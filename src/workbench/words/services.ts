import { l10n } from 'vscode';
import type { servicesError } from '../../core/services/errors.ts';
import type { WordsFor } from './wordsFor.ts';

export const servicesWords: WordsFor<typeof servicesError> = {
  unknownService: (p) => l10n.t('There is no service "{0}". Choose from: {1}.', p.service ?? '', p.known ?? ''),
  storeOnly: (p) =>
    l10n.t(
      'The {0} module takes certificates from the Windows certificate store only. Use Microsoft Graph instead.',
      p.service ?? '',
    ),
};
