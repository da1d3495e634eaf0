import type { SetupResult, SignInProof } from '../../core/provisioning/types.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { directoryRoleNames } from '../../workbench/words/tokenRoles.ts';

/** The proofs with the names of directory roles instead of their template ids. */
export async function namedProofs(rooms: Rooms, proofs: SetupResult['proof']): Promise<readonly SignInProof[]> {
  const catalog = await rooms.catalog();
  return proofs.map(({ resource, roles, directoryRoles }) => ({
    resource,
    roles: [...roles],
    directoryRoles: directoryRoleNames(catalog, directoryRoles),
  }));
}
