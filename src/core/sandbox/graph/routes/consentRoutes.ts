import { randomBytes } from 'node:crypto';
import { readConsents, writeConsents } from '../accessRules.ts';
import { createdAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { oauth2PermissionGrant } from '../entities/servicePrincipal.ts';
import { badRequest, conflictingObject, notFound } from '../graphError.ts';
import { requireByKey } from '../keys.ts';
import { readChanges, requireText } from '../writes.ts';
import { readRoutes } from './navigationRoutes.ts';

/** Delegated permissions: `oauth2PermissionGrants`. */
export const consentRoutes: readonly Route[] = [
  ...readRoutes(oauth2PermissionGrant, readConsents),
  { method: 'POST', path: '/oauth2PermissionGrants', access: writeConsents, handle: create },
  {
    method: 'PATCH',
    path: '/oauth2PermissionGrants/{id}',
    access: writeConsents,
    handle: (call) => {
      const object = requireByKey(call.store, oauth2PermissionGrant, parameter(call, 'id'));
      const { scope, ...others } = readChanges(call, oauth2PermissionGrant);
      if (typeof scope !== 'string' || Object.keys(others).length > 0) {
        throw badRequest('Only the scope of a permission grant can be updated.');
      }
      call.store.update('oauth2PermissionGrants', object.id, { scope });
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: '/oauth2PermissionGrants/{id}',
    access: writeConsents,
    handle: (call) => {
      const object = requireByKey(call.store, oauth2PermissionGrant, parameter(call, 'id'));
      call.store.remove('oauth2PermissionGrants', object.id);
      return noContent;
    },
  },
];

function create(call: GraphCall) {
  const { store } = call;
  const changes = readChanges(call, oauth2PermissionGrant);
  const clientId = requireText(changes, 'clientId', oauth2PermissionGrant);
  const resourceId = requireText(changes, 'resourceId', oauth2PermissionGrant);
  const consentType = requireText(changes, 'consentType', oauth2PermissionGrant);
  const principalId = consentType === 'Principal' ? requireText(changes, 'principalId', oauth2PermissionGrant) : null;
  for (const id of [clientId, resourceId]) {
    if (store.get('servicePrincipals', id) === undefined) {
      throw notFound(id);
    }
  }
  const same = store.findWritten(
    'oauth2PermissionGrants',
    (other) => other.clientId === clientId && other.resourceId === resourceId && other.principalId === principalId,
  );
  if (same !== undefined) {
    throw conflictingObject();
  }
  const object = store.insert('oauth2PermissionGrants', {
    id: randomBytes(32).toString('base64url'),
    clientId,
    consentType,
    principalId,
    resourceId,
    scope: typeof changes.scope === 'string' ? changes.scope : '',
  });
  return createdAnswer(call, object, oauth2PermissionGrant);
}
