import type { KnownCertificate, KnownConnection } from '../../core/analysis/types.ts';
import type { Tenant } from '../../core/identity/types.ts';
import type { Rooms } from '../rooms.ts';
import { recentApplications } from '../targets/recentApplications.ts';

/** What this computer knows that matters to scripts, without asking a tenant. */
export interface ScriptFacts {
  readonly certificates: readonly KnownCertificate[];
  readonly connections: readonly KnownConnection[];
  /** Tenants somebody is signed in to. */
  readonly tenants: readonly Pick<Tenant, 'tenantId' | 'domain' | 'displayName' | 'sample'>[];
}

/** Reads the facts from what is stored. Loads a room of core only where something is stored for it. */
export async function readScriptFacts(rooms: Rooms): Promise<ScriptFacts> {
  const [certificates, tenants] = await Promise.all([readCertificates(rooms), readTenants(rooms)]);
  return { certificates, tenants, connections: await readConnections(rooms, tenants) };
}

async function readCertificates(rooms: Rooms): Promise<readonly KnownCertificate[]> {
  const { certificates } = await (await rooms.vault()).list();
  return certificates.map(({ thumbprint, state, notAfter }) => ({ thumbprint, state, notAfter }));
}

async function readTenants(rooms: Rooms): Promise<ScriptFacts['tenants']> {
  if ((await rooms.store.keys('tenant/')).length === 0) {
    return [];
  }
  return (await rooms.sessions()).list();
}

/** Applications worked with in tenants that are signed in, and those of set-ups, also in tenants that were. */
async function readConnections(rooms: Rooms, tenants: ScriptFacts['tenants']): Promise<readonly KnownConnection[]> {
  const found = new Map<string, KnownConnection>();
  const add = (one: KnownConnection) => {
    const key = `${one.tenantId}/${one.appId}`.toLowerCase();
    const known = found.get(key);
    const thumbprints = [...new Set([...(known?.thumbprints ?? []), ...one.thumbprints])];
    found.set(key, { ...(known ?? one), thumbprints });
  };
  for (const { tenantId, domain } of tenants) {
    for (const { appId, displayName } of await recentApplications(rooms.store, tenantId)) {
      add({ tenantId, domain, appId, displayName, thumbprints: [] });
    }
  }
  if ((await rooms.store.keys('setup/')).length > 0) {
    const { SetupJournal } = await import('../../core/provisioning/journal.ts');
    for (const entry of await new SetupJournal(rooms).list()) {
      const { tenantId, domain, appId, applicationName: displayName, thumbprint } = entry;
      if (appId !== undefined) {
        add({ tenantId, domain, appId, displayName, thumbprints: thumbprint === undefined ? [] : [thumbprint] });
      }
    }
  }
  return [...found.values()];
}
