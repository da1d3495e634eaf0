import { commands, l10n } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { CertificateState } from '../../core/certificates/types.ts';
import { type ExpiringCertificate, expiringCertificates } from '../../core/directory/expiringCertificates.ts';
import type { Tenant } from '../../core/identity/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { certificateState, shortThumbprint, stateIcon } from '../../workbench/words/certificateState.ts';

/** One certificate of an application that has ended or ends soon. Dates ISO 8601 UTC. */
export interface ExpiryEntry {
  readonly tenantId: string;
  readonly appId: string;
  readonly displayName: string;
  readonly keyId: string;
  readonly thumbprint: string | null;
  readonly notAfter: string | null;
  readonly state: CertificateState;
}

/**
 * Certificates that end within `withinDays` (the setting when absent), of one tenant or all that are signed in. For a
 * person a list to pick one from, which is then rotated.
 */
export async function expiryReport(rooms: Rooms, options: CommandOptions): Promise<readonly ExpiryEntry[]> {
  const tenantId = options.text('tenantId');
  const withinDays = options.count('withinDays') ?? readSetting('expiringWithinDays');
  const sessions = await rooms.sessions();
  const tenants = tenantId === undefined ? await sessions.list() : [await sessions.get(tenantId)];
  const found = await withProgress(l10n.t('Looking for certificates that end soon'), async (report, signal) => {
    const all: { readonly tenant: Tenant; readonly certificate: ExpiringCertificate }[] = [];
    for (const tenant of tenants) {
      report(tenantLabel(tenant));
      const directory = await rooms.directory(tenant.tenantId);
      const certificates = await expiringCertificates(directory, { now: rooms.clock.now(), withinDays }, signal);
      all.push(...certificates.map((certificate) => ({ tenant, certificate })));
    }
    return all;
  });
  if (!options.programmatic) {
    void offerRotation(rooms, found, withinDays);
  }
  return found.map(({ tenant, certificate }) => ({
    tenantId: tenant.tenantId,
    appId: certificate.appId,
    displayName: certificate.application,
    keyId: certificate.keyId,
    thumbprint: certificate.thumbprint,
    notAfter: certificate.notAfter,
    state: certificate.state,
  }));
}

async function offerRotation(
  rooms: Rooms,
  found: readonly { readonly tenant: Tenant; readonly certificate: ExpiringCertificate }[],
  withinDays: number,
): Promise<void> {
  const now = rooms.clock.now();
  const several = new Set(found.map(({ tenant }) => tenant.tenantId)).size > 1;
  const chosen = await askOne(
    found.length === 0
      ? l10n.t('No certificate ends within {0} days', withinDays)
      : l10n.t('Certificates that end within {0} days', withinDays),
    found.length === 0 ? l10n.t('Nothing to rotate') : l10n.t('Choose one to rotate it'),
    found.map(({ tenant, certificate }) => {
      const { state, notAfter, notBefore, thumbprint, displayName } = certificate;
      const words = certificateState({ state, notAfter: notAfter ?? '', notBefore: notBefore ?? '' }, now);
      return {
        label: certificate.application,
        description: several ? l10n.t('{0} · {1}', words, tenantLabel(tenant)) : words,
        detail: thumbprint === null ? displayName : `${displayName} · ${shortThumbprint(thumbprint)}`,
        iconPath: stateIcon(state),
        value: { tenantId: tenant.tenantId, appId: certificate.appId, keyId: certificate.keyId },
      };
    }),
  ).catch(() => undefined);
  if (chosen) {
    await commands.executeCommand(commandId('rotateCertificate'), fromPerson(chosen));
  }
}
