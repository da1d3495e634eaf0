import { administratorFor } from '../../core/provisioning/rightsNeeded.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';

/** The smallest directory role with which an administrator may grant a permission of this API. */
export function roleToGrant(resourceAppId: string): string {
  return (
    administratorFor({ kind: 'grantPermission', facts: { resourceAppId } })?.name ??
    directoryRoles.cloudApplicationAdministrator.name
  );
}
