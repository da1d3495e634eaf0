import { throwIfAborted } from '../shared/clock.ts';
import type { Clock, HttpTransport, KeyValueStore, Log, SecretStore } from '../shared/ports.ts';
import { AdministratorSignIn, defaultClientId, type SignInMethod, type SignInPrompts } from './administratorSignIn.ts';
import { cloudById, clouds } from './clouds.ts';
import { identityError } from './errors.ts';
import { readOrganization } from './organization.ts';
import { type SampleTenantDoor, selfApproving } from './sampleDoor.ts';
import { graphScopes, readPermissions } from './scopes.ts';
import { isGuid, tenantName } from './tenantName.ts';
import { cloudOf, makeRecord, readTenantRecord, type TenantRecord } from './tenantRecord.ts';
import { TenantTokens } from './tenantTokens.ts';
import { TenantTokenCache } from './tokenCache.ts';
import type { AccessTokenOptions, AccessTokenSource, Cloud, CloudId, Tenant } from './types.ts';

export interface TenantSessionsOptions {
  readonly secrets: SecretStore;
  readonly store: KeyValueStore;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** How to ask when a change needs more access, or a sign-in has lapsed. */
  readonly prompts: SignInPrompts;
  /** The public client from settings; Microsoft Graph Command Line Tools when it gives nothing. */
  readonly clientId?: () => string | undefined;
  /** The custom cloud from settings, unchecked. */
  readonly customCloud?: () => unknown;
  /** The sample tenant, opened on first use after a restart. */
  readonly sample?: () => Promise<SampleTenantDoor>;
}

export interface SignInRequest {
  readonly cloud: CloudId;
  /** Tenant id or domain; the account's own tenant when absent. */
  readonly tenant?: string | undefined;
  readonly method: SignInMethod;
  /** Instead of the ones the sessions were made with. */
  readonly prompts?: SignInPrompts;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The tenants an administrator is signed in to. What is not secret about them is in the key-value store (`tenant/{id}`),
 * their tokens in the secret store; both are read on use, so several windows agree.
 */
export class TenantSessions {
  readonly #options: TenantSessionsOptions;
  readonly #tokens = new Map<string, TenantTokens>();
  readonly #samples = new Map<string, SampleTenantDoor>();
  readonly #listeners = new Set<() => void>();
  readonly #discovery = new Map<string, unknown>();

  constructor(options: TenantSessionsOptions) {
    this.#options = options;
  }

  /**
   * Signs an administrator in with the read permissions, and remembers the tenant. Signing in to a tenant again replaces
   * the former sign-in.
   *
   * @throws InvalidInput, SignInFailed, Network, Throttled, AbortError; nothing is remembered then
   */
  async signIn(request: SignInRequest): Promise<Tenant> {
    const cloud = cloudById(request.cloud, this.#options.customCloud?.());
    const tenant = request.tenant?.trim() ? tenantName(request.tenant) : undefined;
    return this.#signIn(cloud, this.#options.transport, { ...request, tenant }, false);
  }

  /** Signs in to the sample tenant: the same sign-in by device code, which the sample approves by itself. */
  async openSample(sample: SampleTenantDoor, signal?: AbortSignal): Promise<Tenant> {
    this.#samples.set(sample.tenantId, sample);
    const { transport, prompts } = selfApproving(sample);
    const request = { tenant: sample.tenantId, method: 'deviceCode', prompts, signal } as const;
    return this.#signIn(clouds.Global, transport, request, true);
  }

  /**
   * Forgets a tenant and deletes its tokens.
   *
   * @throws NotSignedIn when there is no such tenant
   */
  async signOut(tenantId: string): Promise<void> {
    const { secrets, store, log } = this.#options;
    const known = (await store.get(key(tenantId))) !== undefined;
    // Tokens go first: if the second step fails, what is left is harmless.
    await this.#tokens.get(tenantId)?.delete();
    this.#tokens.delete(tenantId);
    await secrets.delete(`tenant/${tenantId}/tokenCache`);
    await store.delete(key(tenantId));
    this.#samples.delete(tenantId);
    if (!known) {
      throw identityError('notSignedIn', { tenant: tenantId });
    }
    log.info('Signed out', { tenantId });
    this.#changed();
  }

  /** Signed-in tenants by display name. A record that can't be read is skipped, and logged. */
  async list(): Promise<readonly Tenant[]> {
    const keys = await this.#options.store.keys('tenant/');
    const records = await Promise.all(keys.map((name) => this.#read(name)));
    return records
      .flatMap((record) => (record ? [record.tenant] : []))
      .sort((a, b) => a.displayName.localeCompare(b.displayName) || a.tenantId.localeCompare(b.tenantId));
  }

  /** @throws NotSignedIn */
  async get(tenantId: string): Promise<Tenant> {
    return (await this.#record(tenantId)).tenant;
  }

  /**
   * Endpoints of the tenant's cloud.
   *
   * @throws NotSignedIn
   */
  async cloud(tenantId: string): Promise<Cloud> {
    return cloudOf(await this.#record(tenantId));
  }

  /** Access tokens of a tenant; `defaults` apply to every request. Whether it is signed in shows when a token is asked for. */
  tokens(tenantId: string, defaults: Pick<AccessTokenOptions, 'interactive'> = {}): AccessTokenSource {
    return {
      accessToken: async (scopes, signal, options) => {
        const record = await this.#record(tenantId);
        const tokens = await this.#tokensOf(record);
        // The sample tenant approves by itself, so nobody is disturbed.
        const interactive = record.tenant.sample ? {} : defaults;
        return tokens.accessToken(scopes, signal, { ...options, ...interactive });
      },
    };
  }

  /** The way to the services of a tenant: the network, or the sample tenant in memory. */
  transportFor(tenantId: string): HttpTransport {
    let transport: Promise<HttpTransport> | undefined;
    return async (input, init) => {
      transport ??= this.#record(tenantId).then((record) => this.#transportOf(record));
      try {
        return await (await transport)(input, init);
      } catch (error) {
        transport = undefined;
        throw error;
      }
    };
  }

  /** Calls `listener` after a tenant was added or removed; gives what ends that. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #signIn(
    cloud: Cloud,
    transport: HttpTransport,
    request: Omit<SignInRequest, 'cloud'>,
    sample: boolean,
  ): Promise<Tenant> {
    const { clock, log, prompts } = this.#options;
    const clientId = this.#clientId(sample);
    const scopes = graphScopes(cloud, readPermissions);
    const { result, cache } = await this.#administrator(cloud, clientId, transport).interactive({
      method: request.method,
      occasion: { purpose: 'signIn', scopes, tenant: request.tenant },
      prompts: request.prompts ?? prompts,
      signal: request.signal,
    });
    const organization = await readOrganization(cloud, result.accessToken, {
      transport,
      clock,
      log,
      signal: request.signal,
    });
    throwIfAborted(request.signal);
    const record = makeRecord({ result, organization, cloud, clientId, sample, request });
    await this.#remember(record, cache);
    log.info('Signed in', { tenantId: record.tenant.tenantId, cloud: cloud.id, method: request.method, sample });
    this.#changed();
    return record.tenant;
  }

  async #remember(record: TenantRecord, cache: string): Promise<void> {
    const { tenantId } = record.tenant;
    await this.#tokens.get(tenantId)?.close();
    this.#tokens.delete(tenantId);
    await this.#cache(tenantId).write(cache);
    await this.#options.store.set(key(tenantId), record);
  }

  async #tokensOf(record: TenantRecord): Promise<TenantTokens> {
    const { tenantId, sample } = record.tenant;
    const known = this.#tokens.get(tenantId);
    if (known) {
      return known;
    }
    const door = sample ? selfApproving(await this.#sample(tenantId)) : undefined;
    const tokens = new TenantTokens(record, {
      signIn: this.#administrator(cloudOf(record), record.clientId, door?.transport ?? this.#options.transport),
      cache: this.#cache(tenantId),
      prompts: door?.prompts ?? this.#options.prompts,
    });
    // Another caller may have come first while the sample opened.
    const first = this.#tokens.get(tenantId) ?? tokens;
    this.#tokens.set(tenantId, first);
    return first;
  }

  async #transportOf({ tenant }: TenantRecord): Promise<HttpTransport> {
    return tenant.sample ? (await this.#sample(tenant.tenantId)).transport : this.#options.transport;
  }

  async #sample(tenantId: string): Promise<SampleTenantDoor> {
    const known = this.#samples.get(tenantId);
    if (known) {
      return known;
    }
    const door = await this.#options.sample?.();
    if (door?.tenantId !== tenantId) {
      throw identityError('notSignedIn', { tenant: tenantId });
    }
    this.#samples.set(tenantId, door);
    return door;
  }

  async #record(tenantId: string): Promise<TenantRecord> {
    const record = await this.#read(key(tenantId));
    if (!record) {
      throw identityError('notSignedIn', { tenant: tenantId });
    }
    return record;
  }

  async #read(name: string): Promise<TenantRecord | undefined> {
    const value = await this.#options.store.get(name);
    const record = readTenantRecord(value);
    if (value !== undefined && !record) {
      this.#options.log.warn('A remembered tenant can not be read and is skipped', { key: name });
    }
    return record;
  }

  #administrator(cloud: Cloud, clientId: string, transport: HttpTransport): AdministratorSignIn {
    const { clock, log } = this.#options;
    return new AdministratorSignIn({ cloud, clientId, transport, clock, log, discovery: this.#discovery });
  }

  #cache(tenantId: string): TenantTokenCache {
    return new TenantTokenCache(tenantId, this.#options.secrets, this.#options.log);
  }

  /** The sample tenant knows Microsoft's client only, whatever the settings say about real tenants. */
  #clientId(sample: boolean): string {
    const id = (sample ? undefined : this.#options.clientId?.()?.trim()) || defaultClientId;
    if (!isGuid(id)) {
      throw identityError('invalidAppId', { appId: id });
    }
    return id;
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

function key(tenantId: string): string {
  return `tenant/${tenantId}`;
}
