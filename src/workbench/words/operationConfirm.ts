import { l10n } from 'vscode';
import { neutralise } from '../../core/operations/format/neutralise.ts';
import type { ConfirmRequest } from '../../core/operations/types.ts';

/** The question before a change, answered with a letter; no is the default. */
export function confirmQuestion({ kind, operation, target }: ConfirmRequest): string {
  const [what, where] = [neutralise(operation), neutralise(target)];
  switch (kind) {
    case 'overwrite':
      return l10n.t('{0} is there already. Replace it? [Y] Yes [N] No (default is N):', where);
    case 'deleteKey':
      return l10n.t('Delete the certificate {0} with its private key? [Y] Yes [N] No (default is N):', where);
    case 'change':
      return l10n.t('{0} changes {1}. Go on? [Y] Yes [N] No (default is N):', what, where);
  }
}
