import assert from 'node:assert/strict';
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { ExampleSession } from '../exampleSession.ts';
import { selfSigned } from '../selfSigned.ts';

const day = 86_400_000;
const graphAppId = '00000003-0000-0000-c000-000000000000';
const range = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z';

describe('an application that calls Graph', () => {
  let keys: { privateKey: KeyObject; publicKey: KeyObject };
  let session: ExampleSession;
  let application: { id: string; appId: string };
  let principalId: string;
  let certificate: Buffer;

  before(() => {
    keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  });

  beforeEach(async () => {
    session = await ExampleSession.open();
    const now = session.clock.now().getTime();
    certificate = Buffer.from(
      selfSigned(keys, { name: 'Example', notBefore: new Date(now - day), notAfter: new Date(now + 300 * day) }),
    );
    const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: certificate.toString('base64') };
    application = (await session.post('/applications', { displayName: 'Caller', keyCredentials: [key] })).body;
    principalId = (await session.post('/servicePrincipals', { appId: application.appId })).body.id;
  });

  const jwt = (claims: object) => {
    const seconds = Math.floor(session.clock.now().getTime() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = { alg: 'RS256', typ: 'JWT', x5t: createHash('sha1').update(certificate).digest('base64url') };
    const data = `${part(header)}.${part({ nbf: seconds, exp: seconds + 600, ...claims })}`;
    return `${data}.${createSign('RSA-SHA256').update(data).sign(keys.privateKey).toString('base64url')}`;
  };

  /** Grants `permissions` of Graph and signs in as the application. */
  const signInWith = async (...permissions: string[]) => {
    const graph = (await session.get(`/servicePrincipals(appId='${graphAppId}')?$select=id,appRoles`)).body;
    for (const permission of permissions) {
      const appRoleId = graph.appRoles.find(({ value }: { value: string }) => value === permission).id;
      const body = { principalId, resourceId: graph.id, appRoleId };
      assert.equal((await session.post(`/servicePrincipals/${principalId}/appRoleAssignments`, body)).status, 201);
    }
    const tokenUrl = `https://login.microsoftonline.com/${session.tenant.tenantId}/oauth2/v2.0/token`;
    const { appId } = application;
    const response = await session.tenant.transport(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        scope: 'https://graph.microsoft.com/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt({ aud: tokenUrl, iss: appId, sub: appId, jti: randomUUID() }),
      }),
    });
    session.token = ((await response.json()) as { access_token: string }).access_token;
  };

  it('reads every calendar with Calendars.Read, and nothing else', async () => {
    await signInWith('Calendars.Read');
    const calendar = await session.get(`/users/patti@${session.tenant.domain}/calendarView?${range}&$select=subject`);
    assert.equal(calendar.status, 200);
    assert.ok(calendar.body.value.some(({ subject }: { subject: string }) => subject === 'Leadership round'));
    const mail = await session.get(`/users/patti@${session.tenant.domain}/messages`);
    assert.equal(mail.body.error.code, 'ErrorAccessDenied');
    const users = await session.get('/users');
    assert.equal(`${users.status} ${users.body.error.code}`, '403 Authorization_RequestDenied');
    const me = await session.get('/me');
    assert.equal(me.body.error.message, '/me request is only valid with delegated authentication flow.');
    const scanner = await session.get(`/users/scanner@${session.tenant.domain}/calendarView?${range}`);
    assert.equal(scanner.body.error.code, 'MailboxNotEnabledForRESTAPI');
  });

  it('manages only what it owns with Application.ReadWrite.OwnedBy', async () => {
    await signInWith('Application.ReadWrite.OwnedBy');
    assert.equal((await session.patch(`/applications/${application.id}`, { notes: 'x' })).status, 403);
    const own = await session.post('/applications', { displayName: 'Mine' });
    assert.equal(own.status, 201);
    assert.equal((await session.patch(`/applications/${own.body.id}`, { notes: 'x' })).status, 204);
    assert.equal((await session.post('/servicePrincipals', { appId: own.body.appId })).status, 201);
    const foreign = await session.post('/servicePrincipals', { appId: '00000007-0000-0ff1-ce00-000000000000' });
    assert.match(foreign.body.error.message, /must in the local tenant/);
  });

  it('needs to read the directory besides to grant permissions', async () => {
    await signInWith('AppRoleAssignment.ReadWrite.All');
    const path = `/servicePrincipals/${principalId}/appRoleAssignments`;
    assert.equal((await session.post(path, {})).status, 403);
  });

  it('rolls its own key without any permission, and no one else’s', async () => {
    const other = Object.values(session.tenant.state.collections.applications!).find(
      ({ displayName }) => displayName === 'HR onboarding',
    )!;
    await signInWith();
    const now = session.clock.now().getTime();
    const next = Buffer.from(
      selfSigned(keys, { name: 'Example', notBefore: new Date(now - day), notAfter: new Date(now + 600 * day) }),
    );
    const keyCredential = { type: 'AsymmetricX509Cert', usage: 'Verify', key: next.toString('base64') };
    const proof = jwt({ aud: '00000002-0000-0000-c000-000000000000', iss: application.id });
    const body = { keyCredential, passwordCredential: null, proof };
    assert.equal((await session.post(`/applications/${application.id}/addKey`, body)).status, 200);
    assert.equal((await session.post(`/applications(appId='${application.appId}')/addKey`, body)).status, 200);
    assert.equal((await session.post(`/applications/${other.id}/addKey`, body)).status, 403);
    assert.equal((await session.get(`/applications/${application.id}`)).status, 403);
  });
});
