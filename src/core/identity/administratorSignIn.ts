import { request } from 'node:http';
import {
  type AccountInfo,
  type AuthenticationResult,
  type ICachePlugin,
  LogLevel,
  PublicClientApplication,
} from '@azure/msal-node';
import { abortError, throwIfAborted } from '../shared/clock.ts';
import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { needsUser, type Refusal, refusalError } from './aadsts.ts';
import { identityError } from './errors.ts';
import { msalFailure, silentRefusal } from './msalFailure.ts';
import { MsalNetwork } from './msalNetwork.ts';
import { englishPages, type SignInPages, signInPage } from './signInPages.ts';
import type { Cloud } from './types.ts';

/** Microsoft Graph Command Line Tools: a public client every tenant knows, with the redirect `http://localhost`. */
export const defaultClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

export type SignInMethod = 'browser' | 'deviceCode';

/** What the user needs to sign in on another device or in another browser. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** Microsoft's own sentence, in English. */
  readonly message: string;
  readonly expiresOn: Date;
}

/** Why the user is asked. */
export interface SignInOccasion {
  readonly purpose: 'signIn' | 'moreAccess' | 'lapsed';
  /** Delegated permission scopes asked for. */
  readonly scopes: readonly string[];
  /** Tenant id or domain; undefined when the account decides. */
  readonly tenant?: string | undefined;
  /** User principal name, when it is known already. */
  readonly account?: string | undefined;
}

/**
 * How the user is asked. `finished` aborts as soon as nothing is to be shown any more (signed in, failed, cancelled). The
 * returned promise may stay pending meanwhile; rejecting it ends the sign-in with that error, so a Cancel button rejects
 * with an `AbortError`.
 */
export interface SignInPrompts {
  openBrowser(url: string, occasion: SignInOccasion, finished: AbortSignal): Promise<void>;
  showDeviceCode(code: DeviceCode, occasion: SignInOccasion, finished: AbortSignal): Promise<void>;
  /** What the browser shows at the end, in the user's language; English when absent. */
  readonly pages?: SignInPages;
}

export interface AdministratorSignInOptions {
  readonly cloud: Cloud;
  /** Application id of the public client. */
  readonly clientId: string;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** Discovery documents by address, shared by the sign-ins of one process. */
  readonly discovery?: Map<string, unknown>;
}

/** Signs an administrator in to a cloud with MSAL's public client: in the browser, by device code, or silently from a cache. */
export class AdministratorSignIn {
  readonly #options: AdministratorSignInOptions;

  constructor(options: AdministratorSignInOptions) {
    this.#options = options;
  }

  /**
   * Asks the user to sign in.
   *
   * @returns MSAL's result and its cache, serialized
   * @throws AbortError when `signal` aborts or the prompt was cancelled; a `DomainError` of this room otherwise
   */
  async interactive(request: {
    readonly method: SignInMethod;
    readonly occasion: SignInOccasion;
    readonly prompts: SignInPrompts;
    readonly signal?: AbortSignal | undefined;
  }): Promise<{ readonly result: AuthenticationResult; readonly cache: string }> {
    throwIfAborted(request.signal);
    const ended = new AbortController();
    const cancel = () => ended.abort();
    request.signal?.addEventListener('abort', cancel, { once: true });
    const network = this.#network(ended.signal);
    const facts = { tenant: request.occasion.tenant };
    try {
      await this.#checkTenant(request.occasion.tenant, network);
      const client = this.#client(request.occasion.tenant, network);
      const result = await this.#ask(client, request, ended.signal, network);
      return { result, cache: client.getTokenCache().serialize() };
    } catch (error) {
      if (request.signal?.aborted) {
        throw abortError();
      }
      throw msalFailure(error, network, facts);
    } finally {
      // Ends the prompt, and whatever of MSAL's work still waits when this was left early.
      ended.abort();
      request.signal?.removeEventListener('abort', cancel);
    }
  }

  /**
   * A token from the cache, or by the refresh token in it. Gives the refusal when only the user can mend it.
   *
   * @throws AbortError, or a `DomainError` when the service can't be reached
   */
  async silent(request: {
    readonly tenantId: string;
    readonly homeAccountId: string;
    readonly scopes: readonly string[];
    readonly cache: ICachePlugin;
    readonly forceRefresh: boolean;
    readonly signal?: AbortSignal | undefined;
  }): Promise<AuthenticationResult | Refusal> {
    const network = this.#network(request.signal);
    const client = this.#client(request.tenantId, network, request.cache);
    const account = await findAccount(client, request.homeAccountId, request.tenantId);
    if (!account) {
      return { status: 0, error: 'login_required' };
    }
    try {
      return await client.acquireTokenSilent({
        account,
        scopes: [...request.scopes],
        forceRefresh: request.forceRefresh,
      });
    } catch (error) {
      const refusal = silentRefusal(error, network);
      if (refusal && needsUser(refusal)) {
        return refusal;
      }
      throw msalFailure(error, network, { tenant: request.tenantId });
    }
  }

  /** A tenant that does not exist is found out here: the browser would show Microsoft's page, and MSAL wait on. */
  async #checkTenant(tenant: string | undefined, network: MsalNetwork): Promise<void> {
    if (tenant !== undefined) {
      const { authority } = this.#options.cloud;
      await network.sendGetRequestAsync(`${authority}/${tenant}/v2.0/.well-known/openid-configuration`);
      if (network.refusal) {
        throw refusalError(network.refusal, { tenant });
      }
    }
  }

  #network(signal: AbortSignal | undefined): MsalNetwork {
    const { transport, clock, log, discovery } = this.#options;
    return new MsalNetwork({ transport, clock, log, signal, ...(discovery ? { discovery } : {}) });
  }

  #client(tenant: string | undefined, network: MsalNetwork, cache?: ICachePlugin): PublicClientApplication {
    const { cloud, clientId } = this.#options;
    return new PublicClientApplication({
      auth: {
        clientId,
        authority: `${cloud.authority}/${tenant ?? 'organizations'}`,
        // MSAL trusts Microsoft's own clouds by a built-in list; asking them about another would tell them of it.
        ...(cloud.id === 'Custom' ? { knownAuthorities: [new URL(cloud.authority).host] } : {}),
      },
      ...(cache ? { cache: { cachePlugin: cache } } : {}),
      system: { networkClient: network, loggerOptions: silentLogger },
    });
  }

  async #ask(
    client: PublicClientApplication,
    { method, occasion, prompts }: { method: SignInMethod; occasion: SignInOccasion; prompts: SignInPrompts },
    ended: AbortSignal,
    network: MsalNetwork,
  ): Promise<AuthenticationResult> {
    const facts = { tenant: occasion.tenant };
    const { promise: interrupted, reject: interrupt } = deferred();
    const onEnd = () => interrupt(abortError());
    ended.addEventListener('abort', onEnd, { once: true });
    // MSAL awaits the prompt's callback; ours returns at once and the prompt may stay as long as the sign-in does.
    const show = (prompt: () => Promise<void>) => {
      (async () => prompt())().catch(interrupt);
    };
    const scopes = [...occasion.scopes];
    try {
      if (method === 'deviceCode') {
        const request = {
          scopes,
          cancel: false,
          deviceCodeCallback: (code: MsalDeviceCode) => {
            // MSAL does not look whether it got one.
            if (network.refusal) {
              interrupt(refusalError(network.refusal, facts));
            } else {
              show(() => prompts.showDeviceCode(this.#deviceCode(code), occasion, ended));
            }
          },
        };
        ended.addEventListener('abort', () => (request.cancel = true), { once: true });
        const result = await Promise.race([client.acquireTokenByDeviceCode(request), interrupted]);
        if (!result) {
          throw identityError('failed', { ...facts, detail: 'no_result' });
        }
        return result;
      }
      let release: () => void = () => undefined;
      const acquired = client.acquireTokenInteractive({
        scopes,
        // A known account needs no choice; consent is asked for by Entra itself where it is missing.
        ...(occasion.account ? { loginHint: occasion.account } : { prompt: 'select_account' }),
        successTemplate: signInPage(prompts.pages?.signedIn ?? englishPages.signedIn),
        errorTemplate: signInPage(prompts.pages?.notSignedIn ?? englishPages.notSignedIn),
        openBrowser: async (url) => {
          throwIfAborted(ended);
          release = () => releaseLoopback(url);
          show(() => prompts.openBrowser(url, occasion, ended));
        },
      });
      return await Promise.race([acquired, interrupted]).catch((error: unknown) => {
        release();
        throw error;
      });
    } finally {
      ended.removeEventListener('abort', onEnd);
    }
  }

  #deviceCode(code: MsalDeviceCode): DeviceCode {
    return {
      userCode: code.userCode,
      verificationUri: code.verificationUri,
      message: code.message,
      expiresOn: new Date(this.#options.clock.now().getTime() + code.expiresIn * 1000),
    };
  }
}

interface MsalDeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly message: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** MSAL logs little of use and could log more in another version; the network client logs what we want to know. */
const silentLogger = { loggerCallback: () => undefined, logLevel: LogLevel.Error, piiLoggingEnabled: false };

async function findAccount(
  client: PublicClientApplication,
  homeAccountId: string,
  tenantId: string,
): Promise<AccountInfo | undefined> {
  const accounts = await client.getAllAccounts();
  const own = accounts.filter((account) => account.homeAccountId === homeAccountId);
  return own.find((account) => account.tenantId === tenantId) ?? own[0];
}

function deferred(): { promise: Promise<never>; reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  // Nobody may be racing any more when it is rejected.
  promise.catch(() => undefined);
  return { promise, reject };
}

/**
 * MSAL waits for the browser without an end and offers no way to stop: it gets the answer it waits for, an error, from
 * us, and then closes its loopback server.
 */
function releaseLoopback(authorizationUrl: string): void {
  const { searchParams } = new URL(authorizationUrl);
  const redirect = new URL(searchParams.get('redirect_uri') ?? '');
  const body = new URLSearchParams({ error: 'cancelled', state: searchParams.get('state') ?? '' }).toString();
  const post = request({
    host: '127.0.0.1',
    port: redirect.port,
    path: '/',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
  });
  post.on('response', (response) => response.resume());
  // The server is gone already when the sign-in ended by itself.
  post.on('error', () => undefined);
  post.end(body);
}
