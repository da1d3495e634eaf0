import type { AuthenticationResult } from '@azure/msal-node';
import { abortError, throwIfAborted } from '../shared/clock.ts';
import type { Refusal } from './aadsts.ts';
import type { AdministratorSignIn, SignInPrompts } from './administratorSignIn.ts';
import { identityError } from './errors.ts';
import type { TenantRecord } from './tenantRecord.ts';
import type { TenantTokenCache } from './tokenCache.ts';
import type { AccessTokenOptions, AccessTokenSource } from './types.ts';

/** Tokens of one signed-in tenant: silently where that works, else by asking the user as at sign-in. */
export class TenantTokens implements AccessTokenSource {
  readonly #record: TenantRecord;
  readonly #signIn: AdministratorSignIn;
  readonly #cache: TenantTokenCache;
  readonly #prompts: SignInPrompts;
  readonly #closed = new AbortController();
  readonly #silent = new Map<string, Promise<AuthenticationResult | Refusal>>();
  /** The question on screen; another one waits for its end. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(
    record: TenantRecord,
    { signIn, cache, prompts }: { signIn: AdministratorSignIn; cache: TenantTokenCache; prompts: SignInPrompts },
  ) {
    this.#record = record;
    this.#signIn = signIn;
    this.#cache = cache;
    this.#prompts = prompts;
  }

  async accessToken(
    scopes: readonly string[],
    signal?: AbortSignal,
    options: AccessTokenOptions = {},
  ): Promise<string> {
    throwIfAborted(signal);
    this.#checkOpen();
    const first = await unlessAborted(this.#trySilent(scopes, options.forceRefresh ?? false), signal);
    if (isResult(first)) {
      return first.accessToken;
    }
    if (options.interactive === false) {
      throw identityError('signInNeeded', { tenant: this.#record.tenant.domain, aadsts: first.aadsts });
    }
    return this.#ask(scopes, signal);
  }

  /** Ends what is under way; every later call fails with `NotSignedIn`. The tokens stay stored. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#cache.close();
  }

  /** Closes, and deletes the tokens. */
  async delete(): Promise<void> {
    this.#closed.abort();
    await this.#cache.delete();
  }

  /** The same silent request made twice at once is one. A caller who leaves does not end it for the others. */
  #trySilent(scopes: readonly string[], forceRefresh: boolean): Promise<AuthenticationResult | Refusal> {
    const key = `${forceRefresh} ${[...scopes].sort().join(' ')}`;
    const running = this.#silent.get(key);
    if (running) {
      return running;
    }
    const request = this.#signIn
      .silent({
        tenantId: this.#record.tenant.tenantId,
        homeAccountId: this.#record.homeAccountId,
        scopes,
        cache: this.#cache,
        forceRefresh,
        signal: this.#closed.signal,
      })
      .catch((error: unknown) => {
        this.#checkOpen();
        throw error;
      })
      .finally(() => this.#silent.delete(key));
    this.#silent.set(key, request);
    return request;
  }

  async #ask(scopes: readonly string[], signal: AbortSignal | undefined): Promise<string> {
    const before = this.#asking;
    const answer = (async () => {
      // Several changes at once need the same consent: the second finds it given.
      await unlessAborted(before, signal).catch(() => throwIfAborted(signal));
      const again = await unlessAborted(this.#trySilent(scopes, false), signal);
      return isResult(again) ? again.accessToken : await this.#interactive(scopes, again, signal);
    })();
    this.#asking = answer.catch(() => undefined);
    return answer;
  }

  async #interactive(scopes: readonly string[], why: Refusal, signal: AbortSignal | undefined): Promise<string> {
    this.#checkOpen();
    const { tenant, method, homeAccountId } = this.#record;
    const consent = why.error === 'consent_required' || why.aadsts === 'AADSTS65001';
    const ended = new AbortController();
    const end = () => ended.abort();
    signal?.addEventListener('abort', end, { once: true });
    this.#closed.signal.addEventListener('abort', end, { once: true });
    try {
      const { result, cache } = await this.#signIn.interactive({
        method,
        occasion: {
          purpose: consent ? 'moreAccess' : 'lapsed',
          scopes,
          tenant: tenant.tenantId,
          account: tenant.account,
        },
        prompts: this.#prompts,
        signal: ended.signal,
      });
      if (result.account && result.account.homeAccountId !== homeAccountId) {
        throw identityError('otherAccount', { tenant: tenant.domain, account: tenant.account });
      }
      await this.#cache.write(cache);
      return result.accessToken;
    } finally {
      signal?.removeEventListener('abort', end);
      this.#closed.signal.removeEventListener('abort', end);
    }
  }

  #checkOpen(): void {
    if (this.#closed.signal.aborted) {
      throw identityError('notSignedIn', { tenant: this.#record.tenant.domain });
    }
  }
}

function isResult(value: AuthenticationResult | Refusal): value is AuthenticationResult {
  return 'accessToken' in value;
}

/** The outcome of `work`, or an `AbortError` as soon as `signal` aborts; the work itself goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) {
    return work;
  }
  // Nobody else may be listening when the work fails after its caller has left.
  work.catch(() => undefined);
  throwIfAborted(signal);
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortError());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
