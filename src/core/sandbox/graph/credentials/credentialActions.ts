import { createHash, randomBytes } from 'node:crypto';
import type { GraphObject } from '../../model.ts';
import { markCreated } from '../../replication.ts';
import { rollKeys, writeApplications, writeServicePrincipals } from '../accessRules.ts';
import { type GraphAnswer, type GraphCall, noContent, parameter, type Route } from '../call.ts';
import type { EntityType } from '../entityType.ts';
import { badRequest, malformed } from '../graphError.ts';
import { findByKey, requireByKey } from '../keys.ts';
import { isObject } from '../odata/accessor.ts';
import { type IncomingKeyCredential, newKeyCredential, type StoredKeyCredential } from './keyCredentials.ts';
import { verifyProof } from './proof.ts';

/** `addKey`, `removeKey`, `addPassword` and `removePassword` of applications or service principals. */
export function credentialRoutes(type: EntityType): Route[] {
  const base = `/${type.set}/{id}`;
  const target = (call: GraphCall) => findByKey(call.store, type, parameter(call, 'id'));
  const write = type.set === 'applications' ? writeApplications : writeServicePrincipals;
  const action = (name: string, handle: (call: GraphCall, object: GraphObject) => GraphAnswer): Route => ({
    method: 'POST',
    path: `${base}/${name}`,
    access: name.endsWith('Key') ? rollKeys : write,
    target,
    handle: (call) => handle(call, requireByKey(call.store, type, parameter(call, 'id'))),
  });
  return [
    action('addKey', (call, object) => addKey(call, object, type)),
    action('removeKey', (call, object) => removeKey(call, object, type)),
    action('addPassword', (call, object) => addPassword(call, object, type)),
    action('removePassword', (call, object) => removePassword(call, object, type)),
  ];
}

export function keyCredentialsOf(object: GraphObject): readonly StoredKeyCredential[] {
  return Array.isArray(object.keyCredentials) ? (object.keyCredentials as StoredKeyCredential[]) : [];
}

function addKey(call: GraphCall, object: GraphObject, type: EntityType): GraphAnswer {
  const body = bodyOf(call);
  const current = keyCredentialsOf(object);
  verifyProof(body.proof, object.id, current, call.store.context.clock);
  if (!isObject(body.keyCredential)) {
    throw malformed('Property keyCredential in payload has a value that does not match schema.');
  }
  const added = newKeyCredential(body.keyCredential as IncomingKeyCredential, call.store);
  call.store.update(type.set, object.id, { keyCredentials: [...current, added] });
  markCreated(call.store.context, added.keyId);
  return actionResult(call, 'keyCredential', { ...added, key: null });
}

function removeKey(call: GraphCall, object: GraphObject, type: EntityType): GraphAnswer {
  const body = bodyOf(call);
  const current = keyCredentialsOf(object);
  verifyProof(body.proof, object.id, current, call.store.context.clock);
  const keyId = String(body.keyId ?? '').toLowerCase();
  if (!current.some((credential) => credential.keyId === keyId)) {
    throw badRequest(`No credentials found to be removed with KeyId '${keyId}'.`);
  }
  call.store.update(type.set, object.id, {
    keyCredentials: current.filter((credential) => credential.keyId !== keyId),
  });
  return noContent;
}

interface PasswordCredential {
  readonly keyId: string;
  readonly [property: string]: unknown;
}

function passwordsOf(object: GraphObject): readonly PasswordCredential[] {
  return Array.isArray(object.passwordCredentials) ? (object.passwordCredentials as PasswordCredential[]) : [];
}

/** The secret is shown once; what is kept is its hash, for the token endpoint to compare. */
function addPassword(call: GraphCall, object: GraphObject, type: EntityType): GraphAnswer {
  const asked = isObject(call.body) && isObject(call.body.passwordCredential) ? call.body.passwordCredential : {};
  const now = call.store.context.clock.now();
  const twoYears = new Date(now);
  twoYears.setUTCFullYear(now.getUTCFullYear() + 2);
  const secretText = randomBytes(30).toString('base64url');
  const stored = {
    customKeyIdentifier: null,
    displayName: typeof asked.displayName === 'string' ? asked.displayName : null,
    endDateTime: typeof asked.endDateTime === 'string' ? asked.endDateTime : twoYears.toISOString(),
    hint: secretText.slice(0, 3),
    keyId: call.store.newId(),
    startDateTime: typeof asked.startDateTime === 'string' ? asked.startDateTime : now.toISOString(),
  };
  const $secretHash = createHash('sha256').update(secretText).digest('base64');
  call.store.update(type.set, object.id, {
    passwordCredentials: [...passwordsOf(object), { ...stored, $secretHash }],
  });
  markCreated(call.store.context, stored.keyId);
  return actionResult(call, 'passwordCredential', { ...stored, secretText });
}

function removePassword(call: GraphCall, object: GraphObject, type: EntityType): GraphAnswer {
  const keyId = String(bodyOf(call).keyId ?? '').toLowerCase();
  const current = passwordsOf(object);
  if (!current.some((credential) => credential.keyId === keyId)) {
    throw badRequest(`No password credential found with keyId '${keyId}'.`);
  }
  call.store.update(type.set, object.id, {
    passwordCredentials: current.filter((credential) => credential.keyId !== keyId),
  });
  return noContent;
}

function bodyOf(call: GraphCall): Record<string, unknown> {
  if (!isObject(call.body)) {
    throw malformed(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  return call.body;
}

function actionResult(call: GraphCall, name: string, value: object): GraphAnswer {
  return {
    status: 200,
    body: { '@odata.context': `${call.url.origin}/${call.version}/$metadata#microsoft.graph.${name}`, ...value },
  };
}
