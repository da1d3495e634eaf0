import { type ApplicationCertificate, describeKey } from '../../core/directory/applicationCertificate.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';

/** What `listApplications` tells of an application. */
export interface ListedApplication {
  readonly appId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly certificates: readonly ApplicationCertificate[];
}

/** Applications of a tenant by name, as many pages as it takes to reach `limit`; all of them without one. */
export async function listApplications(rooms: Rooms, options: CommandOptions): Promise<readonly ListedApplication[]> {
  const filter = options.choice('filter', ['owned', 'withCertificates', 'all']) ?? 'all';
  const search = options.text('search');
  const limit = options.count('limit') ?? Number.POSITIVE_INFINITY;
  const { tenantId } = await pickTenant(rooms, options);
  const { listApplications: readPage } = await import('../../core/directory/listApplications.ts');
  // Nobody has asked for a prompt: a sign-in that has lapsed is an error here.
  const directory = await rooms.directory(tenantId, { quiet: true });
  const now = rooms.clock.now();
  const expiringWithinDays = readSetting('expiringWithinDays');
  const found: ListedApplication[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(directory, { filter, search, cursor });
    for (const { appId, id, displayName, keyCredentials } of page.applications) {
      const certificates = (keyCredentials ?? []).map((key) => describeKey(key, now, expiringWithinDays));
      found.push({ appId, objectId: id, displayName, certificates });
    }
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < limit);
  return found.slice(0, limit);
}
