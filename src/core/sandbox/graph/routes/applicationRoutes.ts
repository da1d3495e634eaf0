import type { GraphObject } from '../../model.ts';
import { markCreated } from '../../replication.ts';
import { createApplications, readApplications, writeApplicationOwners, writeApplications } from '../accessRules.ts';
import { createdAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { credentialRoutes, keyCredentialsOf } from '../credentials/credentialActions.ts';
import { type IncomingKeyCredential, replaceKeyCredentials } from '../credentials/keyCredentials.ts';
import { application } from '../entities/application.ts';
import { badRequest, invalidValue } from '../graphError.ts';
import { findByKey, requireByKey } from '../keys.ts';
import { newApplication } from '../newObjects.ts';
import { isObject } from '../odata/accessor.ts';
import { softDelete } from '../softDelete.ts';
import { type Changes, readChanges, referencedId, requireText } from '../writes.ts';
import { linkRoutes } from './linkRoutes.ts';
import { navigationRoute, readRoutes } from './navigationRoutes.ts';

const target = (call: GraphCall) => findByKey(call.store, application, parameter(call, 'id'));

export const applicationRoutes: readonly Route[] = [
  ...readRoutes(application, readApplications),
  { method: 'POST', path: '/applications', access: createApplications, handle: create },
  { method: 'PATCH', path: '/applications/{id}', access: writeApplications, target, handle: update },
  {
    method: 'DELETE',
    path: '/applications/{id}',
    access: writeApplications,
    target,
    handle: (call) => {
      softDelete(call.store, 'applications', requireByKey(call.store, application, parameter(call, 'id')));
      return noContent;
    },
  },
  navigationRoute(application, 'owners', readApplications),
  navigationRoute(application, 'appManagementPolicies', readApplications),
  navigationRoute(application, 'federatedIdentityCredentials', readApplications),
  ...linkRoutes(application, 'owners', { access: writeApplicationOwners, link: '$owners' }),
  ...credentialRoutes(application),
];

function create(call: GraphCall) {
  const { store, caller } = call;
  const changes = readChanges(call, application);
  const displayName = requireText(changes, 'displayName', application);
  checkUniqueUris(call, changes, undefined);
  const object = newApplication(
    store.newId(),
    store.newId(),
    displayName,
    store.timestamp(),
    store.context.state.domain,
  );
  Object.assign(object, changes, withCredentials(call, changes, object));
  object.$owners = [...new Set([...ownersOf(call), caller.principalId])];
  store.insert('applications', object);
  return createdAnswer(call, object, application);
}

function update(call: GraphCall) {
  const object = requireByKey(call.store, application, parameter(call, 'id'));
  const changes = readChanges(call, application);
  if ('displayName' in changes) {
    requireText(changes, 'displayName', application);
  }
  checkUniqueUris(call, changes, object);
  call.store.update('applications', object.id, { ...changes, ...withCredentials(call, changes, object) });
  if (typeof changes.displayName === 'string') {
    renameServicePrincipal(call, object, changes.displayName);
  }
  return noContent;
}

/** The credentials after the write; keys that are new reach the token endpoint late. */
function withCredentials(call: GraphCall, changes: Changes, object: GraphObject): Changes {
  const passwords = 'passwordCredentials' in changes ? { passwordCredentials: keptPasswords(changes, object) } : {};
  if (!('keyCredentials' in changes)) {
    return passwords;
  }
  const current = keyCredentialsOf(object);
  const keyCredentials = replaceKeyCredentials(current, changes.keyCredentials as IncomingKeyCredential[], call.store);
  for (const { keyId } of keyCredentials) {
    if (!current.some((credential) => credential.keyId === keyId)) {
      markCreated(call.store.context, keyId);
    }
  }
  return { ...passwords, keyCredentials };
}

/** Secrets are made by the service (`addPassword`); a write of the collection can only leave some out. */
function keptPasswords(changes: Changes, object: GraphObject): readonly unknown[] {
  const current = Array.isArray(object.passwordCredentials) ? object.passwordCredentials : [];
  const sent = changes.passwordCredentials as readonly Record<string, unknown>[];
  return sent.map((entry) => {
    const existing = current.find(({ keyId }) => keyId === entry.keyId);
    if (existing === undefined || typeof entry.secretText === 'string') {
      throw badRequest('New passwords must be added with addPassword.');
    }
    return existing;
  });
}

function checkUniqueUris(call: GraphCall, changes: Changes, self: GraphObject | undefined): void {
  for (const uri of Array.isArray(changes.identifierUris) ? changes.identifierUris.map(String) : []) {
    if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)) {
      throw invalidValue('identifierUris', application.resource);
    }
    const taken = call.store.findWritten(
      'applications',
      (other) => other.id !== self?.id && Array.isArray(other.identifierUris) && other.identifierUris.includes(uri),
    );
    if (taken !== undefined) {
      throw badRequest(
        'Another object with the same value for property identifierUris already exists.',
        'Request_MultipleObjectsWithSameKeyValue',
      );
    }
  }
}

function ownersOf(call: GraphCall): string[] {
  const bound = isObject(call.body) ? call.body['owners@odata.bind'] : undefined;
  return (Array.isArray(bound) ? bound : []).map((reference) => referencedId(reference));
}

function renameServicePrincipal(call: GraphCall, object: GraphObject, displayName: string): void {
  const principal = call.store.findWritten('servicePrincipals', ({ appId }) => appId === object.appId);
  if (principal !== undefined) {
    call.store.update('servicePrincipals', principal.id, { displayName, appDisplayName: displayName });
  }
}
