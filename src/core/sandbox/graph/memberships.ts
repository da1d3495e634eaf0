import type { GraphObject } from '../model.ts';
import { type DirectoryStore, linkedIds } from './directoryStore.ts';

/** Groups and directory roles `memberId` belongs to. */
export function membershipsOf(store: DirectoryStore, memberId: string): GraphObject[] {
  const groups = store.all('groups').filter((group) => linkedIds(group, '$members').includes(memberId));
  return [...groups, ...directoryRolesOf(store, memberId)];
}

/** The activated directory roles assigned to `principalId` over the whole directory. */
export function directoryRolesOf(store: DirectoryStore, principalId: string): GraphObject[] {
  const assigned = new Set(
    store
      .all('roleAssignments')
      .filter((assignment) => assignment.principalId === principalId && assignment.directoryScopeId === '/')
      .map((assignment) => assignment.roleDefinitionId),
  );
  return store.all('directoryRoles').filter((role) => assigned.has(role.roleTemplateId));
}
