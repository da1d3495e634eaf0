import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import { describeCertificate } from '../../core/certificates/describe.ts';
import { type ApplicationCertificate, describeKey } from '../../core/directory/applicationCertificate.ts';
import { directoryError } from '../../core/directory/errors.ts';
import type { KeyCredential } from '../../core/directory/types.ts';
import type { RotationStep } from '../../core/provisioning/rotateCertificate.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { rememberRemoval } from '../../workbench/plannedRemovals.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import {
  certificateState,
  dateAndDistance,
  shortThumbprint,
  stateIcon,
} from '../../workbench/words/certificateState.ts';
import { change, resolveTarget, type Target } from './target.ts';

/**
 * Replaces a certificate of an application without a gap: a new one is added and proven by a sign-in. The old one stays,
 * or goes at once with `removeOldAfterDays: 0`, or is offered for removal after that many days.
 */
export async function rotateCertificate(
  rooms: Rooms,
  options: CommandOptions,
): Promise<{ oldKeyId: string; newKeyId: string; newThumbprint: string }> {
  const target = await resolveTarget(rooms, options, l10n.t('Rotate Certificate'));
  const { tenant, application } = target;
  const old = findKey(target, options.text('keyId') ?? (await ask(rooms, target)));
  const wanted = options.object('certificate');
  const certificate = {
    subject: wanted?.text('subject') ?? subjectOf(old, application.displayName),
    months: wanted?.count('months') ?? readSetting('certificateMonths'),
  };
  const removeAfter = options.number('removeOldAfterDays');
  const described = describeKey(old, rooms.clock.now(), readSetting('expiringWithinDays'));
  if (!options.confirmed && (!options.programmatic || removeAfter === 0)) {
    await confirmRotation(rooms, target, described, { months: certificate.months, removeNow: removeAfter === 0 });
  }
  const { rotateCertificate: rotate } = await import('../../core/provisioning/rotateCertificate.ts');
  const { setupCertificates } = await import('../../core/provisioning/setupCertificates.ts');
  const identity = { tenantId: tenant.tenantId, appId: application.appId };
  const certificates = setupCertificates(await rooms.vault(), rooms.clock, async () => true);
  const resource = (await (await rooms.sessions()).cloud(tenant.tenantId)).graph;
  const rotation = await change(
    rooms,
    {
      ...identity,
      title: l10n.t('Rotating the certificate of {0}', application.displayName),
      role: directoryRoles.cloudApplicationAdministrator.name,
    },
    ({ directory, report, signal }) =>
      rotate({
        directory,
        application,
        oldKeyId: described.keyId,
        certificate,
        removeOld: removeAfter === 0,
        certificates,
        prove: (thumbprint, stop) => rooms.signInAs({ ...identity, thumbprint }, resource, stop),
        clock: rooms.clock,
        proofLimit: readSetting('replicationTimeoutMinutes') * 60_000,
        onStep: (step, elapsed) => report(stepWords(step, elapsed)),
        signal,
      }),
  );
  if (removeAfter !== undefined && removeAfter > 0) {
    await rememberRemoval(rooms, { ...identity, keyId: rotation.oldKeyId }, removeAfter);
  }
  if (!options.programmatic) {
    void offerNextStep(rooms, target, described, rotation.certificate.notAfter);
  }
  return {
    oldKeyId: rotation.oldKeyId,
    newKeyId: rotation.newKeyId,
    newThumbprint: rotation.certificate.thumbprint,
  };
}

function findKey({ application }: Target, keyId: string): KeyCredential {
  const key = application.keyCredentials.find((each) => each.keyId?.toLowerCase() === keyId.toLowerCase());
  if (!key) {
    throw directoryError('keyNotFound', { keyId });
  }
  return key;
}

async function ask(rooms: Rooms, { application }: Target): Promise<string> {
  if (application.keyCredentials.length === 0) {
    throw directoryError('noCertificates', { application: application.displayName });
  }
  const now = rooms.clock.now();
  const all = application.keyCredentials.map((key) => describeKey(key, now, readSetting('expiringWithinDays')));
  return askOne(
    l10n.t('Rotate a Certificate of {0}', application.displayName),
    l10n.t('Which one is to be replaced?'),
    all.map(({ keyId, thumbprint, displayName, state, notAfter, notBefore }) => ({
      label: displayName || (thumbprint ?? keyId),
      description: certificateState({ state, notAfter: notAfter ?? '', notBefore: notBefore ?? '' }, now),
      ...(thumbprint === null ? {} : { detail: thumbprint }),
      iconPath: stateIcon(state),
      value: keyId,
    })),
  );
}

/** The subject of the old certificate, so that nothing but the key changes; the application's name where it is not known. */
function subjectOf(key: KeyCredential, applicationName: string): string {
  if (key.key) {
    const der = Buffer.from(key.key, 'base64');
    return describeCertificate(der, { now: new Date(), expiringWithinDays: 0, hasPrivateKey: false }).subject;
  }
  return `CN="${applicationName.replace(/["\\]/g, '\\$&')}"`;
}

async function confirmRotation(
  rooms: Rooms,
  { application }: Target,
  old: ApplicationCertificate,
  { months, removeNow }: { readonly months: number; readonly removeNow: boolean },
): Promise<void> {
  const now = rooms.clock.now();
  await confirm(
    l10n.t('Rotate the certificate of {0}?', application.displayName),
    [
      l10n.t(
        'Now: {0}, {1}.',
        old.thumbprint ?? old.displayName,
        certificateState({ state: old.state, notAfter: old.notAfter ?? '', notBefore: old.notBefore ?? '' }, now),
      ),
      l10n.t('A new certificate, valid for {0} months, is added and proven by signing in with it.', months),
      removeNow
        ? l10n.t('Then the old one is removed: scripts that still carry its thumbprint stop.')
        : l10n.t('The old one stays, so scripts go on working until they carry the new thumbprint.'),
    ].join('\n\n'),
    l10n.t('Rotate'),
  );
}

function stepWords(step: RotationStep, elapsed: number): string {
  switch (step) {
    case 'generate':
      return l10n.t('Generating the new certificate');
    case 'upload':
      return l10n.t('Adding it to the application');
    case 'prove':
      return elapsed < 1000
        ? l10n.t('Signing in with it')
        : l10n.t('Waiting until it signs in ({0} s)', Math.round(elapsed / 1000));
    case 'remove':
      return l10n.t('Removing the old certificate');
  }
}

async function offerNextStep(
  rooms: Rooms,
  { tenant, application }: Target,
  old: ApplicationCertificate,
  notAfter: string,
): Promise<void> {
  const find = l10n.t('Find Old Thumbprint');
  const remove = l10n.t('Remove Old…');
  const chosen = await window.showInformationMessage(
    l10n.t(
      '{0} signs in with a new certificate, valid until {1}. Scripts that name the old thumbprint need the new one.',
      application.displayName,
      dateAndDistance(notAfter, rooms.clock.now()),
    ),
    ...(old.thumbprint === null ? [] : [find]),
    remove,
  );
  if (chosen === find) {
    await commands.executeCommand('workbench.action.findInFiles', { query: old.thumbprint, triggerSearch: true });
  } else if (chosen === remove) {
    const options = { tenantId: tenant.tenantId, appId: application.appId, keyId: old.keyId };
    await commands.executeCommand(commandId('removeCertificate'), fromPerson(options));
  } else {
    rooms.log.debug('The old certificate stays.', {
      keyId: old.keyId,
      thumbprint: shortThumbprint(old.thumbprint ?? ''),
    });
  }
}
