import type { SetupJournal } from '../../core/provisioning/journal.ts';
import type { Rooms } from '../../workbench/rooms.ts';

const patience = 15_000;

/**
 * Whether anything but the application `appId` is known to use a certificate: another set-up, or an application of a
 * signed-in tenant. A tenant that can't be asked counts as using it: a key that is gone can't be brought back.
 */
export async function usedElsewhere(
  rooms: Rooms,
  journal: SetupJournal,
  thumbprint: string,
  appId: string | undefined,
): Promise<boolean> {
  const others = (await journal.list()).filter((entry) => entry.thumbprint === thumbprint);
  if (others.some((entry) => entry.appId !== appId && entry.state !== 'undoing')) {
    return true;
  }
  const { applicationsWithCertificate } = await import('../../core/directory/applicationsWithCertificate.ts');
  for (const { tenantId } of await (await rooms.sessions()).list()) {
    try {
      const directory = await rooms.directory(tenantId, { quiet: true });
      const signal = AbortSignal.timeout(patience);
      if ((await applicationsWithCertificate(directory, thumbprint, signal, appId)).length > 0) {
        return true;
      }
    } catch (error) {
      rooms.log.warn('Whether a certificate is used in a tenant could not be checked; it is kept.', {
        tenantId,
        error,
      });
      return true;
    }
  }
  return false;
}
