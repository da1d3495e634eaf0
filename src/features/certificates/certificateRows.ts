import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate, DamagedEntry } from '../../core/certificates/types.ts';
import { type KnownPresence, presenceInStore } from '../../workbench/certificateStore.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { type Row, row } from '../../workbench/tree/row.ts';
import { certificateState, dateAndDistance, stateIcon } from '../../workbench/words/certificateState.ts';
import { presenceWords } from '../../workbench/words/certificateStore.ts';
import { damageWords } from '../../workbench/words/certificates.ts';

/** The rows of the vault: certificates by subject, then what is damaged. */
export async function certificateRows(rooms: Rooms): Promise<readonly Row[]> {
  const vault = await rooms.vault();
  const { certificates, damaged } = await vault.list();
  const now = rooms.clock.now();
  const rows = certificates.map(async (certificate) => {
    const [password, presence] = await Promise.all([
      vault.pfxPassword(certificate.thumbprint),
      presenceInStore(rooms.store, certificate.thumbprint),
    ]);
    return certificateRow(certificate, now, password !== undefined, presence);
  });
  return [...(await Promise.all(rows)), ...damaged.map(damagedRow)];
}

function certificateRow(certificate: Certificate, now: Date, withPassword: boolean, presence: KnownPresence): Row {
  const state = certificateState(certificate, now);
  const installed = presence.state === 'present' && presence.hasPrivateKey !== false;
  const description = certificate.hasPrivateKey
    ? installed
      ? l10n.t('{0} · installed', state)
      : state
    : installed
      ? l10n.t('{0} · installed, no private key here', state)
      : l10n.t('{0} · no private key', state);
  return row(
    {
      id: `vault/${certificate.thumbprint}`,
      label: certificate.friendlyName || certificate.subject,
      description,
      tooltip: tooltip(certificate, now, presence),
      icon: stateIcon(certificate.state),
      flags: [
        'vaultCertificate',
        ...(certificate.hasPrivateKey ? ['withKey'] : []),
        ...(withPassword ? ['withPassword'] : []),
        ...(certificate.hasPrivateKey && !installed ? ['installable'] : []),
        ...(presence.state === 'absent' ? [] : ['removable']),
      ],
      collapsible: TreeItemCollapsibleState.None,
      command: {
        command: commandId('showCertificate'),
        title: l10n.t('Show Certificate Details'),
        arguments: [{ thumbprint: certificate.thumbprint }],
      },
      parent: undefined,
    },
    { thumbprint: certificate.thumbprint },
  );
}

function tooltip(certificate: Certificate, now: Date, presence: KnownPresence): string {
  const place = presence.state === 'present' ? presenceWords(presence) : undefined;
  return [
    certificate.subject,
    l10n.t('Valid until {0}', dateAndDistance(certificate.notAfter, now)),
    l10n.t('Thumbprint {0}', certificate.thumbprint),
    l10n.t('RSA {0} bits', certificate.keySize),
    certificate.hasPrivateKey ? l10n.t('Private key in secret storage') : l10n.t('Without its private key'),
    ...(place === undefined ? [] : [l10n.t('Certificate store: {0}', place)]),
  ].join('\n');
}

function damagedRow(entry: DamagedEntry): Row {
  const sentence = damageWords(entry.reason);
  const label = entry.certificate?.friendlyName || entry.certificate?.subject || entry.id;
  return row(
    {
      id: `vault/${entry.id}`,
      label,
      description: damageState(entry.reason),
      tooltip: sentence,
      icon: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
      flags: ['damaged'],
      collapsible: TreeItemCollapsibleState.None,
      accessibilityLabel: [label, sentence].join(', '),
      parent: undefined,
    },
    { thumbprint: entry.id },
  );
}

function damageState(reason: DamagedEntry['reason']): string {
  switch (reason) {
    case 'privateKeyMissing':
      return l10n.t('private key missing');
    case 'secretsUnavailable':
      return l10n.t('secret storage locked');
    default:
      return l10n.t('damaged');
  }
}
