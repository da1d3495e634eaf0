import { firstPartyResource } from '../../contents/resources.ts';
import type { GraphObject } from '../../model.ts';
import { markCreated } from '../../replication.ts';
import {
  createServicePrincipals,
  readApplications,
  readConsents,
  writeServicePrincipalOwners,
  writeServicePrincipals,
} from '../accessRules.ts';
import { createdAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { credentialRoutes, keyCredentialsOf } from '../credentials/credentialActions.ts';
import { type IncomingKeyCredential, replaceKeyCredentials } from '../credentials/keyCredentials.ts';
import { servicePrincipal } from '../entities/servicePrincipal.ts';
import { badRequest, GraphError } from '../graphError.ts';
import { findByKey, requireByKey } from '../keys.ts';
import { newServicePrincipal } from '../newObjects.ts';
import { softDelete } from '../softDelete.ts';
import { readChanges, requireText } from '../writes.ts';
import { linkRoutes } from './linkRoutes.ts';
import { navigationRoute, readRoutes } from './navigationRoutes.ts';

const target = (call: GraphCall) => findByKey(call.store, servicePrincipal, parameter(call, 'id'));

export const servicePrincipalRoutes: readonly Route[] = [
  ...readRoutes(servicePrincipal, readApplications),
  {
    method: 'POST',
    path: '/servicePrincipals',
    access: createServicePrincipals,
    target: backingApplication,
    handle: create,
  },
  { method: 'PATCH', path: '/servicePrincipals/{id}', access: writeServicePrincipals, target, handle: update },
  {
    method: 'DELETE',
    path: '/servicePrincipals/{id}',
    access: writeServicePrincipals,
    target,
    handle: (call) => {
      softDelete(call.store, 'servicePrincipals', requireByKey(call.store, servicePrincipal, parameter(call, 'id')));
      return noContent;
    },
  },
  navigationRoute(servicePrincipal, 'owners', readApplications),
  navigationRoute(servicePrincipal, 'memberOf', readApplications),
  navigationRoute(servicePrincipal, 'memberOf', readApplications, 'transitiveMemberOf'),
  navigationRoute(servicePrincipal, 'oauth2PermissionGrants', readConsents),
  ...linkRoutes(servicePrincipal, 'owners', { access: writeServicePrincipalOwners, link: '$owners' }),
  ...credentialRoutes(servicePrincipal),
];

function backingApplication(call: GraphCall): GraphObject | undefined {
  const appId = (call.body as { appId?: unknown } | undefined)?.appId;
  return typeof appId === 'string'
    ? call.store.find('applications', (object) => object.appId === appId.toLowerCase())
    : undefined;
}

async function create(call: GraphCall) {
  const { store } = call;
  const changes = readChanges(call, servicePrincipal);
  const appId = requireText(changes, 'appId', servicePrincipal).toLowerCase();
  checkUnused(call, appId);
  checkLocal(call);
  const object = await principalFor(call, appId);
  const keyCredentials = replaceKeyCredentials([], (changes.keyCredentials ?? []) as IncomingKeyCredential[], store);
  // Another request may have been quicker while the services' permissions were looked up.
  checkUnused(call, appId);
  store.insert('servicePrincipals', Object.assign(object, changes, { appId, keyCredentials }));
  for (const { keyId } of keyCredentials) {
    markCreated(store.context, keyId);
  }
  return createdAnswer(call, object, servicePrincipal);
}

function checkUnused(call: GraphCall, appId: string): void {
  if (call.store.findWritten('servicePrincipals', (object) => object.appId === appId) !== undefined) {
    const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
    throw new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', message, [
      { code: 'ObjectConflict', message, target: 'servicePrincipalNames' },
    ]);
  }
}

/** With `Application.ReadWrite.OwnedBy` alone, only applications of this tenant get a service principal. */
function checkLocal(call: GraphCall): void {
  const { caller } = call;
  const wide = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];
  if (
    caller.kind === 'application' &&
    !wide.some((role) => caller.roles.includes(role)) &&
    backingApplication(call) === undefined
  ) {
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    );
  }
}

async function principalFor(call: GraphCall, appId: string): Promise<GraphObject> {
  const { store } = call;
  const base = { id: store.newId(), appId, createdDateTime: store.timestamp() };
  const application = store.find('applications', (object) => object.appId === appId);
  if (application !== undefined) {
    return newServicePrincipal({
      ...base,
      displayName: String(application.displayName),
      ownerTenant: store.context.state.tenantId,
      signInAudience: application.signInAudience,
      appRoles: application.appRoles as object[],
    });
  }
  const resource = await firstPartyResource(appId);
  if (resource === undefined) {
    const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
    throw badRequest(message, undefined, [{ code: 'NoBackingApplicationObject', message, target: 'appId' }]);
  }
  return newServicePrincipal({ ...base, ...resource, signInAudience: 'AzureADMultipleOrgs' });
}

function update(call: GraphCall) {
  const { store } = call;
  const object = requireByKey(store, servicePrincipal, parameter(call, 'id'));
  const changes = readChanges(call, servicePrincipal);
  if ('appId' in changes && changes.appId !== object.appId) {
    throw badRequest("Property 'appId' is read-only and cannot be set.");
  }
  const current = keyCredentialsOf(object);
  const keys =
    'keyCredentials' in changes
      ? replaceKeyCredentials(current, changes.keyCredentials as IncomingKeyCredential[], store)
      : undefined;
  store.update('servicePrincipals', object.id, { ...changes, ...(keys === undefined ? {} : { keyCredentials: keys }) });
  for (const { keyId } of keys ?? []) {
    if (!current.some((credential) => credential.keyId === keyId)) {
      markCreated(store.context, keyId);
    }
  }
  return noContent;
}
