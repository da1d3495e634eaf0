import { l10n, window } from 'vscode';
import { type ApplicationCertificate, describeKey } from '../../core/directory/applicationCertificate.ts';
import { directoryError } from '../../core/directory/errors.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { dateAndDistance, shortThumbprint, stateIcon } from '../../workbench/words/certificateState.ts';
import { change, resolveTarget, type Target } from './target.ts';

/** Takes a certificate off an application, after a modal that says what stops working. */
export async function removeCertificate(rooms: Rooms, options: CommandOptions): Promise<{ keyId: string }> {
  const target = await resolveTarget(rooms, options, l10n.t('Remove Certificate'));
  const { tenant, application } = target;
  const now = rooms.clock.now();
  const within = readSetting('expiringWithinDays');
  const all = application.keyCredentials.map((key) => describeKey(key, now, within));
  const keyId = options.text('keyId')?.toLowerCase() ?? (await ask(target, all, now)).keyId;
  const certificate = all.find((each) => each.keyId.toLowerCase() === keyId);
  if (!certificate) {
    throw directoryError('keyNotFound', { keyId });
  }
  if (!options.confirmed) {
    await confirm(
      l10n.t('Remove the certificate {0} from {1}?', nameOf(certificate), application.displayName),
      whatStops(certificate, all, now).join('\n\n'),
      l10n.t('Remove'),
    );
  }
  const { removeKeyCredential } = await import('../../core/directory/keyCredentials.ts');
  await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId: application.appId,
      title: l10n.t('Removing the certificate from {0}', application.displayName),
      role: directoryRoles.cloudApplicationAdministrator.name,
    },
    ({ directory, signal }) =>
      removeKeyCredential(directory, application.id, certificate.keyId, { clock: rooms.clock, signal }),
  );
  if (!options.programmatic) {
    window.setStatusBarMessage(l10n.t('$(check) Removed the certificate from {0}', application.displayName), 6000);
  }
  return { keyId: certificate.keyId };
}

function ask(
  { application }: Target,
  all: readonly ApplicationCertificate[],
  now: Date,
): Promise<ApplicationCertificate> {
  if (all.length === 0) {
    throw directoryError('noCertificates', { application: application.displayName });
  }
  return askOne(
    l10n.t('Remove Certificate from {0}', application.displayName),
    l10n.t('Which certificate?'),
    all.map((certificate) => ({
      label: nameOf(certificate),
      description: until(certificate, now),
      ...(certificate.thumbprint === null ? {} : { detail: certificate.thumbprint }),
      iconPath: stateIcon(certificate.state),
      value: certificate,
    })),
  );
}

function whatStops(
  certificate: ApplicationCertificate,
  all: readonly ApplicationCertificate[],
  now: Date,
): readonly string[] {
  const usable = all.filter(({ state }) => state === 'valid' || state === 'expiring');
  const facts = [
    ...(certificate.thumbprint === null ? [] : [l10n.t('Thumbprint {0}.', certificate.thumbprint)]),
    ...(certificate.notAfter === null ? [] : [l10n.t('Valid until {0}.', dateAndDistance(certificate.notAfter, now))]),
  ].join(' ');
  if (certificate.state === 'expired') {
    return [facts, l10n.t('It has expired, so nothing can sign in with it any more.')];
  }
  if (certificate.state === 'notYetValid') {
    return [facts, l10n.t('It is not valid yet, so nothing signs in with it so far.')];
  }
  return [
    facts,
    usable.length === 1
      ? l10n.t('It is the last valid certificate: every script that signs in with one will stop.')
      : l10n.t('Scripts that sign in with it will stop.'),
    l10n.t('Uploading the same certificate again brings it back.'),
  ];
}

function nameOf({ displayName, thumbprint, keyId }: ApplicationCertificate): string {
  return displayName || (thumbprint === null ? keyId : shortThumbprint(thumbprint));
}

function until({ notAfter }: ApplicationCertificate, now: Date): string {
  return notAfter === null ? '' : l10n.t('valid until {0}', dateAndDistance(notAfter, now));
}
