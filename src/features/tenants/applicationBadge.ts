import { l10n, ThemeIcon } from 'vscode';
import type { CertificateState } from '../../core/certificates/types.ts';
import { keyState } from '../../core/directory/applicationCertificate.ts';
import type { Application, KeyCredential } from '../../core/directory/types.ts';
import { certificateState, dateAndDistance, stateIcon } from '../../workbench/words/certificateState.ts';

/** `12 days left` and the like, for a key credential. */
export function keyWords(key: KeyCredential, state: CertificateState, now: Date): string {
  return certificateState({ state, notAfter: key.endDateTime ?? '', notBefore: key.startDateTime ?? '' }, now);
}

/** The same with the date and how far it is. */
function keyDates(key: KeyCredential, state: CertificateState, now: Date): string {
  switch (state) {
    case 'notYetValid':
      return l10n.t('valid from {0}', dateAndDistance(key.startDateTime ?? '', now));
    case 'expired':
      return l10n.t('expired on {0}', dateAndDistance(key.endDateTime ?? '', now));
    default:
      return l10n.t('valid until {0}', dateAndDistance(key.endDateTime ?? '', now));
  }
}

/** What an application's row shows of its certificates. */
export interface Badge {
  readonly icon: ThemeIcon;
  /** Short, since the row is; empty when all is well. */
  readonly words: string;
  readonly tooltip: string;
}

/**
 * Icon and words for an application: what its certificates ask of the administrator. One that is expiring matters even
 * beside a valid one; expired ones matter only when no other is left.
 */
export function applicationBadge(application: Application, now: Date, expiringWithinDays: number): Badge {
  const keys = [...(application.keyCredentials ?? [])]
    .sort((a, b) => (a.endDateTime ?? '').localeCompare(b.endDateTime ?? ''))
    .map((key) => ({ key, state: keyState(key, now, expiringWithinDays) }));
  const next =
    keys.find(({ state }) => state === 'expiring') ??
    keys.find(({ state }) => state === 'valid') ??
    keys.find(({ state }) => state === 'notYetValid') ??
    keys.at(-1);
  if (!next) {
    const words = l10n.t('no certificate');
    return { icon: new ThemeIcon('circle-slash'), words, tooltip: l10n.t('It has no certificate') };
  }
  const { key, state } = next;
  const words = keyWords(key, state, now);
  const dates = keyDates(key, state, now);
  const tooltip =
    keys.length === 1 ? l10n.t('Certificate: {0}', dates) : l10n.t('{0} certificates: {1}', keys.length, dates);
  return { icon: stateIcon(state), words: state === 'valid' ? '' : words, tooltip };
}
