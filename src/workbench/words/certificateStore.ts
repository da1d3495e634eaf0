import { l10n } from 'vscode';
import type { KnownPresence } from '../certificateStore.ts';
import { date } from './certificateState.ts';

/** What is known of a certificate in this computer's store, to stand behind a label; undefined when that is nothing. */
export function presenceWords({ state, store, hasPrivateKey, provider, seen }: KnownPresence): string | undefined {
  switch (state) {
    case 'unknown':
      return undefined;
    case 'absent':
      return seen === undefined ? l10n.t('not in {0}', store) : l10n.t('not in {0} on {1}', store, date(seen));
    case 'present':
      if (seen !== undefined) {
        return l10n.t('in {0} on {1}', store, date(seen));
      }
      if (hasPrivateKey === false) {
        return l10n.t('in {0}, without its private key', store);
      }
      return provider === undefined
        ? l10n.t('in {0}', store)
        : l10n.t('in {0}, private key kept by {1}', store, provider);
  }
}
