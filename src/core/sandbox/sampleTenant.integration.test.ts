import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { ManualClock, MemoryLog } from '../shared/memory.ts';
import { applicationSpecs } from './contents/applicationSpecs.ts';
import { applicationNamed, ExampleSession } from './exampleSession.ts';
import { createSampleTenant } from './sampleTenant.ts';
import { readSnapshot } from './snapshot.ts';

describe('the sample tenant', () => {
  it('has real certificates in every state, and the same ids each time', async () => {
    const clock = new ManualClock();
    const [one, other] = await Promise.all([1, 2].map(() => createSampleTenant({ clock, log: new MemoryLog() })));
    const applications = Object.values(one!.state.collections.applications!);
    assert.deepEqual(
      applications.map(({ id }) => id),
      Object.keys(other!.state.collections.applications!),
    );
    const credentials = applications.flatMap(
      ({ keyCredentials }) => keyCredentials as { key: string; endDateTime: string; displayName: string }[],
    );
    const days: number[] = [];
    for (const { key, endDateTime, displayName } of credentials) {
      const certificate = new X509Certificate(Buffer.from(key, 'base64'));
      assert.ok(certificate.verify(certificate.publicKey), displayName);
      assert.equal(Date.parse(certificate.validTo), Date.parse(endDateTime));
      assert.equal(certificate.ca, false);
      assert.equal(`CN=${certificate.subject.slice(3)}`, displayName);
      days.push((Date.parse(endDateTime) - clock.now().getTime()) / 86_400_000);
    }
    for (const [from, until] of [
      [-2000, 0],
      [0, 1],
      [1, 14],
      [14, 30],
      [30, 400],
      [1000, 3000],
    ] as const) {
      assert.ok(
        days.some((left) => left > from && left <= until),
        `${from} to ${until} days`,
      );
    }
    assert.ok(applications.length >= 24);
    assert.equal(applicationSpecs.length, applications.length + 1);
  });

  it('shows what is requested but not granted, granted but not requested, and without a service principal', async () => {
    const session = await ExampleSession.open();
    const { id, appId } = await applicationNamed(session, 'Mailbox report');
    const requested = (await session.get(`/applications/${id}`)).body.requiredResourceAccess.flatMap(
      (one: { resourceAccess: { id: string }[] }) => one.resourceAccess.map((access) => access.id),
    );
    const principal = (await session.get(`/servicePrincipals(appId='${appId}')?$expand=appRoleAssignments`)).body;
    const granted = principal.appRoleAssignments.map((one: { appRoleId: string }) => one.appRoleId);
    assert.ok(requested.some((role: string) => !granted.includes(role)));
    assert.ok(granted.some((role: string) => !requested.includes(role)));
    const prototype = await applicationNamed(session, 'Prototype');
    assert.equal((await session.get(`/servicePrincipals(appId='${prototype.appId}')`)).status, 404);
  });

  it('hides new objects from Graph and the token endpoint until they are replicated', async () => {
    const session = await ExampleSession.open();
    session.tenant.faults.replicationDelay.graph = 5000;
    const { id, appId } = (await session.post('/applications', { displayName: 'Slow' })).body;
    assert.equal((await session.get(`/applications/${id}`)).status, 404);
    assert.equal((await session.patch(`/applications/${id}`, { notes: 'x' })).status, 404);
    const early = await session.post('/servicePrincipals', { appId });
    assert.match(early.body.error.message, /does not reference a valid application object/);
    session.clock.advance(5000);
    assert.equal((await session.get(`/applications/${id}`)).status, 200);
    assert.equal((await session.post('/servicePrincipals', { appId })).status, 201);
  });

  it('breaks connections before and after the request was carried out, and throttles', async () => {
    const session = await ExampleSession.open();
    const { queue } = session.tenant.faults;
    queue.push(
      { match: /^POST https:\/\/graph\.microsoft\.com\/v1\.0\/applications$/, answer: 'network' },
      { match: /POST .*applications$/, answer: 'lostAnswer' },
    );
    const create = () => session.post('/applications', { displayName: 'Lost' });
    await assert.rejects(
      create,
      (error: Error) => error instanceof TypeError && (error.cause as { code: string }).code === 'ECONNRESET',
    );
    assert.equal((await session.get("/applications?$filter=displayName eq 'Lost'")).body.value.length, 0);
    await assert.rejects(create, TypeError);
    assert.equal((await session.get("/applications?$filter=displayName eq 'Lost'")).body.value.length, 1);
    queue.push({ match: /.*/, answer: 429 }, { match: /nothing/, answer: 500 });
    const throttled = await session.get('/me');
    assert.equal(throttled.status, 429);
    assert.equal(throttled.headers.get('Retry-After'), '2');
    assert.equal(throttled.body.error.code, 'TooManyRequests');
    assert.equal((await session.get('/me')).status, 200);
    assert.deepEqual(
      session.tenant.requests.slice(0, 2).map(({ status }) => status),
      [0, 200],
    );
    await assert.rejects(() => session.tenant.transport('https://example.com/'), TypeError);
    const aborted = AbortSignal.abort();
    await assert.rejects(() => session.tenant.transport('https://graph.microsoft.com/v1.0/me', { signal: aborted }), {
      name: 'AbortError',
    });
  });

  it('goes on from a snapshot, also through JSON, and starts afresh from rubbish', async () => {
    const session = await ExampleSession.open();
    let changes = 0;
    const stop = session.tenant.onDidChange(() => {
      changes += 1;
    });
    await session.post('/applications', { displayName: 'Kept' });
    assert.ok(changes > 0);
    stop();
    const snapshot = JSON.parse(JSON.stringify(session.tenant.snapshot()));
    await session.post('/applications', { displayName: 'Afterwards' });
    const restored = await ExampleSession.open({ snapshot });
    restored.token = session.token;
    const names = (await restored.get('/applications?$select=displayName&$top=999')).body.value.map(
      ({ displayName }: { displayName: string }) => displayName,
    );
    assert.ok(names.includes('Kept') && !names.includes('Afterwards'));
    const graph = (await restored.get("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")).body;
    assert.ok(graph.appRoles.length > 500 && graph.oauth2PermissionScopes.length > 500);
    assert.ok(JSON.stringify(snapshot).length < 500_000);
    const later = await createSampleTenant({
      clock: new ManualClock('2027-06-01T09:00:00Z'),
      log: new MemoryLog(),
      snapshot,
    });
    const events = Object.values(later.state.collections.events!) as unknown as { start: { dateTime: string } }[];
    assert.ok(events.some(({ start }) => start.dateTime.startsWith('2027-06-01')));
    const spoiled = structuredClone(snapshot);
    spoiled.collections.users.x = { id: 'y' };
    const unreadable = [
      'x',
      {},
      { version: 2 },
      { ...snapshot, collections: null },
      { ...snapshot, exchange: { Mailbox: [5] } },
      spoiled,
      null,
    ];
    for (const wrong of unreadable) {
      assert.equal(
        await readSnapshot(
          wrong,
          async () => undefined,
          () => ({ events: [], messages: [] }),
        ),
        undefined,
      );
    }
    const log = new MemoryLog();
    const tenant = await createSampleTenant({ clock: new ManualClock(), log, snapshot: spoiled });
    assert.equal(Object.keys(tenant.state.collections.applications!).length, applicationSpecs.length - 1);
    assert.equal(log.lines.length, 1);
  });

  it('answers the real Graph client', async () => {
    const session = await ExampleSession.open();
    const sandbox: Middleware = {
      execute: async (context: Context) => {
        context.response = await session.tenant.transport(
          context.request as string,
          {
            ...context.options,
            headers: {
              ...(context.options?.headers as Record<string, string>),
              Authorization: `Bearer ${session.token}`,
            },
          } as RequestInit,
        );
      },
    };
    const client = Client.initWithMiddleware({ middleware: sandbox });
    const page = await client
      .api('/applications')
      .filter("startswith(displayName,'Room')")
      .select(['id', 'displayName'])
      .get();
    assert.equal(page.value[0].displayName, 'Room booking sync');
    const created = await client.api('/applications').post({ displayName: 'By client' });
    await client.api(`/applications/${created.id}`).patch({ notes: 'x' });
    await client.api(`/applications/${created.id}`).delete();
    await assert.rejects(client.api(`/applications/${created.id}`).get(), {
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
    const count = await client.api('/users').header('ConsistencyLevel', 'eventual').count(true).top(1).get();
    assert.equal(count['@odata.count'], Object.keys(session.tenant.state.collections.users!).length);
  });

  it('stays quick with ten thousand applications', async () => {
    const session = await ExampleSession.open({ applications: 10_000 });
    const path = '/applications?$top=100&$orderby=displayName';
    assert.equal((await session.get(path)).body.value.length, 100);
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const start = performance.now();
      await session.get(path);
      times.push(performance.now() - start);
    }
    assert.ok(Math.min(...times) < 60, `${times.map(Math.round)} ms`);
  });
});
