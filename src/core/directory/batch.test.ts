import assert from 'node:assert/strict';
import { json, type ScriptedAnswer, ScriptedTransport } from '../../../test/support/scriptedTransport.ts';
import { clouds } from '../identity/clouds.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryLog } from '../shared/memory.ts';
import { createDirectory } from './client.ts';
import type { Wait } from './handlers.ts';
import type { BatchRequest } from './types.ts';

function setUp(...answers: ScriptedAnswer[]) {
  const script = new ScriptedTransport(...answers);
  const waits: Wait[] = [];
  const controller = new AbortController();
  const directory = createDirectory({
    cloud: clouds.Global,
    tokens: { accessToken: async () => 'token' },
    transport: script.transport,
    clock: new ManualClock(),
    log: new MemoryLog(),
    onWait: (wait) => waits.push(wait),
  });
  const sent = (index: number) => JSON.parse(script.requests[index]?.body ?? '').requests as Record<string, unknown>[];
  return { script, waits, directory, sent, controller };
}

const throttled = (id: string, seconds: string) => ({
  id,
  status: 429,
  headers: { 'Retry-After': seconds },
  body: { error: { code: 'TooManyRequests', message: '' } },
});
const failedDependency = (id: string) => ({
  id,
  status: 424,
  body: { error: { code: 'FailedDependency', message: '' } },
});

const two: readonly BatchRequest[] = [
  { id: 'a', method: 'POST', path: '/servicePrincipals', body: { appId: 'x' } },
  { id: 'b', method: 'GET', path: '/applications?$top=1', dependsOn: ['a'] },
];

describe('directory batch', () => {
  it('is one call, gives results in the order asked and refusals as data', async () => {
    const { directory, sent } = setUp(
      json({
        responses: [
          { id: 'b', status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } },
          { id: 'a', status: 201, body: { id: '1' } },
        ],
      }),
    );
    const [a, b] = await directory.batch(two);
    assert.equal(directory.calls, 1);
    assert.deepEqual(a, { id: 'a', status: 201, body: { id: '1' } });
    assert.ok(isDomainError(b?.error, 'Forbidden'));
    assert.equal(b.error.params.request, 'GET /applications');
    assert.deepEqual(sent(0), [
      {
        id: 'a',
        method: 'POST',
        url: '/servicePrincipals',
        body: { appId: 'x' },
        headers: { 'Content-Type': 'application/json' },
      },
      { id: 'b', method: 'GET', url: '/applications?$top=1', dependsOn: ['a'] },
    ]);
  });

  it('sends throttled requests again, after the longest wait, with what depended on them and without what is done', async () => {
    const requests: readonly BatchRequest[] = [
      { id: 'a', method: 'GET', path: '/a' },
      { id: 'b', method: 'GET', path: '/b', dependsOn: ['a'] },
      { id: 'c', method: 'GET', path: '/c', dependsOn: ['b'] },
      { id: 'd', method: 'GET', path: '/d' },
    ];
    const { directory, sent, waits } = setUp(
      json({
        responses: [{ id: 'a', status: 200, body: 1 }, throttled('b', '3'), failedDependency('c'), throttled('d', '9')],
      }),
      json({
        responses: [
          { id: 'd', status: 204 },
          { id: 'b', status: 200, body: 2 },
          { id: 'c', status: 200, body: 3 },
        ],
      }),
    );
    const results = await directory.batch(requests);
    assert.deepEqual(
      results.map(({ status, body }) => [status, body]),
      [
        [200, 1],
        [200, 2],
        [200, 3],
        [204, undefined],
      ],
    );
    assert.deepEqual(waits, [{ reason: 'throttled', milliseconds: 9000 }]);
    assert.deepEqual(
      sent(1).map(({ id, dependsOn }) => [id, dependsOn]),
      [
        ['b', undefined],
        ['c', ['b']],
        ['d', undefined],
      ],
    );
  });

  it('does not repeat what failed because something was refused', async () => {
    const { directory, script } = setUp(
      json({
        responses: [
          { id: 'a', status: 400, body: { error: { code: 'Request_BadRequest', message: '' } } },
          failedDependency('b'),
        ],
      }),
    );
    const [a, b] = await directory.batch(two);
    assert.equal(script.requests.length, 1);
    assert.ok(isDomainError(a?.error, 'InvalidInput'));
    assert.equal(b?.status, 424);
    assert.ok(b.error);
  });

  it('gives up on what stays throttled', async () => {
    const { directory } = setUp(
      ...Array.from({ length: 12 }, () => json({ responses: [throttled('a', '1'), failedDependency('b')] })),
    );
    const [a] = await directory.batch(two);
    assert.ok(isDomainError(a?.error, 'Throttled'));
    assert.ok(directory.calls < 10);
  });

  it('is cancelled while it waits', async () => {
    const controller = new AbortController();
    const { directory, script } = setUp(() => {
      setImmediate(() => controller.abort());
      return json({ responses: [throttled('a', '60'), failedDependency('b')] });
    });
    await assert.rejects(directory.batch(two, controller.signal), isAbort);
    assert.equal(script.requests.length, 1);
  });

  it('refuses what Graph would refuse, before it is sent', async () => {
    const { directory, script } = setUp();
    const item = (id: string): BatchRequest => ({ id, method: 'GET', path: '/me' });
    const bad: readonly (readonly BatchRequest[])[] = [
      Array.from({ length: 21 }, (_, index) => item(String(index))),
      [item('a'), item('a')],
      [{ ...item('a'), dependsOn: ['z'] }],
      [item('a'), { ...item('b'), version: 'beta' }],
    ];
    for (const requests of bad) {
      await assert.rejects(directory.batch(requests), (error) => isDomainError(error, 'InvalidInput'));
    }
    assert.equal(script.requests.length, 0);
    assert.deepEqual(await directory.batch([]), []);
  });

  it('does not take a missing answer for a success', async () => {
    const { directory } = setUp(json({ responses: [{ id: 'a', status: 200 }] }));
    await assert.rejects(directory.batch(two), (error) => isDomainError(error, 'Network'));
  });
});
