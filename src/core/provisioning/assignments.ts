import type { AppRoleAssignment } from '../directory/types.ts';
import type { Created } from './journalEntry.ts';

/** The journal's record of a role assignment, once its id is known. */
export function roleRecord(principalId: string, templateId: string, role: string): (id: string) => Created {
  return (id) => ({ kind: 'roleAssignment', id, principalId, roleDefinitionId: templateId, role });
}

/** Whether the assignment is of this app role of this API. */
export function isGrant(
  assignment: Pick<AppRoleAssignment, 'resourceId' | 'appRoleId'>,
  resourceId: string,
  appRoleId: string,
): boolean {
  return assignment.resourceId === resourceId && assignment.appRoleId.toLowerCase() === appRoleId.toLowerCase();
}
