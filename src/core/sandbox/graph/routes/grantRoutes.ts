import { randomBytes } from 'node:crypto';
import type { GraphObject } from '../../model.ts';
import { hasDirectoryRole } from '../access.ts';
import { grantAppRoles, readApplications, readUserGrants } from '../accessRules.ts';
import { collectionAnswer, createdAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { directoryRole } from '../directoryRoleIds.ts';
import { appRoleAssignment, servicePrincipal } from '../entities/servicePrincipal.ts';
import { user } from '../entities/user.ts';
import { typeNameOf } from '../entityType.ts';
import { badRequest, denied, notFound } from '../graphError.ts';
import { requireByKey } from '../keys.ts';
import { readChanges, requireText } from '../writes.ts';

/** Resources whose application permissions only a Privileged Role Administrator (or Global Administrator) may grant. */
const privilegedResources: ReadonlySet<unknown> = new Set([
  '00000003-0000-0000-c000-000000000000',
  '00000002-0000-0000-c000-000000000000',
]);
const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** `appRoleAssignments` (what a principal was granted) and `appRoleAssignedTo` (what was granted on a resource). */
export const grantRoutes: readonly Route[] = [
  ...sideRoutes('appRoleAssignments', 'principalId'),
  ...sideRoutes('appRoleAssignedTo', 'resourceId'),
  {
    method: 'GET',
    path: '/users/{id}/appRoleAssignments',
    access: readUserGrants,
    handle: (call) => {
      const { id } = requireByKey(call.store, user, parameter(call, 'id'));
      const found = call.store.all('appRoleAssignments').filter(({ principalId }) => principalId === id);
      return collectionAnswer(call, found, appRoleAssignment, { context: 'appRoleAssignments' });
    },
  },
];

function sideRoutes(name: 'appRoleAssignments' | 'appRoleAssignedTo', side: 'principalId' | 'resourceId'): Route[] {
  const path = `/servicePrincipals/{id}/${name}`;
  const owner = (call: GraphCall) => requireByKey(call.store, servicePrincipal, parameter(call, 'id'));
  const context = (object: GraphObject) => `servicePrincipals('${object.id}')/${name}`;
  const one = (call: GraphCall): GraphObject => {
    const object = owner(call);
    const id = parameter(call, 'assignmentId');
    const assignment = call.store.get('appRoleAssignments', id);
    if (assignment === undefined || assignment[side] !== object.id) {
      throw notFound(id);
    }
    return assignment;
  };
  return [
    {
      method: 'GET',
      path,
      access: readApplications,
      handle: (call) => {
        const object = owner(call);
        const found = call.store.all('appRoleAssignments').filter((assignment) => assignment[side] === object.id);
        return collectionAnswer(call, found, appRoleAssignment, { context: context(object) });
      },
    },
    {
      method: 'POST',
      path,
      access: grantAppRoles,
      handle: (call) => {
        const object = owner(call);
        const assignment = grant(call, object.id, side);
        return createdAnswer(call, assignment, appRoleAssignment, context(object));
      },
    },
    {
      method: 'GET',
      path: `${path}/{assignmentId}`,
      access: readApplications,
      handle: (call) => entityAnswer(call, one(call), appRoleAssignment, { context: context(owner(call)) }),
    },
    {
      method: 'DELETE',
      path: `${path}/{assignmentId}`,
      access: grantAppRoles,
      handle: (call) => {
        const assignment = one(call);
        checkGrantor(call, call.store.get('servicePrincipals', String(assignment.resourceId)));
        call.store.remove('appRoleAssignments', assignment.id);
        return noContent;
      },
    },
  ];
}

function grant(call: GraphCall, ownerId: string, side: 'principalId' | 'resourceId'): GraphObject {
  const { store } = call;
  const changes = readChanges(call, appRoleAssignment);
  const principalId = requireText(changes, 'principalId', appRoleAssignment).toLowerCase();
  const resourceId = requireText(changes, 'resourceId', appRoleAssignment).toLowerCase();
  const appRoleId = requireText(changes, 'appRoleId', appRoleAssignment).toLowerCase();
  if ((side === 'principalId' ? principalId : resourceId) !== ownerId) {
    throw badRequest(`The ${side} of the assignment must be the object it is created on.`);
  }
  const principal = store.directoryObject(principalId);
  const resource = store.get('servicePrincipals', resourceId);
  if (principal === undefined || resource === undefined) {
    throw notFound(principal === undefined ? principalId : resourceId);
  }
  checkGrantor(call, resource);
  checkRole(resource, appRoleId, typeNameOf(principal) ?? '');
  const existing = store.findWritten(
    'appRoleAssignments',
    (other) => other.principalId === principalId && other.resourceId === resourceId && other.appRoleId === appRoleId,
  );
  if (existing !== undefined) {
    const message = 'Permission being assigned already exists on the object';
    throw badRequest(message, undefined, [{ code: 'InvalidUpdate', message }]);
  }
  return store.insert('appRoleAssignments', {
    id: randomBytes(32).toString('base64url'),
    deletedDateTime: null,
    appRoleId,
    createdDateTime: store.timestamp(),
    principalDisplayName: principal.displayName,
    principalId,
    principalType: principalType(principal),
    resourceDisplayName: resource.displayName,
    resourceId,
  });
}

function checkGrantor(call: GraphCall, resource: GraphObject | undefined): void {
  if (call.caller.kind !== 'user' || !privilegedResources.has(resource?.appId)) {
    return;
  }
  if (!hasDirectoryRole(call.caller, [directoryRole.privilegedRoleAdministrator])) {
    throw denied();
  }
}

function checkRole(resource: GraphObject, appRoleId: string, principalKind: string): void {
  const roles = Array.isArray(resource.appRoles) ? resource.appRoles : [];
  const role = roles.find((candidate: { id?: unknown }) => candidate.id === appRoleId);
  const member = principalKind === 'servicePrincipal' ? 'Application' : 'User';
  const found =
    role !== undefined && role.isEnabled !== false && (role.allowedMemberTypes ?? [member]).includes(member);
  if (!found && (appRoleId !== defaultAccess || roles.length > 0)) {
    const message = `Permission being assigned was not found on application '${String(resource.appId)}'`;
    throw badRequest(message, undefined, [{ code: 'InvalidUpdate', message }]);
  }
}

function principalType(principal: GraphObject): string {
  const name = typeNameOf(principal) ?? 'servicePrincipal';
  return name.charAt(0).toUpperCase() + name.slice(1);
}
