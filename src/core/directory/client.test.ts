import assert from 'node:assert/strict';
import {
  brokenConnection,
  graphRefusal,
  json,
  type ScriptedAnswer,
  ScriptedTransport,
} from '../../../test/support/scriptedTransport.ts';
import { clouds } from '../identity/clouds.ts';
import type { AccessTokenOptions } from '../identity/types.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryLog } from '../shared/memory.ts';
import { createDirectory } from './client.ts';
import type { Wait } from './handlers.ts';

const secret = 'secret-access-token';

function setUp(...answers: ScriptedAnswer[]) {
  const script = new ScriptedTransport(...answers);
  const clock = new ManualClock();
  const log = new MemoryLog();
  const waits: Wait[] = [];
  const asked: { scopes: readonly string[]; options: AccessTokenOptions | undefined }[] = [];
  const directory = createDirectory({
    cloud: clouds.Global,
    tokens: {
      accessToken: async (scopes, _signal, options) => {
        asked.push({ scopes, options });
        return `${secret}-${asked.length}`;
      },
    },
    transport: script.transport,
    clock,
    log,
    onWait: (wait) => waits.push(wait),
  });
  return { script, clock, log, waits, asked, directory };
}

const get = { method: 'GET', path: '/applications?$top=100' } as const;
const post = { method: 'POST', path: '/applications', body: { displayName: 'A' } } as const;

describe('directory client', () => {
  it('sends path, query, version, body and headers as given', async () => {
    const { script, directory } = setUp(json({ id: '1' }, 201), new Response(null, { status: 204 }));
    const created = await directory.request({
      ...post,
      path: "/applications(appId='x')?$filter=a%20eq%20%27https%3A%2F%2Fb%27&$select=id",
      version: 'beta',
      headers: { ConsistencyLevel: 'eventual' },
    });
    assert.deepEqual(created, { id: '1' });
    const [sent] = script.requests;
    assert.equal(
      sent?.url.href,
      "https://graph.microsoft.com/beta/applications(appId='x')?$filter=a%20eq%20%27https%3A%2F%2Fb%27&$select=id",
    );
    assert.equal(sent?.headers.get('consistencylevel'), 'eventual');
    assert.equal(sent?.headers.get('content-type'), 'application/json');
    assert.deepEqual(JSON.parse(sent?.body ?? ''), { displayName: 'A' });
    assert.equal(await directory.request({ method: 'DELETE', path: '/applications/1' }), undefined);
  });

  it('never sends the token to an address hidden in a path', async () => {
    const { script, directory } = setUp(json({}));
    await directory.request({ method: 'GET', path: "/users?$filter=x eq 'https://evil.example/v1.0/'" });
    assert.equal(script.requests[0]?.url.host, 'graph.microsoft.com');
    for (const path of ['https://evil.example/v1.0/me', '//evil.example/me', 'me']) {
      await assert.rejects(directory.request({ method: 'GET', path }), (error) => isDomainError(error, 'InvalidInput'));
    }
  });

  it('waits as long as Graph asks, says so, and goes on', async () => {
    const start = new ManualClock().now();
    const { directory, waits, clock } = setUp(
      graphRefusal(429, 'TooManyRequests', 'slow down', { 'retry-after': '7' }),
      graphRefusal(503, 'ServiceUnavailable', '', { 'retry-after': new Date(start.getTime() + 12_000).toUTCString() }),
      json({ value: [] }),
    );
    await directory.request(get);
    assert.deepEqual(waits, [
      { reason: 'throttled', milliseconds: 7000 },
      { reason: 'unavailable', milliseconds: 5000 },
    ]);
    assert.equal(clock.now().getTime() - start.getTime(), 12_000);
    assert.equal(directory.calls, 3);
  });

  it('waits for a throttled change as well, which was not carried out', async () => {
    const { directory } = setUp(
      graphRefusal(429, 'TooManyRequests', '', { 'retry-after': '1' }),
      json({ id: '1' }, 201),
    );
    assert.deepEqual(await directory.request(post), { id: '1' });
  });

  it('gives up when throttled again and again, or asked to wait for long', async () => {
    const throttled = () => graphRefusal(429, 'TooManyRequests', '', { 'retry-after': '2' });
    const often = setUp(...Array.from({ length: 20 }, throttled));
    await assert.rejects(often.directory.request(get), (error) => isDomainError(error, 'Throttled'));
    assert.ok(often.script.requests.length < 10);
    const long = setUp(graphRefusal(429, 'TooManyRequests', '', { 'retry-after': '86400' }));
    await assert.rejects(
      long.directory.request(get),
      (error) => isDomainError(error, 'Throttled') && error.params.seconds === 86400,
    );
  });

  it('stops a wait at once when cancelled, and sends nothing more', async () => {
    const controller = new AbortController();
    const script = new ScriptedTransport(graphRefusal(429, 'TooManyRequests', '', { 'retry-after': '60' }), json({}));
    const directory = createDirectory({
      cloud: clouds.Global,
      tokens: { accessToken: async () => secret },
      transport: script.transport,
      clock: new ManualClock(),
      log: new MemoryLog(),
      onWait: () => controller.abort(),
    });
    await assert.rejects(directory.request(get, controller.signal), isAbort);
    assert.equal(script.requests.length, 1);
    await assert.rejects(directory.request(get, controller.signal), isAbort);
    assert.equal(script.requests.length, 1);
  });

  it('turns an abort during an exchange into an AbortError', async () => {
    const controller = new AbortController();
    const { directory } = setUp(async () => {
      controller.abort();
      return brokenConnection();
    });
    await assert.rejects(directory.request(post, controller.signal), isAbort);
  });

  it('repeats a read when the connection breaks', async () => {
    const { directory, waits } = setUp(brokenConnection(), graphRefusal(502, 'BadGateway', ''), json({ value: [1] }));
    assert.deepEqual(await directory.request(get), { value: [1] });
    assert.deepEqual(
      waits.map(({ reason }) => reason),
      ['network', 'unavailable'],
    );
  });

  it('never repeats a change whose answer was lost', async () => {
    const { directory, script } = setUp(brokenConnection(), json({}));
    await assert.rejects(
      directory.request(post),
      (error) => isDomainError(error, 'Network') && error.reason === 'directory/answerLost',
    );
    assert.equal(script.requests.length, 1);
    const gateway = setUp(graphRefusal(504, 'GatewayTimeout', ''), json({}));
    await assert.rejects(gateway.directory.request(post), (error) => isDomainError(error, 'Network'));
    assert.equal(gateway.script.requests.length, 1);
  });

  it('repeats a change that never left, and one that may be repeated', async () => {
    const refused = setUp(brokenConnection('ECONNREFUSED'), json({ id: '1' }, 201));
    assert.deepEqual(await refused.directory.request(post), { id: '1' });
    const idempotent = setUp(brokenConnection(), json({ id: '1' }, 201));
    assert.deepEqual(await idempotent.directory.request({ ...post, idempotent: true }), { id: '1' });
  });

  it('counts a deletion as done when the repeated one finds nothing', async () => {
    const { directory } = setUp(brokenConnection(), graphRefusal(404, 'Request_ResourceNotFound', ''));
    await directory.request({ method: 'DELETE', path: '/applications/1', idempotent: true });
    const never = setUp(graphRefusal(404, 'Request_ResourceNotFound', ''));
    await assert.rejects(
      never.directory.request({ method: 'DELETE', path: '/applications/1', idempotent: true }),
      (error) => isDomainError(error, 'NotFound'),
    );
  });

  it('says that nobody answers when the network is down', async () => {
    const { directory } = setUp(...Array.from({ length: 10 }, () => brokenConnection('ENOTFOUND')));
    await assert.rejects(
      directory.request(get),
      (error) => isDomainError(error, 'Network') && error.params.host === 'graph.microsoft.com',
    );
  });

  it('fetches a fresh token once when Graph refuses the one it has', async () => {
    const { directory, asked, script } = setUp(graphRefusal(401, 'InvalidAuthenticationToken', 'expired'), json({}));
    await directory.request(get);
    assert.deepEqual(
      asked.map(({ options }) => options?.forceRefresh),
      [false, true],
    );
    assert.equal(script.requests[1]?.headers.get('authorization'), `Bearer ${secret}-2`);
    const again = setUp(graphRefusal(401, 'x', ''), graphRefusal(401, 'x', ''));
    await assert.rejects(again.directory.request(get), (error) => isDomainError(error, 'NotSignedIn'));
    assert.equal(again.script.left, 0);
  });

  it('asks for read scopes, and for write scopes only when a change needs them', async () => {
    const { directory, asked } = setUp(json({}), json({}));
    await directory.request(get);
    await directory.request({ ...post, scopes: ['Application.ReadWrite.All'] });
    const read = ['https://graph.microsoft.com/Application.Read.All', 'https://graph.microsoft.com/Directory.Read.All'];
    assert.deepEqual(asked[0]?.scopes, read);
    assert.deepEqual(asked[1]?.scopes, [...read, 'https://graph.microsoft.com/Application.ReadWrite.All']);
  });

  it('maps refusals to codes, with what was refused and the request id', async () => {
    const cases: readonly [number, string, string, string][] = [
      [403, 'Authorization_RequestDenied', 'Insufficient privileges', 'Forbidden'],
      [404, 'Request_ResourceNotFound', '', 'NotFound'],
      [400, 'Request_BadRequest', "'x' does not reference a valid application object.", 'NotFound'],
      [409, 'Request_MultipleObjectsWithSameKeyValue', '', 'AlreadyExists'],
      [400, 'Request_BadRequest', 'Permission being assigned already exists on the object', 'AlreadyExists'],
      [
        400,
        'Request_BadRequest',
        'A conflicting object with one or more of the specified property values is present in the directory.',
        'AlreadyExists',
      ],
      [409, 'Conflict', '', 'Conflict'],
      [400, 'Request_BadRequest', 'Invalid value', 'InvalidInput'],
      [400, 'CredentialInvalidLifetimeAsPerAppPolicy', 'Credential lifetime exceeds the max value', 'InvalidInput'],
    ];
    for (const [status, code, message, expected] of cases) {
      const { directory } = setUp(graphRefusal(status, code, message));
      await assert.rejects(directory.request(post), (error) => {
        assert.ok(isDomainError(error), `${status} ${code}`);
        assert.equal(error.code, expected, `${status} ${code}`);
        assert.equal(error.params.request, 'POST /applications');
        assert.equal(error.params.requestId, 'request-1');
        return true;
      });
    }
  });

  it('says so when an answer is no JSON', async () => {
    const html = () => new Response('<html>', { status: 200, headers: { 'content-type': 'application/json' } });
    await assert.rejects(setUp(html()).directory.request(get), (error) => isDomainError(error, 'Network'));
    const portal = () => new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } });
    await assert.rejects(setUp(portal()).directory.request(get), (error) => isDomainError(error, 'Forbidden'));
  });

  it('follows pages, with the headers of the first', async () => {
    const next = 'https://graph.microsoft.com/v1.0/applications?$top=100&$skiptoken=abc%3D';
    const { directory, script } = setUp(json({ value: [1, 2], '@odata.nextLink': next }), json({ value: [3] }));
    const pages: unknown[] = [];
    for await (const page of directory.pages({ ...get, headers: { ConsistencyLevel: 'eventual' } })) {
      pages.push(page);
    }
    assert.deepEqual(pages, [[1, 2], [3]]);
    assert.equal(script.requests[1]?.url.href, next);
    assert.equal(script.requests[1]?.headers.get('consistencylevel'), 'eventual');
  });

  it('does not follow a page to another origin, nor in circles', async () => {
    const read = async (link: string) => {
      const { directory } = setUp(
        json({ value: [], '@odata.nextLink': link }),
        json({ value: [], '@odata.nextLink': link }),
      );
      for await (const _ of directory.pages(get)) {
        // reading on
      }
    };
    for (const link of [
      'https://evil.example/v1.0/applications?$skiptoken=a',
      'http://graph.microsoft.com/v1.0/applications',
      'https://graph.microsoft.com/other/applications',
      'no address',
      'https://graph.microsoft.com/v1.0/applications?$skiptoken=same',
    ]) {
      await assert.rejects(read(link), (error) => isDomainError(error, 'Network'), link);
    }
  });

  it('logs request ids and durations, and neither tokens nor bodies', async () => {
    const { directory, log } = setUp(
      json({ value: [], displayName: 'Payroll' }, 200, { 'request-id': 'id-of-graph' }),
      graphRefusal(403, 'Authorization_RequestDenied', 'Payroll is not yours'),
    );
    await directory.request({ ...get, path: '/applications?$search="displayName:Payroll"' });
    await assert.rejects(directory.request({ ...post, body: { displayName: 'Payroll' } }));
    const text = log.lines.join('\n');
    assert.match(text, /id-of-graph/);
    assert.match(text, /clientRequestId/);
    assert.doesNotMatch(text, /secret|Payroll/);
  });
});
