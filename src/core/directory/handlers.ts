import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { retryAfter } from '../identity/retryAfter.ts';
import { timeLimit } from '../identity/timeLimit.ts';
import type { AccessTokenSource } from '../identity/types.ts';
import { abortError, throwIfAborted } from '../shared/clock.ts';
import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { directoryError } from './errors.ts';
import { GraphCall } from './graphCall.ts';

/** A wait the user should see. */
export interface Wait {
  readonly reason: 'throttled' | 'unavailable' | 'network';
  readonly milliseconds: number;
}

/** Tries after the first. */
export const retries = 5;
/** A longer wait than this is told to the user instead of waited for. */
export const longestWait = 5 * 60_000;
const answerSeconds = 100;

/** Milliseconds before try `attempt` (from 0) when the service names no time: 1, 2, 4, 8, 16 seconds. */
export function backOff(attempt: number): number {
  return 1000 * 2 ** attempt;
}

abstract class Handler implements Middleware {
  #next: Middleware | undefined;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  abstract execute(context: Context): Promise<void>;

  protected async send(context: Context): Promise<Response> {
    await this.#next?.execute(context);
    return answerOf(context);
  }
}

/** Puts the access token on a request; when Graph refuses it, once more with a fresh one. */
export class TokenHandler extends Handler {
  readonly #tokens: AccessTokenSource;

  constructor(tokens: AccessTokenSource) {
    super();
    this.#tokens = tokens;
  }

  async execute(context: Context): Promise<void> {
    try {
      await this.#authorize(context, false);
      if ((await this.send(context)).status === 401) {
        await this.#authorize(context, true);
        await this.send(context);
      }
    } catch (error) {
      callOf(context).failure = error;
      throw error;
    }
  }

  async #authorize(context: Context, forceRefresh: boolean): Promise<void> {
    const call = callOf(context);
    const token = await this.#tokens.accessToken(call.scopes, call.signal, { forceRefresh });
    setHeader(context, 'Authorization', `Bearer ${token}`);
  }
}

/** Waits as long as Graph asks and sends again; never repeats a change whose answer was lost. */
export class RetryHandler extends Handler {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onWait: (wait: Wait) => void;

  constructor({ clock, log, onWait }: { clock: Clock; log: Log; onWait: (wait: Wait) => void }) {
    super();
    this.#clock = clock;
    this.#log = log;
    this.#onWait = onWait;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    for (let attempt = 0; ; attempt++) {
      let wait: Wait;
      try {
        const answer = await this.send(context);
        const again = this.#again(answer, call, attempt);
        if (!again) {
          return;
        }
        wait = again;
      } catch (error) {
        throwIfAborted(call.signal);
        const sent = !neverSent(error);
        call.answerLost ||= sent;
        if (sent && !call.repeatable) {
          throw directoryError('answerLost', { request: `${context.options?.method} ${call.path}` }, error);
        }
        if (attempt === retries) {
          throw error;
        }
        wait = { reason: 'network', milliseconds: backOff(attempt) };
      }
      this.#log.info('Waiting before a request is sent again', {
        path: call.path,
        ...wait,
        clientRequestId: call.clientRequestId,
      });
      this.#onWait(wait);
      await this.#clock.sleep(wait.milliseconds, call.signal);
    }
  }

  #again(answer: Response, call: GraphCall, attempt: number): Wait | undefined {
    const { status } = answer;
    const refused = status === 429 || status === 503;
    // A gateway that gave up says nothing about whether the change behind it was made.
    const unknown = (status === 500 || status === 502 || status === 504) && call.repeatable;
    if ((!refused && !unknown) || attempt === retries) {
      return undefined;
    }
    const asked = retryAfter(answer.headers.get('retry-after'), this.#clock.now());
    const milliseconds = asked ?? backOff(attempt);
    return milliseconds > longestWait
      ? undefined
      : { reason: status === 429 ? 'throttled' : 'unavailable', milliseconds };
  }
}

/** Sends a request on our transport, within a time limit, and notes both request ids in the log. */
export class TransportHandler extends Handler {
  readonly #transport: HttpTransport;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onSend: () => void;

  constructor(options: { transport: HttpTransport; clock: Clock; log: Log; onSend: () => void }) {
    super();
    this.#transport = options.transport;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#onSend = options.onSend;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    throwIfAborted(call.signal);
    const limit = timeLimit(answerSeconds * 1000, call.signal);
    const url = String(context.request);
    const method = context.options?.method ?? 'GET';
    const facts = { method, path: call.path, clientRequestId: call.clientRequestId };
    const started = this.#clock.now().getTime();
    setHeader(context, 'client-request-id', call.clientRequestId);
    this.#onSend();
    try {
      const response = await this.#transport(url, {
        method,
        headers: context.options?.headers as Record<string, string>,
        ...(context.options?.body === undefined ? {} : { body: context.options.body }),
        signal: limit.signal,
      });
      // Read here, so that the time limit and cancellation cover the body as well.
      const body = await response.text();
      context.response = new Response(body === '' ? null : body, {
        status: response.status,
        headers: response.headers,
      });
      this.#log.debug('Graph request', {
        ...facts,
        status: response.status,
        milliseconds: this.#clock.now().getTime() - started,
        requestId: response.headers.get('request-id') ?? undefined,
      });
    } catch (error) {
      if (call.signal?.aborted) {
        throw abortError();
      }
      const { host } = new URL(url);
      this.#log.warn('Graph request failed', { ...facts, cause: error instanceof Error ? error.name : typeof error });
      throw limit.expired()
        ? directoryError('noAnswer', { host, seconds: answerSeconds }, error)
        : directoryError('unreachable', { host }, error);
    } finally {
      limit.clear();
    }
  }
}

/** Whether the connection failed before the request could leave (the codes are Node's and undici's). */
function neverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && noConnection.has(code)) {
      return true;
    }
  }
  return false;
}

const noConnection = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function callOf(context: Context): GraphCall {
  const call: unknown = context.middlewareControl?.getMiddlewareOptions(GraphCall);
  if (!(call instanceof GraphCall)) {
    throw new TypeError('A Graph request without its call');
  }
  return call;
}

function answerOf(context: Context): Response {
  if (!context.response) {
    throw new TypeError('A Graph request without an answer');
  }
  return context.response;
}

function setHeader(context: Context, name: string, value: string): void {
  context.options = { ...context.options, headers: { ...(context.options?.headers as object), [name]: value } };
}
