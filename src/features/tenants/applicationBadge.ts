import { l10n, ThemeIcon } from 'vscode';
import type { CertificateState } from '../../core/certificates/types.ts';
import { keyState } from '../../core/directory/applicationCertificate.ts';
import type { Application, KeyCredential } from '../../core/directory/types.ts';
import { certificateState, stateIcon } from '../../workbench/words/certificateState.ts';

/** `12 days left` and the like, for a key credential. */
export function keyWords(key: KeyCredential, state: CertificateState, now: Date): string {
  return certificateState({ state, notAfter: key.endDateTime ?? '', notBefore: key.startDateTime ?? '' }, now);
}

/**
 * Icon and words for an application: what its certificates ask of the administrator. One that is expiring matters even
 * beside a valid one; expired ones matter only when no other is left.
 */
export function applicationBadge(
  application: Application,
  now: Date,
  expiringWithinDays: number,
): { icon: ThemeIcon; words: string } {
  const keys = (application.keyCredentials ?? []).map((key) => ({
    key,
    state: keyState(key, now, expiringWithinDays),
  }));
  const next =
    soonest(keys.filter(({ state }) => state === 'expiring')) ??
    keys.find(({ state }) => state === 'valid') ??
    keys.find(({ state }) => state === 'notYetValid') ??
    keys[0];
  if (!next) {
    return { icon: new ThemeIcon('circle-outline'), words: l10n.t('no certificate') };
  }
  const { key, state } = next;
  const icon = stateIcon(state);
  if (state === 'expiring') {
    return { icon, words: l10n.t('certificate: {0}', keyWords(key, state, now)) };
  }
  return { icon, words: state === 'valid' ? '' : l10n.t('certificate {0}', keyWords(key, state, now)) };
}

function soonest<Entry extends { readonly key: KeyCredential }>(entries: readonly Entry[]): Entry | undefined {
  return [...entries].sort((a, b) => (a.key.endDateTime ?? '').localeCompare(b.key.endDateTime ?? ''))[0];
}
