import type { EntityType } from '../entityType.ts';
import { directoryObject } from './directoryObject.ts';
import { displayName, flag, key, opens, readOnly, text, texts } from './properties.ts';

export const roleDefinition: EntityType = {
  name: 'unifiedRoleDefinition',
  resource: 'UnifiedRoleDefinition',
  set: 'roleDefinitions',
  properties: {
    id: key,
    description: text,
    displayName,
    isBuiltIn: readOnly(flag),
    isEnabled: flag,
    isPrivileged: readOnly(flag),
    resourceScopes: texts,
    rolePermissions: opens,
    templateId: text,
    version: text,
  },
};

export const roleAssignment: EntityType = {
  name: 'unifiedRoleAssignment',
  resource: 'UnifiedRoleAssignment',
  set: 'roleAssignments',
  properties: {
    id: key,
    appScopeId: text,
    condition: text,
    directoryScopeId: text,
    principalId: text,
    principalOrganizationId: readOnly(text),
    resourceScope: readOnly(text),
    roleDefinitionId: text,
  },
  navigations: {
    roleDefinition: {
      many: false,
      target: () => roleDefinition,
      resolve: (store, object) => {
        const found = store.get('roleDefinitions', String(object.roleDefinitionId));
        return found === undefined ? [] : [found];
      },
    },
    principal: {
      many: false,
      target: () => directoryObject,
      resolve: (store, object) => {
        const found = store.directoryObject(String(object.principalId));
        return found === undefined ? [] : [found];
      },
    },
  },
};

export const directoryRoleType: EntityType = {
  name: 'directoryRole',
  resource: 'DirectoryRole',
  set: 'directoryRoles',
  directoryObject: true,
  alternateKeys: ['roleTemplateId'],
  properties: { id: key, deletedDateTime: readOnly(text), description: text, displayName, roleTemplateId: text },
  navigations: {
    members: {
      many: true,
      target: () => directoryObject,
      resolve: (store, object) =>
        store
          .all('roleAssignments')
          .filter(
            (assignment) =>
              assignment.roleDefinitionId === object.roleTemplateId && assignment.directoryScopeId === '/',
          )
          .map((assignment) => store.directoryObject(String(assignment.principalId)))
          .filter((member) => member !== undefined),
    },
  },
};
