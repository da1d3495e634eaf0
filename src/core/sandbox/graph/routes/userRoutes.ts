import type { AccessRule } from '../access.ts';
import { requireUser } from '../access.ts';
import {
  deleteUsers,
  readJoinedTeams,
  readLicenseDetails,
  readMemberships,
  readRelations,
  readSelf,
  readUsers,
  writeUsers,
} from '../accessRules.ts';
import { collectionAnswer, createdAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { linkedIds } from '../directoryStore.ts';
import { team } from '../entities/team.ts';
import { subscribedSku } from '../entities/tenant.ts';
import { user } from '../entities/user.ts';
import { badRequest, invalidValue, requiredValue } from '../graphError.ts';
import { requireByKey } from '../keys.ts';
import { softDelete } from '../softDelete.ts';
import { readChanges, requireText } from '../writes.ts';
import { navigationRoute, readRoutes } from './navigationRoutes.ts';

const reads: readonly (readonly [name: string, access: AccessRule, alias?: string])[] = [
  ['manager', readRelations],
  ['directReports', readRelations],
  ['memberOf', readMemberships],
  ['memberOf', readMemberships, 'transitiveMemberOf'],
  ['ownedObjects', readRelations],
];

export const userRoutes: readonly Route[] = [
  ...readRoutes(user, readUsers),
  { method: 'POST', path: '/users', access: writeUsers, handle: create },
  { method: 'PATCH', path: '/users/{id}', access: writeUsers, handle: update },
  {
    method: 'DELETE',
    path: '/users/{id}',
    access: deleteUsers,
    handle: (call) => {
      softDelete(call.store, 'users', requireByKey(call.store, user, parameter(call, 'id')));
      return noContent;
    },
  },
  ...reads.flatMap(([name, access, alias]) => withMe(navigationRoute(user, name, access, alias))),
  {
    method: 'GET',
    path: '/me',
    access: readSelf,
    handle: (call) => {
      requireUser(call);
      return entityAnswer(call, requireByKey(call.store, user, call.caller.principalId), user);
    },
  },
  ...withMe({
    method: 'GET',
    path: '/users/{id}/joinedTeams',
    access: readJoinedTeams,
    handle: (call) => {
      const { id } = requireByKey(call.store, user, parameter(call, 'id'));
      const joined = call.store.all('teams').filter((object) => {
        const group = call.store.get('groups', object.id);
        return group !== undefined && linkedIds(group, '$members').includes(id);
      });
      return collectionAnswer(call, joined, team);
    },
  }),
  ...withMe({ method: 'GET', path: '/users/{id}/licenseDetails', access: readLicenseDetails, handle: licenseDetails }),
];

/** The route, and the same for the signed-in user: `/users/{id}/x` and `/me/x`. */
export function withMe(route: Route): Route[] {
  return [
    route,
    {
      ...route,
      path: route.path.replace('/users/{id}', '/me'),
      handle: (call) => {
        requireUser(call);
        return route.handle({ ...call, params: { ...call.params, id: call.caller.principalId } });
      },
    },
  ];
}

function licenseDetails(call: GraphCall) {
  const { assignedLicenses } = requireByKey(call.store, user, parameter(call, 'id'));
  const assigned = (Array.isArray(assignedLicenses) ? assignedLicenses : []).map(({ skuId }) => skuId);
  const details = call.store
    .all('subscribedSkus')
    .filter(({ skuId }) => assigned.includes(skuId))
    .map(({ id, skuId, skuPartNumber, servicePlans }) => ({ id, skuId, skuPartNumber, servicePlans }));
  return collectionAnswer(call, details, subscribedSku, { context: 'licenseDetails' });
}

function create(call: GraphCall) {
  const { store } = call;
  const changes = readChanges(call, user);
  const displayName = requireText(changes, 'displayName', user);
  const userPrincipalName = requireText(changes, 'userPrincipalName', user);
  requireText(changes, 'mailNickname', user);
  if (typeof changes.accountEnabled !== 'boolean') {
    throw requiredValue('accountEnabled', user.resource);
  }
  if (changes.passwordProfile === undefined) {
    throw requiredValue('passwordProfile', user.resource);
  }
  checkDomain(call, userPrincipalName);
  checkUnique(call, userPrincipalName);
  const { passwordProfile, ...kept } = changes;
  const object = store.insert('users', {
    '@odata.type': '#microsoft.graph.user',
    businessPhones: [],
    givenName: null,
    jobTitle: null,
    mail: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userType: 'Member',
    createdDateTime: store.timestamp(),
    assignedLicenses: [],
    ...kept,
    displayName,
    id: store.newId(),
  });
  return createdAnswer(call, object, user);
}

function update(call: GraphCall) {
  const object = requireByKey(call.store, user, parameter(call, 'id'));
  const { passwordProfile, ...changes } = readChanges(call, user);
  if (typeof changes.userPrincipalName === 'string' && changes.userPrincipalName !== object.userPrincipalName) {
    checkDomain(call, changes.userPrincipalName);
    checkUnique(call, changes.userPrincipalName);
  }
  call.store.update('users', object.id, changes);
  return noContent;
}

function checkDomain(call: GraphCall, userPrincipalName: string): void {
  const domain = userPrincipalName.split('@')[1]?.toLowerCase();
  if (!call.store.all('domains').some(({ id }) => id.toLowerCase() === domain)) {
    throw badRequest(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    );
  }
  if (/[\s"#,:;<>]/.test(userPrincipalName)) {
    throw invalidValue('userPrincipalName', user.resource);
  }
}

function checkUnique(call: GraphCall, userPrincipalName: string): void {
  const taken = call.store.findWritten(
    'users',
    (other) => String(other.userPrincipalName).toLowerCase() === userPrincipalName.toLowerCase(),
  );
  if (taken !== undefined) {
    const message = 'Another object with the same value for property userPrincipalName already exists.';
    throw badRequest(message, undefined, [{ code: 'ObjectConflict', message, target: 'userPrincipalName' }]);
  }
}
