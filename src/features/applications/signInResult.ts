import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { date, shortThumbprint } from '../../workbench/words/certificateState.ts';
import type { Target } from './target.ts';
import type { Proof } from './testSignIn.ts';

/** Shows what a test sign-in has proven: with which certificate, what the application may do, and for how long. */
export async function presentSignIn(result: {
  readonly target: Target;
  readonly thumbprint: string;
  readonly proofs: readonly Proof[];
  readonly certificate: Certificate | undefined;
  readonly now: Date;
}): Promise<void> {
  const { target, thumbprint, proofs, certificate, now } = result;
  const { tenant, application } = target;
  const connect = { title: l10n.t('Connect in Terminal…') };
  const close = { title: l10n.t('Close'), isCloseAffordance: true };
  const chosen = await window.showInformationMessage(
    l10n.t('{0} signs in to {1} with its certificate.', application.displayName, tenantLabel(tenant)),
    {
      modal: true,
      detail: [
        certificate
          ? l10n.t(
              'Certificate {0}, valid until {1}. Entra has checked its signature.',
              shortThumbprint(thumbprint),
              date(certificate.notAfter),
            )
          : l10n.t('Certificate {0}. Entra has checked its signature.', shortThumbprint(thumbprint)),
        ...proofs.map(apiWords),
        rolesWords(proofs),
        durationWords(proofs, now),
      ].join('\n\n'),
    },
    close,
    connect,
  );
  if (chosen === connect) {
    const options = { tenantId: tenant.tenantId, appId: application.appId, thumbprint };
    await commands.executeCommand(commandId('connect'), fromPerson(options));
  }
}

function apiWords({ api, roles }: Proof): string {
  return roles.length === 0
    ? l10n.t('{0}: no permissions', api.name)
    : l10n.t('{0}: {1}', api.name, [...roles].sort().join(', '));
}

function rolesWords(proofs: readonly Proof[]): string {
  const roles = [...new Set(proofs.flatMap(({ directoryRoles }) => directoryRoles))].sort();
  return roles.length === 0 ? l10n.t('Directory roles: none') : l10n.t('Directory roles: {0}', roles.join(', '));
}

function durationWords(proofs: readonly Proof[], now: Date): string {
  const ends = new Date(Math.min(...proofs.map(({ expiresOn }) => expiresOn.getTime())));
  const minutes = Math.round((ends.getTime() - now.getTime()) / 60_000);
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(ends);
  return l10n.t('The token is good until {0}, for {1} minutes.', time, minutes);
}
