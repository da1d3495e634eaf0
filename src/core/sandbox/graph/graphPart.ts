import { randomUUID } from 'node:crypto';
import { takeFault } from '../faults.ts';
import type { Caller, SandboxContext, SandboxPart, VerifyToken } from '../model.ts';
import { checkAccess } from './access.ts';
import { answerBatch } from './batch.ts';
import type { GraphAnswer, GraphCall } from './call.ts';
import { DirectoryStore } from './directoryStore.ts';
import { GraphError, malformed } from './graphError.ts';
import { parseQuery } from './odata/query.ts';
import { Router } from './router.ts';
import { routes } from './routes/index.ts';

const hosts: ReadonlySet<string> = new Set([
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
  'canary.graph.microsoft.com',
]);

/** Token audiences that Microsoft Graph accepts. */
const audiences = [...hosts]
  .flatMap((host) => [`https://${host}`, `https://${host}/`])
  .concat('00000003-0000-0000-c000-000000000000');

/** A request inside Graph: from the wire, or from a `$batch`. */
export interface InnerRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** JSON text; empty for none. */
  readonly text: string;
}

export interface InnerAnswer extends GraphAnswer {
  readonly headers: Readonly<Record<string, string>>;
}

/** Microsoft Graph of the sample tenant: v1.0 and beta, every call checked against the caller's permissions. */
export function createGraphPart(context: SandboxContext, verifyToken: VerifyToken): SandboxPart {
  const store = new DirectoryStore(context);
  const router = new Router(routes);

  async function answer(request: InnerRequest, caller: Caller, requestId: string): Promise<InnerAnswer> {
    const clientRequestId = request.headers.get('client-request-id') ?? requestId;
    const headers = { 'request-id': requestId, 'client-request-id': clientRequestId };
    try {
      const call = readCall(request, caller);
      checkAccess(call.graph, call.route.access, call.route.target?.(call.graph));
      const result = await call.route.handle(call.graph);
      return { ...result, headers: { ...headers, ...result.headers } };
    } catch (error) {
      return { ...errorAnswer(error, requestId, clientRequestId), headers };
    }
  }

  function readCall(request: InnerRequest, caller: Caller) {
    const { version, path } = splitVersion(request.url);
    const { route, params, countOnly, cast } = router.match(request.method, path);
    const graph: GraphCall = {
      method: request.method,
      version,
      url: request.url,
      params,
      query: parseQuery(request.url),
      body: parseBody(request),
      caller,
      store,
      countOnly,
      ...(cast === undefined ? {} : { cast }),
      eventual: request.headers.get('ConsistencyLevel')?.toLowerCase() === 'eventual',
    };
    return { route, graph };
  }

  function errorAnswer(error: unknown, requestId: string, clientRequestId: string): GraphAnswer {
    if (!(error instanceof GraphError)) {
      context.log.error('The sample tenant failed to answer a Graph request', {
        requestId,
        error: error instanceof Error ? error.message : String(error),
      });
    }
    const known =
      error instanceof GraphError
        ? error
        : new GraphError(500, 'InternalServerError', 'The service encountered an internal error.');
    return {
      status: known.status,
      body: {
        error: {
          code: known.code,
          message: known.message,
          ...(known.details === undefined ? {} : { details: known.details }),
          innerError: {
            date: context.clock.now().toISOString().slice(0, 19),
            'request-id': requestId,
            'client-request-id': clientRequestId,
          },
        },
      },
    };
  }

  async function handle(request: Request, url: URL): Promise<Response> {
    const requestId = randomUUID();
    const text = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
    const inner: InnerRequest = { method: request.method, url, headers: request.headers, text };
    const caller = await verifyToken(request.headers.get('Authorization'), [...audiences, url.origin]);
    if (caller === undefined) {
      const message = request.headers.has('Authorization')
        ? 'Access token validation failure.'
        : 'Access token is empty.';
      const refusal = errorAnswer(new GraphError(401, 'InvalidAuthenticationToken', message), requestId, requestId);
      return response(
        { ...refusal, headers: { 'request-id': requestId, 'WWW-Authenticate': 'Bearer realm=""' } },
        context,
      );
    }
    if (!isBatch(url)) {
      return response(await answer(inner, caller, requestId), context);
    }
    try {
      const result = await answerBatch(inner, (part) => answerPart(part, caller), context);
      return response({ ...result, headers: { 'request-id': requestId } }, context);
    } catch (error) {
      return response({ ...errorAnswer(error, requestId, requestId), headers: { 'request-id': requestId } }, context);
    }
  }

  /** One request of a batch, with the faults meant for it. */
  async function answerPart(part: InnerRequest, caller: Caller): Promise<InnerAnswer> {
    const requestId = randomUUID();
    const fault = takeFault(context.faults, part.method, part.url);
    let result: InnerAnswer;
    if (fault === undefined) {
      result = await answer(part, caller, requestId);
    } else {
      if (fault.answer === 'lostAnswer') {
        await answer(part, caller, requestId);
      }
      // Inside a batch there is no connection of its own to break: the gateway reports the loss.
      const status = typeof fault.answer === 'number' ? fault.answer : 504;
      const error = errorAnswer(
        new GraphError(status, faultCode(status), 'The service is temporarily unavailable.'),
        requestId,
        requestId,
      );
      result = {
        ...error,
        ...(fault.body === undefined ? {} : { body: fault.body }),
        headers: { ...(status === 429 || status === 503 ? { 'Retry-After': '2' } : {}), ...fault.headers },
      };
    }
    context.record({
      method: part.method,
      host: part.url.host,
      path: part.url.pathname + part.url.search,
      status: result.status,
      batched: true,
    });
    return result;
  }

  return {
    serves: (url) =>
      hosts.has(url.hostname) || (isLoopback(url.hostname) && /^\/(?:v1\.0|beta)(?:\/|$)/i.test(url.pathname)),
    handle,
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function splitVersion(url: URL): { version: 'v1.0' | 'beta'; path: string } {
  const [, version = '', ...rest] = url.pathname.split('/');
  const known = version.toLowerCase();
  if (known !== 'v1.0' && known !== 'beta') {
    throw malformed(`Invalid version: ${version}`);
  }
  return { version: known, path: `/${rest.join('/')}` };
}

function isBatch(url: URL): boolean {
  return /^\/(?:v1\.0|beta)\/(?:\$|%24)batch\/?$/i.test(url.pathname);
}

function parseBody(request: InnerRequest): unknown {
  if (request.text === '' || request.method === 'GET' || request.method === 'DELETE') {
    return undefined;
  }
  const type = request.headers.get('Content-Type') ?? '';
  if (!/^application\/(?:json|[\w.+-]*\+json)\b/i.test(type)) {
    throw malformed('Entity only allows writes with a JSON Content-Type header.');
  }
  try {
    return JSON.parse(request.text);
  } catch {
    throw malformed(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function faultCode(status: number): string {
  return status === 429
    ? 'TooManyRequests'
    : status === 504
      ? 'GatewayTimeout'
      : status === 503
        ? 'ServiceUnavailable'
        : 'UnknownError';
}

function response(answer: InnerAnswer, context: SandboxContext): Response {
  const headers = new Headers({ ...answer.headers, Date: context.clock.now().toUTCString() });
  if (answer.body === undefined) {
    return new Response(null, { status: answer.status, headers });
  }
  if (typeof answer.body === 'string') {
    return new Response(answer.body, { status: answer.status, headers });
  }
  headers.set(
    'Content-Type',
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  );
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}
