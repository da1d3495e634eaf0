import type { SetupEnvironment, SetupOptions } from '../../core/provisioning/environment.ts';
import type { SetupJournal } from '../../core/provisioning/journal.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { Rooms, WaitListener } from '../../workbench/rooms.ts';
import { usedElsewhere } from './usedElsewhere.ts';

/** The journal of all set-ups of this user. */
export async function setupJournal({ store, clock, log }: Rooms): Promise<SetupJournal> {
  const { SetupJournal } = await import('../../core/provisioning/journal.ts');
  return new SetupJournal({ store, clock, log });
}

/**
 * What a set-up in a tenant works with.
 *
 * @throws NotSignedIn
 */
export async function setupEnvironment(
  rooms: Rooms,
  tenantId: string,
  onWait?: WaitListener,
): Promise<SetupEnvironment> {
  const { setupCertificates } = await import('../../core/provisioning/setupCertificates.ts');
  const { clock, log } = rooms;
  const sessions = await rooms.sessions();
  const tenant = await sessions.get(tenantId);
  const journal = await setupJournal(rooms);
  return {
    tenant,
    cloud: await sessions.cloud(tenant.tenantId),
    directory: await rooms.directory(tenant.tenantId, onWait ? { onWait } : {}),
    certificates: setupCertificates(await rooms.vault(), clock, (thumbprint, appId) =>
      usedElsewhere(rooms, journal, thumbprint, appId),
    ),
    journal,
    clock,
    log,
  };
}

/** How a set-up proves itself, and how long it waits for the directory and for tokens. */
export function setupLimits(
  rooms: Rooms,
  tenantId: string,
): Required<Pick<SetupOptions, 'proveSignIn' | 'replicationLimit' | 'proofLimit'>> {
  const limit = readSetting('replicationTimeoutMinutes') * 60_000;
  return {
    proveSignIn: ({ appId, thumbprint, resource }, signal) =>
      rooms.signInAs({ tenantId, appId, thumbprint }, resource, signal),
    replicationLimit: limit,
    proofLimit: limit,
  };
}
