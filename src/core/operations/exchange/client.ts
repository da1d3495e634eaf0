import { randomUUID } from 'node:crypto';
import { retryAfter } from '../../identity/retryAfter.ts';
import { throwIfAborted } from '../../shared/clock.ts';
import { isAbort } from '../../shared/errors.ts';
import type { Clock, HttpTransport, Log } from '../../shared/ports.ts';
import { operationError } from '../errors.ts';
import { exchangeError } from './exchangeError.ts';

export interface ExchangeClientOptions {
  /** Origin of the service, `https://outlook.office365.com`. */
  readonly origin: string;
  readonly tenantId: string;
  readonly appId: string;
  /** Security & Compliance: tells the errors which permission to name. */
  readonly compliance: boolean;
  /** A bearer token; `refused` is one that the service did not take. */
  readonly token: (signal: AbortSignal | undefined, refused?: string) => Promise<string>;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** Called before a wait that someone should see. */
  readonly onWait?: (seconds: number) => Promise<void>;
  /** A warning that came with an answer, in the service's words. */
  readonly onWarning?: (message: string) => Promise<void>;
}

/** One object as the service puts it: plain JSON. */
export type ExchangeObject = Readonly<Record<string, unknown>>;

const pageSize = 1000;
const tries = 5;
/** A longer wait than this is told instead of waited for, in milliseconds. */
const longestWait = 5 * 60_000;
/** The system mailbox app-only requests are routed by; the same for every tenant. */
const anchorMailbox = 'bb558c35-97f1-4cb9-8ff7-d53741dc928c';

/**
 * The REST endpoint that the Exchange Online PowerShell module itself uses. Microsoft does not promise it to others; the
 * console says so once when it connects.
 */
export class ExchangeClient {
  readonly #options: ExchangeClientOptions;
  /** Requests sent so far, retries included. */
  requests = 0;
  /** Warnings that came with answers so far. */
  warnings = 0;

  constructor(options: ExchangeClientOptions) {
    this.#options = options;
  }

  /**
   * Runs a cmdlet; its output arrives page by page, and no page is asked for before the one in hand is used up.
   *
   * @throws Forbidden, NotFound, InvalidInput, AlreadyExists, Throttled or Network of this room, or an AbortError
   */
  async *invoke(
    cmdlet: string,
    parameters: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ExchangeObject> {
    const first = `${this.#options.origin}/adminapi/beta/${encodeURIComponent(this.#options.tenantId)}/InvokeCommand`;
    const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
    let address: string | undefined = first;
    while (address !== undefined) {
      const page: unknown = await this.#send(address, body, cmdlet, signal);
      const {
        value,
        '@odata.nextLink': next,
        '@adminapi.warnings': warnings,
      } = (page ?? {}) as Readonly<Record<string, unknown>>;
      if (value !== undefined && !Array.isArray(value)) {
        throw operationError('exchangeUnreadable', { cmdlet });
      }
      for (const item of value ?? []) {
        throwIfAborted(signal);
        yield typeof item === 'object' && item !== null ? (item as ExchangeObject) : { value: item };
      }
      for (const warning of Array.isArray(warnings) ? warnings : []) {
        this.warnings += 1;
        await this.#options.onWarning?.(String(warning).slice(0, 500));
      }
      throwIfAborted(signal);
      address = typeof next === 'string' && next !== '' ? this.#checked(next, address, cmdlet) : undefined;
    }
  }

  /** The next page must be on the same service: the token goes with the request. */
  #checked(next: string, current: string, cmdlet: string): string {
    const url = URL.canParse(next, current) ? new URL(next, current) : undefined;
    if (url === undefined || url.origin !== new URL(this.#options.origin).origin || url.href === current) {
      throw operationError('exchangeUnreadable', { cmdlet });
    }
    return url.href;
  }

  async #send(address: string, body: string, cmdlet: string, signal: AbortSignal | undefined): Promise<unknown> {
    const isRead = /^(?:Get|Test|Search)-/i.test(cmdlet);
    let refused: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const token = await this.#options.token(signal, refused);
      const outcome = await this.#once(address, body, cmdlet, token, signal);
      if (outcome.kind === 'answer') {
        return outcome.body;
      }
      if (outcome.kind === 'refused' && outcome.status === 401 && refused === undefined) {
        refused = token;
        continue;
      }
      const throttled = outcome.kind === 'refused' && (outcome.status === 429 || outcome.status === 503);
      // A change whose answer was lost may have been made: only reads are repeated then.
      const repeatable = throttled || (isRead && (outcome.kind === 'broken' || outcome.status >= 500));
      const wait = (outcome.kind === 'refused' ? outcome.retryAfter : undefined) ?? 1000 * 2 ** (attempt - 1);
      if (!repeatable || attempt >= tries || wait > longestWait) {
        throw outcome.error;
      }
      await this.#options.onWait?.(Math.ceil(wait / 1000));
      await this.#options.clock.sleep(wait, signal);
    }
  }

  async #once(
    address: string,
    body: string,
    cmdlet: string,
    token: string,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    const { tenantId, transport, clock, log, compliance, appId } = this.#options;
    const requestId = randomUUID();
    const started = clock.now().getTime();
    this.requests += 1;
    let response: Response;
    let text: string;
    try {
      response = await transport(address, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          'Content-Type': 'application/json; charset=utf-8',
          'X-AnchorMailbox': `APP:SystemMailbox{${anchorMailbox}}@${tenantId}`,
          'X-ResponseFormat': 'json',
          'X-SerializationLevel': 'Partial',
          'X-CmdletName': cmdlet,
          'client-request-id': requestId,
          Prefer: `odata.maxpagesize=${pageSize}`,
        },
        ...(signal === undefined ? {} : { signal }),
      });
      text = await response.text();
    } catch (error) {
      throwIfAborted(signal);
      if (isAbort(error)) {
        throw error;
      }
      log.warn('An Exchange request broke', { cmdlet, requestId });
      return {
        kind: 'broken',
        error: operationError(
          'exchangeUnavailable',
          { cmdlet, requestId, status: 0, message: '', service: compliance ? 'securityCompliance' : 'exchangeOnline' },
          error,
        ),
      };
    }
    const serviceId = response.headers.get('request-id') ?? requestId;
    log.debug('Exchange request', {
      cmdlet,
      status: response.status,
      requestId: serviceId,
      milliseconds: clock.now().getTime() - started,
    });
    const parsed = parse(text);
    if (response.ok) {
      if (text !== '' && parsed === undefined) {
        throw operationError('exchangeUnreadable', { cmdlet, requestId: serviceId });
      }
      return { kind: 'answer', body: parsed };
    }
    return {
      kind: 'refused',
      status: response.status,
      retryAfter: retryAfter(response.headers.get('retry-after'), clock.now()),
      error: exchangeError({ status: response.status, body: parsed, requestId: serviceId, cmdlet, compliance, appId }),
    };
  }
}

type Outcome =
  | { readonly kind: 'answer'; readonly body: unknown }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly retryAfter: number | undefined;
      readonly error: Error;
    }
  | { readonly kind: 'broken'; readonly error: Error };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
