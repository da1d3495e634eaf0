import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { abortError, throwIfAborted } from '../shared/clock.ts';
import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { type Refusal, readRefusal } from './aadsts.ts';
import { skewFromDate } from './clockSkew.ts';
import { identityError } from './errors.ts';
import { retryAfter } from './retryAfter.ts';
import { timeLimit } from './timeLimit.ts';

const requestSeconds = 60;
const retries = 4;
/** A longer wait than this is told to the user instead of waited for. */
const longestWait = 120_000;

export interface MsalNetworkOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
  /** Discovery documents that were fetched before, by address; shared by the sign-ins of one process. */
  readonly discovery?: Map<string, unknown>;
}

/**
 * MSAL's way to the network, on our transport. One object serves one token acquisition, because MSAL replaces what
 * goes wrong here by an error of its own: the true cause is kept in `failure` and `refusal` for whoever called MSAL.
 */
export class MsalNetwork implements INetworkModule {
  /** Why the exchange failed before there was an answer: a `DomainError` or an `AbortError`. */
  failure: Error | undefined;
  /** The last answer of the token endpoint that was an error. */
  refusal: Refusal | undefined;
  /** How far this computer's clock was ahead of the sign-in service's, milliseconds. */
  skew: number | undefined;
  readonly #options: MsalNetworkOptions;

  constructor(options: MsalNetworkOptions) {
    this.#options = options;
  }

  async sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const known = this.#options.discovery?.get(url);
    if (known !== undefined) {
      return { headers: {}, body: known as T, status: 200 };
    }
    const answer = await this.#send<T>(url, 'GET', options);
    if (answer.status === 200) {
      this.#options.discovery?.set(url, answer.body);
    }
    return answer;
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#send<T>(url, 'POST', options);
  }

  async #send<T>(url: string, method: 'GET' | 'POST', options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const { clock, log, signal } = this.#options;
    const host = new URL(url).host;
    try {
      for (let attempt = 0; ; attempt++) {
        const answer = await this.#exchange(url, host, method, options);
        if (answer.status !== 429 && answer.status !== 503) {
          return await this.#read<T>(answer, host);
        }
        const wait = retryAfter(answer.headers.get('retry-after'), clock.now()) ?? 1000 * 2 ** attempt;
        await answer.body?.cancel();
        if (attempt === retries || wait > longestWait) {
          throw identityError('throttled', { host, seconds: Math.ceil(wait / 1000) });
        }
        log.info('The sign-in service asked to wait', { host, status: answer.status, milliseconds: wait });
        await clock.sleep(wait, signal);
      }
    } catch (error) {
      this.failure = error instanceof Error ? error : undefined;
      throw error;
    }
  }

  async #exchange(url: string, host: string, method: string, options?: NetworkRequestOptions): Promise<Response> {
    const { transport, clock, log, signal } = this.#options;
    throwIfAborted(signal);
    const limit = timeLimit(requestSeconds * 1000, signal);
    const started = clock.now().getTime();
    try {
      const response = await transport(url, {
        method,
        headers: { ...options?.headers },
        ...(method === 'POST' ? { body: options?.body ?? '' } : {}),
        signal: limit.signal,
      });
      // Read here, so that the time limit covers the body as well.
      const body = response.status === 204 ? null : await response.arrayBuffer();
      this.skew = skewFromDate(response.headers.get('date'), clock.now()) ?? this.skew;
      log.debug('Sign-in request', {
        method,
        host,
        status: response.status,
        milliseconds: clock.now().getTime() - started,
        requestId: response.headers.get('x-ms-request-id') ?? undefined,
      });
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (error) {
      if (signal?.aborted) {
        throw abortError();
      }
      log.warn('Sign-in request failed', { method, host, cause: error instanceof Error ? error.name : typeof error });
      throw limit.expired()
        ? identityError('noAnswer', { host, seconds: requestSeconds }, error)
        : identityError('unreachable', { host }, error);
    } finally {
      limit.clear();
    }
  }

  async #read<T>(response: Response, host: string): Promise<NetworkResponse<T>> {
    let body: unknown;
    try {
      body = JSON.parse(await response.text());
    } catch (error) {
      // A proxy's log-in page, a captive portal, a wrong address in settings.
      throw identityError('notASignInService', { host, status: response.status }, error);
    }
    this.refusal = response.status >= 400 ? readRefusal(response.status, body) : undefined;
    return { headers: Object.fromEntries(response.headers), body: body as T, status: response.status };
  }
}
