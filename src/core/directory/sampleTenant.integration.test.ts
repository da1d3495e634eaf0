import assert from 'node:assert/strict';
import { generateCertificate } from '../certificates/generate.ts';
import { thumbprintOf, thumbprintSha256Of } from '../certificates/thumbprint.ts';
import type { SigningCertificate } from '../certificates/types.ts';
import { signInAsApplication } from '../identity/application.ts';
import { clouds } from '../identity/clouds.ts';
import { TenantSessions } from '../identity/sessions.ts';
import { createSampleTenant, type SampleTenant } from '../sandbox/sampleTenant.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../shared/memory.ts';
import type { Clock } from '../shared/ports.ts';
import { readApplicationDetails } from './applicationDetails.ts';
import {
  createApplication,
  deleteApplication,
  getApplication,
  renameApplication,
  restoreApplication,
  updateApplicationRequest,
} from './applications.ts';
import { createDirectory } from './client.ts';
import { grantPermission, listGrants, revokeGrant } from './consent.ts';
import type { Wait } from './handlers.ts';
import { newKeyCredential } from './keyCredential.ts';
import { addKeyCredential, removeKeyCredential } from './keyCredentials.ts';
import { listApplications } from './listApplications.ts';
import { addRequiredAccess, joinPermissions, removeRequiredAccess } from './permissions.ts';
import { assignRole, findRole, listRoleAssignments, listRoleDefinitions, removeRoleAssignment } from './roles.ts';
import { addKeyWithProof, removeKeyWithProof } from './rollKeys.ts';
import { ensureServicePrincipal, findAppRole, findServicePrincipal } from './servicePrincipals.ts';
import { longestCertificateDays } from './tenant.ts';
import type { Directory } from './types.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';
const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';

/** The real time, which MSAL lives in, without its waits: sleeping moves the clock ahead. */
class HastyClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.#ahead += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) {
      throw new DOMException('', 'AbortError');
    }
  }
}

describe('directory of the sample tenant', () => {
  const clock = new HastyClock();
  const log = new MemoryLog();
  const secrets = new MemorySecretStore();
  const waits: Wait[] = [];
  let sample: SampleTenant;
  let sessions: TenantSessions;
  let directory: Directory;
  let signing: SigningCertificate;
  let der: Uint8Array;

  before(async () => {
    sample = await createSampleTenant({ clock, log });
    sessions = new TenantSessions({
      secrets,
      store: new MemoryKeyValueStore(),
      transport: async () => assert.fail('nothing leaves the computer'),
      clock,
      log,
      prompts: {
        openBrowser: async () => assert.fail('nobody is asked'),
        showDeviceCode: async () => assert.fail('nobody is asked'),
      },
    });
    await sessions.openSample(sample);
    directory = createDirectory({
      cloud: clouds.Global,
      tokens: sessions.tokens(sample.tenantId),
      transport: sessions.transportFor(sample.tenantId),
      clock,
      log,
      onWait: (wait) => waits.push(wait),
    });
    const material = await generateCertificate({ subject: 'CN=Directory test' }, { clock });
    der = material.certificate;
    signing = {
      thumbprint: thumbprintOf(der),
      thumbprintSha256: thumbprintSha256Of(der),
      certificatePem: '',
      privateKeyPem: material.privateKey,
      notBefore: '',
      notAfter: '',
    };
  });

  const signIn = (appId: string, resource: string) =>
    signInAsApplication({
      cloud: clouds.Global,
      tenantId: sample.tenantId,
      appId,
      certificate: signing,
      resource,
      transport: sample.transport,
      log,
      clock,
    });

  it('is signed in to with the initial domain', async () => {
    const tenant = await sessions.get(sample.tenantId);
    assert.equal(tenant.domain, sample.domain);
    assert.equal(tenant.account, sample.administrator);
    assert.ok(tenant.sample);
  });

  it('lists applications: all, with certificates, owned, by words and by id', async () => {
    const all = await listApplications(directory, { filter: 'all' });
    assert.ok(all.applications.length >= 20);
    const names = all.applications.map(({ displayName }) => displayName);
    assert.deepEqual(
      names,
      names.toSorted((a, b) => a.localeCompare(b)),
    );
    const certified = await listApplications(directory, { filter: 'withCertificates' });
    assert.ok(certified.applications.length > 0 && certified.applications.length < all.applications.length);
    assert.ok(certified.applications.every(({ keyCredentials }) => keyCredentials.length > 0));
    const owned = await listApplications(directory, { filter: 'owned' });
    assert.ok(owned.applications.length > 0 && owned.applications.length < all.applications.length);
    const [one] = all.applications;
    assert.ok(one);
    const word = one.displayName.split(' ')[0] ?? '';
    const found = await listApplications(directory, { filter: 'all', search: word });
    assert.ok(found.applications.some(({ appId }) => appId === one.appId));
    const byId = await listApplications(directory, { filter: 'all', search: ` ${one.appId.toUpperCase()} ` });
    assert.deepEqual(
      byId.applications.map(({ appId }) => appId),
      [one.appId],
    );
    for (const search of ['"', '\\', 'a" OR "displayName:b', "o'neil & co #1"]) {
      assert.ok((await listApplications(directory, { filter: 'all', search })).applications);
    }
  });

  it('sets an application up, signs in with it, and takes everything back', async () => {
    const application = await createApplication(directory, {
      displayName: 'Directory test',
      keyCredentials: [newKeyCredential(der, { displayName: 'CN=Directory test', now: clock.now() })],
    });
    const principal = await ensureServicePrincipal(directory, application.appId);
    assert.equal((await ensureServicePrincipal(directory, application.appId)).id, principal.id);
    const graph = await findServicePrincipal(directory, graphAppId, { roles: true });
    assert.ok(graph);
    const role = findAppRole(graph, 'user.read.all');
    assert.throws(
      () => findAppRole(graph, 'No.Such'),
      (error) => isDomainError(error, 'NotFound'),
    );

    const required = addRequiredAccess(application.requiredResourceAccess, graphAppId, role.id);
    await directory.request(updateApplicationRequest(application.id, { requiredResourceAccess: required }));
    const grant = { principalId: principal.id, resourceId: graph.id, appRoleId: role.id };
    assert.equal(await grantPermission(directory, grant), true);
    assert.equal(await grantPermission(directory, grant), false);
    const grants = await listGrants(directory, principal.id);
    const [state] = joinPermissions(
      (await getApplication(directory, application.appId)).requiredResourceAccess,
      grants,
      [graph],
    );
    assert.equal(state?.permission, 'User.Read.All');
    assert.ok(state.requested && state.granted && state.assignmentId);

    const roles = await listRoleDefinitions(directory);
    const reader = findRole(roles, 'global reader');
    assert.equal(findRole(roles, reader.templateId).id, reader.id);
    assert.throws(
      () => findRole(roles, 'Nobody'),
      (error) => isDomainError(error, 'NotFound'),
    );
    assert.equal(await assignRole(directory, principal.id, reader.templateId), true);
    assert.equal(await assignRole(directory, principal.id, reader.templateId), false);
    const [assignment] = await listRoleAssignments(directory, principal.id);
    assert.equal(assignment?.roleDefinition?.displayName, 'Global Reader');

    const token = await signIn(application.appId, 'https://graph.microsoft.com');
    assert.deepEqual(token.roles, ['User.Read.All']);
    assert.ok(token.wids.includes(reader.templateId));

    assert.equal(await revokeGrant(directory, { id: state.assignmentId, resourceId: graph.id }), true);
    assert.equal(await revokeGrant(directory, { id: state.assignmentId, resourceId: graph.id }), false);
    assert.equal(await removeRoleAssignment(directory, assignment?.id ?? ''), true);
    assert.equal(await removeRoleAssignment(directory, assignment?.id ?? ''), false);
    assert.deepEqual((await signIn(application.appId, 'https://graph.microsoft.com')).roles, []);
    const without = removeRequiredAccess(required, graphAppId, role.id);
    await directory.request(updateApplicationRequest(application.id, { requiredResourceAccess: without }));

    await renameApplication(directory, application.id, 'Renamed');
    assert.equal((await getApplication(directory, application.appId)).displayName, 'Renamed');
    await deleteApplication(directory, application.id);
    await assert.rejects(
      getApplication(directory, application.appId),
      (error) => isDomainError(error, 'NotFound') && error.params.appId === application.appId,
    );
    await restoreApplication(directory, application.id);
    assert.equal((await getApplication(directory, application.appId)).keyCredentials.length, 1);
    await deleteApplication(directory, application.id);
  });

  it('adds, rolls and removes certificates', async () => {
    const application = await createApplication(directory, { displayName: 'Keys' });
    await ensureServicePrincipal(directory, application.appId);
    const first = await addKeyCredential(directory, application.id, der, { displayName: 'first', clock });
    await assert.rejects(addKeyCredential(directory, application.id, der, { displayName: 'again', clock }), (error) =>
      isDomainError(error, 'AlreadyExists'),
    );
    const app = createDirectory({
      cloud: clouds.Global,
      tokens: {
        accessToken: async () => (await signIn(application.appId, 'https://graph.microsoft.com')).accessToken,
      },
      transport: sample.transport,
      clock,
      log,
    });
    const other = await generateCertificate({ subject: 'CN=Second' }, { clock });
    const proof = { proof: signing, now: clock.now() };
    const second = await addKeyWithProof(app, application.id, other.certificate, { displayName: 'second', ...proof });
    const present = (await getApplication(directory, application.appId)).keyCredentials;
    assert.equal(present.length, 2);
    await removeKeyWithProof(app, application.id, second.keyId ?? '', proof);
    await removeKeyCredential(directory, application.id, first.keyId, { clock });
    assert.deepEqual((await getApplication(directory, application.appId)).keyCredentials, []);
    await assert.rejects(removeKeyCredential(directory, application.id, first.keyId, { clock }), (error) =>
      isDomainError(error, 'NotFound'),
    );
  });

  it('adds a certificate through throttling, lost answers and a token that was refused', async () => {
    const application = await createApplication(directory, { displayName: 'Weather' });
    waits.length = 0;
    sample.faults.queue.push(
      { match: /GET .*\/applications\/[^/]+$/, answer: 429, headers: { 'Retry-After': '4' } },
      { match: /\$batch/, answer: 'lostAnswer' },
      { match: /\$batch/, answer: 401 },
      { match: /\$batch/, answer: 503 },
    );
    const added = await addKeyCredential(directory, application.id, der, { displayName: 'x', clock });
    const { keyCredentials } = await getApplication(directory, application.appId);
    assert.deepEqual(
      keyCredentials.map(({ keyId }) => keyId),
      [added.keyId],
    );
    assert.ok(waits.some(({ milliseconds }) => milliseconds === 4000));
    assert.ok(waits.some(({ reason }) => reason === 'network'));
    assert.ok(waits.some(({ reason }) => reason === 'unavailable'));
    sample.faults.queue.push({ match: /PATCH .*\/applications\//, answer: 429, headers: { 'Retry-After': '6' } });
    await removeKeyCredential(directory, application.id, added.keyId, { clock });
    assert.ok(waits.some(({ milliseconds }) => milliseconds === 6000));
    assert.equal(sample.faults.queue.length, 0);
  });

  it('sees what it wrote although the replica lags behind', async () => {
    const application = await createApplication(directory, { displayName: 'Late' });
    await getApplication(directory, application.appId);
    sample.faults.replicationDelay.graph = 3000;
    try {
      await addKeyCredential(directory, application.id, der, { displayName: 'x', clock });
    } finally {
      sample.faults.replicationDelay.graph = 0;
    }
    assert.equal((await getApplication(directory, application.appId)).keyCredentials.length, 1);
  });

  it('is left at once when cancelled while it waits', async () => {
    const controller = new AbortController();
    sample.faults.queue.push({ match: /GET .*\/applications$/, answer: 429, headers: { 'Retry-After': '60' } });
    const waiting = createDirectory({
      cloud: clouds.Global,
      tokens: sessions.tokens(sample.tenantId),
      transport: sample.transport,
      clock,
      log,
      onWait: () => controller.abort(),
    });
    await assert.rejects(listApplications(waiting, { filter: 'all' }, controller.signal), isAbort);
  });

  it('tells owners and limits', async () => {
    const { applications } = await listApplications(directory, { filter: 'owned' });
    const { owners } = await readApplicationDetails(directory, applications[0]?.appId ?? '', new Map());
    assert.ok(owners.some(({ userPrincipalName }) => userPrincipalName === sample.administrator));
    const days = await longestCertificateDays(directory);
    assert.ok(days === undefined || days > 0);
    assert.ok(await findServicePrincipal(directory, exchangeAppId));
    assert.equal(await findServicePrincipal(directory, '99999999-9999-4999-8999-999999999999'), undefined);
  });

  it('says which step was refused to somebody without the rights', async () => {
    const door = { ...sample, approve: (code: string) => sample.approve(code, sample.helpdesk) };
    const other = new TenantSessions({
      secrets: new MemorySecretStore(),
      store: new MemoryKeyValueStore(),
      transport: async () => assert.fail('nothing leaves the computer'),
      clock,
      log,
      prompts: {
        openBrowser: async () => assert.fail('nobody is asked'),
        showDeviceCode: async () => assert.fail('nobody is asked'),
      },
    });
    await other.openSample(door);
    const helpdesk = createDirectory({
      cloud: clouds.Global,
      tokens: other.tokens(sample.tenantId),
      transport: sample.transport,
      clock,
      log,
    });
    const graph = await findServicePrincipal(helpdesk, graphAppId, { roles: true });
    assert.ok(graph);
    await assert.rejects(
      grantPermission(helpdesk, {
        principalId: graph.id,
        resourceId: graph.id,
        appRoleId: findAppRole(graph, 'User.Read.All').id,
      }),
      (error) => isDomainError(error, 'Forbidden') || isDomainError(error, 'SignInFailed'),
    );
  });

  it('pages through thousands of applications on demand', async () => {
    const large = await createSampleTenant({ clock, log, applications: 450 });
    const many = new TenantSessions({
      secrets: new MemorySecretStore(),
      store: new MemoryKeyValueStore(),
      transport: async () => assert.fail('nothing leaves the computer'),
      clock,
      log,
      prompts: {
        openBrowser: async () => assert.fail('nobody is asked'),
        showDeviceCode: async () => assert.fail('nobody is asked'),
      },
    });
    await many.openSample(large);
    const pages = createDirectory({
      cloud: clouds.Global,
      tokens: many.tokens(large.tenantId),
      transport: large.transport,
      clock,
      log,
    });
    const seen = new Set<string>();
    let cursor: string | undefined;
    let calls = 0;
    do {
      const page = await listApplications(pages, { filter: 'all', cursor });
      assert.ok(page.applications.length <= 100);
      for (const { appId } of page.applications) {
        seen.add(appId);
      }
      cursor = page.cursor;
      calls++;
    } while (cursor !== undefined);
    assert.ok(seen.size >= 450);
    assert.equal(calls, Math.ceil(seen.size / 100));
    assert.equal(pages.calls, calls);
  });

  it('wrote no token, key or code into the log', () => {
    const text = log.lines.join('\n');
    assert.ok(log.lines.length > 50);
    assert.doesNotMatch(text, /eyJ|PRIVATE KEY|Bearer |client_assertion/);
    assert.ok(!text.includes(Buffer.from(der).toString('base64').slice(0, 40)));
  });
});
