import { randomBytes } from 'node:crypto';
import type { GraphObject } from '../../model.ts';
import { readRoleDefinitions, readRoles, writeRoles } from '../accessRules.ts';
import { collectionAnswer, createdAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import type { DirectoryStore } from '../directoryStore.ts';
import { directoryRoleType, roleAssignment, roleDefinition } from '../entities/roles.ts';
import { badRequest, conflictingObject, notFound } from '../graphError.ts';
import { requireByKey } from '../keys.ts';
import { isObject } from '../odata/accessor.ts';
import { readChanges, referencedId, requireText } from '../writes.ts';
import { navigationRoute, readRoutes } from './navigationRoutes.ts';

const base = '/roleManagement/directory';
const assignmentContext = 'roleManagement/directory/roleAssignments';

export const roleRoutes: readonly Route[] = [
  ...readRoutes(roleDefinition, readRoleDefinitions, `${base}/roleDefinitions`),
  {
    method: 'GET',
    path: `${base}/roleAssignments`,
    access: readRoles,
    handle: (call) =>
      collectionAnswer(call, call.store.all('roleAssignments'), roleAssignment, { context: assignmentContext }),
  },
  {
    method: 'GET',
    path: `${base}/roleAssignments/{id}`,
    access: readRoles,
    handle: (call) =>
      entityAnswer(call, requireByKey(call.store, roleAssignment, parameter(call, 'id')), roleAssignment, {
        context: assignmentContext,
      }),
  },
  {
    method: 'POST',
    path: `${base}/roleAssignments`,
    access: writeRoles,
    handle: (call) => {
      const changes = readChanges(call, roleAssignment);
      const assignment = assign(call.store, {
        principalId: requireText(changes, 'principalId', roleAssignment).toLowerCase(),
        roleDefinitionId: requireText(changes, 'roleDefinitionId', roleAssignment).toLowerCase(),
        directoryScopeId: requireText(changes, 'directoryScopeId', roleAssignment),
      });
      return createdAnswer(call, assignment, roleAssignment, assignmentContext);
    },
  },
  {
    method: 'DELETE',
    path: `${base}/roleAssignments/{id}`,
    access: writeRoles,
    handle: (call) => {
      remove(call.store, requireByKey(call.store, roleAssignment, parameter(call, 'id')));
      return noContent;
    },
  },
  ...readRoutes(directoryRoleType, readRoles),
  navigationRoute(directoryRoleType, 'members', readRoles),
  { method: 'POST', path: '/directoryRoles', access: writeRoles, handle: activate },
  { method: 'POST', path: '/directoryRoles/{id}/members/$ref', access: writeRoles, handle: addMember },
  { method: 'DELETE', path: '/directoryRoles/{id}/members/{memberId}/$ref', access: writeRoles, handle: removeMember },
];

interface Assignment {
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
}

function assign(store: DirectoryStore, assignment: Assignment): GraphObject {
  const { principalId, roleDefinitionId, directoryScopeId } = assignment;
  const definition = store.get('roleDefinitions', roleDefinitionId);
  if (definition === undefined) {
    throw notFound(roleDefinitionId);
  }
  if (store.directoryObject(principalId) === undefined) {
    throw notFound(principalId);
  }
  if (!/^\/(?:$|administrativeUnits\/[0-9a-f-]{36}$|[0-9a-f-]{36}$)/i.test(directoryScopeId)) {
    throw badRequest(`The directory scope '${directoryScopeId}' is not valid.`);
  }
  const same = store.findWritten(
    'roleAssignments',
    (other) =>
      other.principalId === principalId &&
      other.roleDefinitionId === definition.id &&
      other.directoryScopeId === directoryScopeId,
  );
  if (same !== undefined) {
    throw conflictingObject();
  }
  activatedRole(store, definition);
  return store.insert('roleAssignments', {
    '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
    id: `${randomBytes(24).toString('base64url')}-1`,
    directoryScopeId,
    principalId,
    principalOrganizationId: store.context.state.tenantId,
    resourceScope: directoryScopeId,
    roleDefinitionId: definition.id,
  });
}

function remove(store: DirectoryStore, assignment: GraphObject): void {
  const administrators = store
    .all('roleAssignments')
    .filter(({ roleDefinitionId }) => roleDefinitionId === assignment.roleDefinitionId);
  const definition = store.get('roleDefinitions', String(assignment.roleDefinitionId));
  if (definition?.displayName === 'Global Administrator' && administrators.length === 1) {
    throw badRequest('The last Global Administrator of a tenant cannot be removed.');
  }
  store.remove('roleAssignments', assignment.id);
}

function activatedRole(store: DirectoryStore, definition: GraphObject): GraphObject {
  return (
    store.findWritten('directoryRoles', ({ roleTemplateId }) => roleTemplateId === definition.id) ??
    store.insert('directoryRoles', {
      '@odata.type': '#microsoft.graph.directoryRole',
      id: store.newId(),
      deletedDateTime: null,
      description: definition.description,
      displayName: definition.displayName,
      roleTemplateId: definition.id,
    })
  );
}

function activate(call: GraphCall) {
  const { store } = call;
  const templateId = requireText(
    readChanges(call, directoryRoleType),
    'roleTemplateId',
    directoryRoleType,
  ).toLowerCase();
  const definition = store.get('roleDefinitions', templateId);
  if (definition === undefined) {
    throw notFound(templateId);
  }
  if (store.findWritten('directoryRoles', ({ roleTemplateId }) => roleTemplateId === templateId) !== undefined) {
    throw conflictingObject();
  }
  return createdAnswer(call, activatedRole(store, definition), directoryRoleType);
}

function addMember(call: GraphCall) {
  const role = requireByKey(call.store, directoryRoleType, parameter(call, 'id'));
  const principalId = referencedId(isObject(call.body) ? call.body['@odata.id'] : undefined);
  assign(call.store, { principalId, roleDefinitionId: String(role.roleTemplateId), directoryScopeId: '/' });
  return noContent;
}

function removeMember(call: GraphCall) {
  const role = requireByKey(call.store, directoryRoleType, parameter(call, 'id'));
  const memberId = parameter(call, 'memberId').toLowerCase();
  const assignment = call.store.find(
    'roleAssignments',
    (other) =>
      other.principalId === memberId &&
      other.roleDefinitionId === role.roleTemplateId &&
      other.directoryScopeId === '/',
  );
  if (assignment === undefined) {
    throw notFound(memberId);
  }
  remove(call.store, assignment);
  return noContent;
}
