import assert from 'node:assert/strict';
import { ExampleSession, type GraphResponse } from '../exampleSession.ts';

describe('$batch', () => {
  let session: ExampleSession;
  const json = { 'Content-Type': 'application/json' };

  beforeEach(async () => {
    session = await ExampleSession.open();
  });

  const batch = async (requests: unknown) => {
    const answer = await session.post('/$batch', { requests });
    const results = new Map<string, { status: number; body: GraphResponse['body']; headers: Record<string, string> }>(
      (answer.body.responses ?? []).map((one: { id: string }) => [one.id, one]),
    );
    return { ...answer, results };
  };

  it('answers each request with its own status', async () => {
    const { status, results } = await batch([
      { id: 'a', method: 'GET', url: '/me?$select=displayName' },
      { id: 'b', method: 'GET', url: 'applications/11111111-1111-1111-1111-111111111111' },
      { id: 'c', method: 'POST', url: '/applications', body: { displayName: 'Batched' }, headers: json },
      { id: 'd', method: 'POST', url: '/applications', body: { displayName: 'No type' } },
      { id: 'e', method: 'GET', url: '/applications/$count', headers: { ConsistencyLevel: 'eventual' } },
    ]);
    assert.equal(status, 200);
    assert.equal(results.get('a')?.body.displayName, 'Sample Administrator');
    assert.equal(results.get('b')?.body.error.code, 'Request_ResourceNotFound');
    assert.equal(results.get('c')?.status, 201);
    assert.match(results.get('d')?.body.error.message, /JSON Content-Type/);
    assert.equal(results.get('e')?.body, '29');
    const outer = session.tenant.requests.filter(({ batched }) => !batched);
    assert.equal(outer.at(-1)?.path, '/v1.0/$batch');
    assert.equal(session.tenant.requests.filter(({ batched }) => batched).length, 5);
  });

  it('runs requests after those they depend on, and not at all when one of those failed', async () => {
    const { results } = await batch([
      { id: '3', method: 'PATCH', url: '/applications/x', dependsOn: ['2'], body: { notes: 'x' }, headers: json },
      { id: '2', method: 'POST', url: '/applications', dependsOn: ['1'], body: {}, headers: json },
      { id: '1', method: 'GET', url: '/me' },
      { id: '4', method: 'GET', url: '/me', dependsOn: ['3'] },
    ]);
    assert.deepEqual(
      [...results].map(([id, { status }]) => `${id} ${status}`),
      ['1 200', '2 400', '3 424', '4 424'],
    );
    assert.equal(results.get('4')?.body.error.code, 'FailedDependency');
  });

  it('is refused as a whole when it is malformed, and nothing of it happens', async () => {
    const create = (id: unknown, more: object = {}) => ({
      id,
      method: 'POST',
      url: '/applications',
      body: { displayName: 'Never' },
      headers: json,
      ...more,
    });
    const wrong = [
      undefined,
      [],
      Array.from({ length: 21 }, (_, index) => create(String(index))),
      [create('1'), create('1')],
      [create('1', { dependsOn: ['9'] })],
      [create('1'), create('2', { dependsOn: ['3'] }), create('3', { dependsOn: ['2'] })],
      [create(undefined)],
      ['x'],
    ];
    for (const requests of wrong) {
      assert.equal((await batch(requests)).status, 400, JSON.stringify(requests)?.slice(0, 80));
    }
    assert.deepEqual((await session.get("/applications?$filter=displayName eq 'Never'")).body.value, []);
    assert.match((await batch(wrong[2])).body.error.message, /maximum value of 20/);
  });

  it('passes on faults meant for single requests', async () => {
    session.tenant.faults.queue.push({ match: /GET .*\/me$/, answer: 429, headers: { 'Retry-After': '7' } });
    session.tenant.faults.queue.push({ match: /POST .*\/applications$/, answer: 'lostAnswer' });
    const requests = [
      { id: '1', method: 'GET', url: '/me' },
      { id: '2', method: 'POST', url: '/applications', body: { displayName: 'Lost' }, headers: json },
    ];
    const { results } = await batch(requests);
    assert.equal(results.get('1')?.status, 429);
    assert.equal(results.get('1')?.headers['Retry-After'], '7');
    assert.equal(results.get('2')?.status, 504);
    assert.equal((await session.get("/applications?$filter=displayName eq 'Lost'")).body.value.length, 1);
    assert.equal((await batch(requests)).results.get('1')?.status, 200);
  });
});
