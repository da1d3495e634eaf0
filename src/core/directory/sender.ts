import { randomUUID } from 'node:crypto';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { retryAfter } from '../identity/retryAfter.ts';
import { graphScopes, readPermissions } from '../identity/scopes.ts';
import type { AccessTokenSource, Cloud } from '../identity/types.ts';
import { throwIfAborted } from '../shared/clock.ts';
import type { DomainError } from '../shared/errors.ts';
import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { directoryError } from './errors.ts';
import { GraphCall } from './graphCall.ts';
import { graphError } from './graphError.ts';
import { RetryHandler, TokenHandler, TransportHandler, type Wait } from './handlers.ts';
import type { GraphRequest } from './types.ts';

export interface DirectoryOptions {
  readonly cloud: Cloud;
  readonly tokens: AccessTokenSource;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** Called before each wait, so that it can be shown. */
  readonly onWait?: (wait: Wait) => void;
}

/** Sends single requests through Microsoft's Graph client on our handlers, and turns refusals into errors. */
export class GraphSender {
  readonly #client: Client;
  readonly #options: DirectoryOptions;
  calls = 0;

  constructor(options: DirectoryOptions) {
    const { cloud, tokens, transport, clock, log, onWait = () => undefined } = options;
    this.#options = options;
    this.#client = Client.initWithMiddleware({
      baseUrl: `${cloud.graph}/`,
      middleware: [
        new TokenHandler(tokens),
        new RetryHandler({ clock, log, onWait }),
        new TransportHandler({
          transport,
          clock,
          log,
          onSend: () => {
            this.calls++;
          },
        }),
      ],
    });
  }

  /**
   * The parsed body of a 2xx answer; text when it is not JSON, undefined when it is empty.
   *
   * @throws a `DomainError` of this room or of the token source, or an `AbortError`
   */
  async send(request: GraphRequest, signal: AbortSignal | undefined): Promise<unknown> {
    throwIfAborted(signal);
    const call = new GraphCall({
      scopes: graphScopes(this.#options.cloud, [...readPermissions, ...(request.scopes ?? [])]),
      repeatable: request.method === 'GET' || request.idempotent === true,
      signal,
      path: request.path.split('?')[0] ?? '',
      clientRequestId: randomUUID(),
    });
    const response = await this.#exchange(request, call);
    if (response.ok) {
      return readBody(response);
    }
    if (response.status === 404 && request.method === 'DELETE' && call.answerLost) {
      return undefined;
    }
    const error = graphError({
      method: request.method,
      path: request.path,
      status: response.status,
      body: await readBody(response).catch(() => undefined),
      requestId: response.headers.get('request-id') ?? undefined,
      clientRequestId: call.clientRequestId,
      wait: retryAfter(response.headers.get('retry-after'), this.#options.clock.now()),
    });
    this.#options.log.warn('Graph refused a request', { reason: error.reason, ...withoutMessage(error.params) });
    throw error;
  }

  async #exchange(request: GraphRequest, call: GraphCall): Promise<Response> {
    const pending = this.#client
      .api(safePath(request.path))
      .version(request.version ?? 'v1.0')
      .headers({ ...request.headers })
      .middlewareOptions([call])
      .responseType(ResponseType.RAW);
    try {
      switch (request.method) {
        case 'GET':
          return await pending.get();
        case 'POST':
          return await pending.post(request.body);
        case 'PATCH':
          return await pending.patch(request.body);
        case 'PUT':
          return await pending.put(request.body);
        case 'DELETE':
          return await pending.delete();
      }
    } catch (error) {
      throw call.failure ?? error;
    }
  }
}

/**
 * The client library takes `https://` anywhere in a path, also inside a filter, for a whole address, and would send
 * the token there. Ours are relative.
 */
function safePath(path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) {
    throw directoryError('invalidPath', { path: path.split('?')[0] });
  }
  return path.replaceAll('://', '%3A%2F%2F').replaceAll('#', '%23');
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') {
    return undefined;
  }
  if (!/\bjson\b/i.test(response.headers.get('content-type') ?? 'json')) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw directoryError('unexpectedAnswer', { status: response.status }, error);
  }
}

/** Graph's message can quote names and values of the tenant: shown to the user, not logged. */
function withoutMessage(params: DomainError['params']): DomainError['params'] {
  return { ...params, message: undefined };
}
