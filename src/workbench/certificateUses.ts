import { l10n } from 'vscode';
import { isCancellation } from './cancelled.ts';
import type { Rooms } from './rooms.ts';
import { tenantLabel } from './targets/pickTenant.ts';

const patience = 5000;

/**
 * Applications of signed-in tenants that carry the certificate, as `Mailbox report (Contoso)`. A tenant that can't be
 * asked within a few seconds is named as not checked: deleting must not wait for a network that is down.
 */
export async function certificateUses(rooms: Rooms, thumbprint: string): Promise<readonly string[]> {
  const sessions = await rooms.sessions();
  const { applicationsWithCertificate } = await import('../core/directory/applicationsWithCertificate.ts');
  const found = await Promise.all(
    (await sessions.list()).map(async (tenant) => {
      try {
        const directory = await rooms.directory(tenant.tenantId, { quiet: true });
        const names = await applicationsWithCertificate(directory, thumbprint, AbortSignal.timeout(patience));
        return names.map((name) => l10n.t('{0} in {1}', name, tenantLabel(tenant)));
      } catch (error) {
        if (!isCancellation(error)) {
          rooms.log.warn('Whether a certificate is used in a tenant could not be checked.', {
            tenantId: tenant.tenantId,
            error,
          });
        }
        return [l10n.t('perhaps applications in {0}, which could not be asked', tenantLabel(tenant))];
      }
    }),
  );
  return found.flat();
}
