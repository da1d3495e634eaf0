import { isAbsolute } from 'node:path';
import { commands, l10n, type QuickPickItem, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { separator } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import {
  certificateState,
  dateAndDistance,
  shortThumbprint,
  stateIcon,
} from '../../workbench/words/certificateState.ts';
import { readPublicCertificate } from './readPublicCertificate.ts';
import { change, resolveTarget, type Target } from './target.ts';

/** The public part of a certificate, and how it is called in the portal. */
interface PublicCertificate {
  /** DER. */
  readonly der: Uint8Array;
  readonly displayName: string;
}

/**
 * Adds a certificate of the vault, or of a file, to an application. Only its public part leaves this computer, whatever
 * else the file holds.
 */
export async function uploadCertificate(
  rooms: Rooms,
  options: CommandOptions,
): Promise<{ keyId: string; thumbprint: string }> {
  const thumbprint = options.text('thumbprint');
  const path = options.text('path');
  if (path !== undefined && !isAbsolute(path)) {
    throw optionError('notAbsolute', { name: 'path', value: path });
  }
  // A file is looked at before anything is asked of the tenant, a certificate of the vault likewise.
  const given =
    thumbprint !== undefined
      ? await fromVault(rooms, thumbprint)
      : path !== undefined
        ? await fromFile(path, options)
        : undefined;
  const target = await resolveTarget(rooms, options, l10n.t('Upload Certificate'));
  const certificate = given ?? (await ask(rooms, options, target));
  const { tenant, application } = target;
  const { addKeyCredential } = await import('../../core/directory/keyCredentials.ts');
  const key = await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId: application.appId,
      title: l10n.t('Uploading the certificate to {0}', application.displayName),
      role: directoryRoles.cloudApplicationAdministrator.name,
    },
    ({ directory, signal }) =>
      addKeyCredential(directory, application.id, certificate.der, {
        displayName: certificate.displayName,
        clock: rooms.clock,
        signal,
      }),
  );
  const { thumbprintOf } = await import('../../core/certificates/thumbprint.ts');
  const uploaded = { keyId: key.keyId, thumbprint: thumbprintOf(certificate.der) };
  if (!options.programmatic) {
    void offerTest(rooms, target, uploaded.thumbprint, key.endDateTime ?? '');
  }
  return uploaded;
}

async function fromVault(rooms: Rooms, thumbprint: string): Promise<PublicCertificate> {
  const vault = await rooms.vault();
  const { subject, thumbprint: id } = await vault.get(thumbprint);
  return { der: (await vault.material(id)).certificate, displayName: subject };
}

async function fromFile(path: string, options: CommandOptions): Promise<PublicCertificate> {
  const der = await readPublicCertificate(path, options);
  const { describeCertificate } = await import('../../core/certificates/describe.ts');
  const { subject } = describeCertificate(der, { now: new Date(), expiringWithinDays: 0, hasPrivateKey: false });
  return { der, displayName: subject };
}

type Source = QuickPickItem & { readonly source?: Certificate | 'file' | 'generate' };

/** Lets the user pick a certificate of the vault that is not on the application yet, a file, or make a new one. */
async function ask(rooms: Rooms, options: CommandOptions, target: Target): Promise<PublicCertificate> {
  const { thumbprintOfKey } = await import('../../core/directory/keyCredential.ts');
  const there = new Set(target.application.keyCredentials.map(thumbprintOfKey));
  const { certificates } = await (await rooms.vault()).list();
  const now = rooms.clock.now();
  const usable = certificates.filter(({ thumbprint, state }) => state !== 'expired' && !there.has(thumbprint));
  const items: Source[] = [
    ...usable.map((certificate) => ({
      label: certificate.friendlyName || certificate.subject,
      description: certificateState(certificate, now),
      detail: `${certificate.subject} · ${shortThumbprint(certificate.thumbprint)}`,
      iconPath: stateIcon(certificate.state),
      source: certificate,
    })),
    ...(usable.length > 0 ? [separator(l10n.t('or'))] : []),
    { label: l10n.t('$(add) Generate a certificate…'), source: 'generate' },
    { label: l10n.t('$(folder-opened) Choose a file…'), source: 'file' },
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Upload Certificate to {0}', target.application.displayName),
    placeHolder: l10n.t('Which certificate? Only its public part is uploaded.'),
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  switch (chosen?.source) {
    case undefined:
      throw new Cancelled();
    case 'file':
      return fromFile(await askFile(), options);
    case 'generate':
      return fromVault(rooms, await generate());
    default:
      return fromVault(rooms, chosen?.source.thumbprint ?? '');
  }
}

async function generate(): Promise<string> {
  const made = await commands.executeCommand<Certificate | undefined>(
    commandId('generateCertificate'),
    fromPerson({ followUp: false }),
  );
  if (!made) {
    throw new Cancelled();
  }
  return made.thumbprint;
}

async function askFile(): Promise<string> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Upload Certificate'),
      openLabel: l10n.t('Upload'),
      filters: {
        [l10n.t('Certificates')]: ['cer', 'crt', 'pem', 'der', 'pfx', 'p12'],
        [l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  if (!file) {
    throw new Cancelled();
  }
  return file.fsPath;
}

async function offerTest(rooms: Rooms, target: Target, thumbprint: string, notAfter: string): Promise<void> {
  const { certificates } = await (await rooms.vault()).list();
  const signsIn = certificates.some((one) => one.thumbprint === thumbprint && one.hasPrivateKey);
  const test = l10n.t('Test Sign-In');
  const chosen = await window.showInformationMessage(
    l10n.t(
      'Certificate {0} is on {1}, valid until {2}.',
      shortThumbprint(thumbprint),
      target.application.displayName,
      dateAndDistance(notAfter, rooms.clock.now()),
    ),
    ...(signsIn ? [test] : []),
  );
  if (chosen === test) {
    const { tenant, application } = target;
    const options = { tenantId: tenant.tenantId, appId: application.appId, thumbprint };
    await commands.executeCommand(commandId('testSignIn'), fromPerson(options));
  }
}
