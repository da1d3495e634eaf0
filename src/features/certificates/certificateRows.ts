import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate, DamagedEntry } from '../../core/certificates/types.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { type Row, row } from '../../workbench/tree/row.ts';
import { certificateState, dateAndDistance, stateIcon } from '../../workbench/words/certificateState.ts';
import { damageWords } from '../../workbench/words/certificates.ts';

/** The rows of the vault: certificates by subject, then what is damaged. */
export async function certificateRows(rooms: Rooms): Promise<readonly Row[]> {
  const vault = await rooms.vault();
  const { certificates, damaged } = await vault.list();
  const withPassword = new Set<string>();
  await Promise.all(
    certificates.map(async ({ thumbprint }) => {
      if ((await vault.pfxPassword(thumbprint)) !== undefined) {
        withPassword.add(thumbprint);
      }
    }),
  );
  const now = rooms.clock.now();
  return [
    ...certificates.map((certificate) => certificateRow(certificate, now, withPassword.has(certificate.thumbprint))),
    ...damaged.map(damagedRow),
  ];
}

function certificateRow(certificate: Certificate, now: Date, withPassword: boolean): Row {
  const state = certificateState(certificate, now);
  const description = certificate.hasPrivateKey ? state : l10n.t('{0} · no private key', state);
  return row(
    {
      id: `vault/${certificate.thumbprint}`,
      label: certificate.friendlyName || certificate.subject,
      description,
      tooltip: tooltip(certificate, now),
      icon: stateIcon(certificate.state),
      flags: [
        'vaultCertificate',
        ...(certificate.hasPrivateKey ? ['withKey'] : []),
        ...(withPassword ? ['withPassword'] : []),
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

function tooltip(certificate: Certificate, now: Date): string {
  return [
    certificate.subject,
    l10n.t('Valid until {0}', dateAndDistance(certificate.notAfter, now)),
    l10n.t('Thumbprint {0}', certificate.thumbprint),
    l10n.t('RSA {0} bits', certificate.keySize),
    certificate.hasPrivateKey ? l10n.t('Private key in secret storage') : l10n.t('Without its private key'),
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
