import { thumbprintOfKey } from '../directory/keyCredential.ts';
import { resourceName } from '../services/resources.ts';
import { isGrant, roleRecord } from './assignments.ts';
import type { Created, JournalEntry, Pending } from './journalEntry.ts';
import { isOurs } from './marker.ts';
import { holdsRole, isRequested } from './planSteps.ts';
import { appRole, type SetupReading } from './reading.ts';

export interface Recovered {
  readonly created: readonly Created[];
  /** Steps that are no longer pending. */
  readonly settled: readonly string[];
}

/**
 * What an interrupted run created without learning of it: it noted the change before it sent it, the change was missing
 * then, and it is there now. An application that bears this set-up's mark is its own, whatever the journal knows.
 */
export function recoverPending(
  entry: Pick<JournalEntry, 'key' | 'pending' | 'request'>,
  reading: SetupReading,
  thumbprint: string | undefined,
): Recovered {
  const { application } = reading;
  const own: readonly Created[] =
    application && isOurs(application.tags, entry.key)
      ? [
          {
            kind: 'application',
            id: application.id,
            appId: application.appId,
            displayName: application.displayName,
          },
        ]
      : [];
  const found = entry.pending
    .map((pending) => ({ pending, created: recover(pending, entry, reading, thumbprint) }))
    .filter(({ created }) => created.length > 0);
  return {
    created: [...own, ...found.flatMap(({ created }) => created)],
    settled: [...(own.length > 0 ? ['application'] : []), ...found.map(({ pending }) => pending.stepId)],
  };
}

function recover(
  { stepId, items = [] }: Pending,
  { request }: Pick<JournalEntry, 'request'>,
  reading: SetupReading,
  thumbprint: string | undefined,
): readonly Created[] {
  const { application, servicePrincipal, resources } = reading;
  const [kind, subject = ''] = stepId.split(':');
  switch (kind) {
    case 'servicePrincipal':
      return servicePrincipal ? [{ kind, id: servicePrincipal.id, appId: servicePrincipal.appId }] : [];
    case 'resourcePrincipal': {
      const resource = resources[subject];
      return resource ? [{ kind, id: resource.id, appId: subject, displayName: resource.displayName }] : [];
    }
    case 'uploadCertificate': {
      const key = application?.keyCredentials.find((one) => thumbprint && thumbprintOfKey(one) === thumbprint);
      return application && key?.keyId && thumbprint
        ? [{ kind: 'keyCredential', applicationId: application.id, keyId: key.keyId, thumbprint }]
        : [];
    }
    case 'requestPermissions':
      return request.permissions.flatMap(({ resourceAppId, permission }): readonly Created[] => {
        const role = appRole(resources[resourceAppId], permission);
        return application && role && items.includes(role.id) && isRequested(reading, resourceAppId, role.id)
          ? [
              {
                kind: 'requestedPermission',
                applicationId: application.id,
                resourceAppId,
                permissionId: role.id,
                permission,
              },
            ]
          : [];
      });
    case 'grantPermission':
      return request.permissions
        .filter((one) => stepId === `grantPermission:${one.resourceAppId}:${one.permission}`)
        .flatMap(({ resourceAppId, permission }) => recoverGrant(reading, resourceAppId, permission));
    case 'assignRole': {
      const held = reading.roleAssignments.find((one) => holdsRole([one], subject));
      const name = reading.role?.displayName ?? subject;
      return held ? [roleRecord(held.principalId, subject, name)(held.id)] : [];
    }
    default:
      return [];
  }
}

function recoverGrant(reading: SetupReading, resourceAppId: string, permission: string): readonly Created[] {
  const resource = reading.resources[resourceAppId];
  const role = appRole(resource, permission);
  const grant = resource && role && reading.grants.find((one) => isGrant(one, resource.id, role.id));
  return grant && role
    ? [
        {
          kind: 'grant',
          id: grant.id,
          principalId: grant.principalId,
          resourceId: grant.resourceId,
          appRoleId: role.id,
          permission,
          resource: resource?.displayName ?? resourceName(resourceAppId) ?? resourceAppId,
        },
      ]
    : [];
}
