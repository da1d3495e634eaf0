import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { Certificate, CertificateState } from '../../core/certificates/types.ts';

const day = 24 * 60 * 60 * 1000;

/** The state of a certificate in words: `12 days left`, `valid until 2028-03-01`, `expired 3 days ago`. */
export function certificateState(
  certificate: Pick<Certificate, 'state' | 'notAfter' | 'notBefore'>,
  now: Date,
): string {
  const left = Math.ceil((Date.parse(certificate.notAfter) - now.getTime()) / day);
  switch (certificate.state) {
    case 'valid':
      return l10n.t('valid until {0}', date(certificate.notAfter));
    case 'expiring':
      return left === 1 ? l10n.t('1 day left') : l10n.t('{0} days left', left);
    case 'expired':
      return left > -1
        ? l10n.t('expired today')
        : left === -1
          ? l10n.t('expired 1 day ago')
          : l10n.t('expired {0} days ago', -left);
    case 'notYetValid':
      return l10n.t('valid from {0}', date(certificate.notBefore));
  }
}

/** The state's icon; its shape tells it as well as its colour. */
export function stateIcon(state: CertificateState): ThemeIcon {
  switch (state) {
    case 'valid':
      return new ThemeIcon('verified-filled', new ThemeColor('testing.iconPassed'));
    case 'expiring':
      return new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
    case 'expired':
      return new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground'));
    case 'notYetValid':
      return new ThemeIcon('circle-outline');
  }
}

/** `2027-11-23`, in UTC as certificates count. */
export function date(iso: string): string {
  return iso.slice(0, 10);
}

/** `2027-11-23, in 12 months`. */
export function dateAndDistance(iso: string, now: Date): string {
  return l10n.t('{0}, {1}', date(iso), distance(Date.parse(iso) - now.getTime()));
}

function distance(milliseconds: number): string {
  const days = Math.round(milliseconds / day);
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  return Math.abs(days) < 60 ? format.format(days, 'day') : format.format(Math.round(days / 30.44), 'month');
}

/** First and last four digits, for where the whole thumbprint has no room. */
export function shortThumbprint(thumbprint: string): string {
  return `${thumbprint.slice(0, 4)}…${thumbprint.slice(-4)}`;
}
