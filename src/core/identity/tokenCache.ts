import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import type { Log, SecretKey, SecretStore } from '../shared/ports.ts';

/**
 * MSAL's token cache of one tenant in the secret store. It is read on every use, because another window may have
 * written it, and never kept on a field. A cache that can't be read means signed out: it is deleted, and the log learns
 * that it happened but not what it held.
 */
export class TenantTokenCache implements ICachePlugin {
  readonly #key: SecretKey;
  readonly #secrets: SecretStore;
  readonly #log: Log;
  readonly #tenantId: string;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(tenantId: string, secrets: SecretStore, log: Log) {
    this.#key = `tenant/${tenantId}/tokenCache`;
    this.#tenantId = tenantId;
    this.#secrets = secrets;
    this.#log = log;
  }

  async beforeCacheAccess(context: TokenCacheContext): Promise<void> {
    const text = this.#closed ? undefined : await this.#secrets.get(this.#key);
    if (text === undefined) {
      return;
    }
    try {
      if (!isCache(JSON.parse(text))) {
        throw new TypeError('not a token cache');
      }
      context.tokenCache.deserialize(text);
    } catch {
      this.#log.warn('The stored sign-in of a tenant can not be read; it counts as signed out', {
        tenantId: this.#tenantId,
      });
      await this.#secrets.delete(this.#key);
    }
  }

  async afterCacheAccess(context: TokenCacheContext): Promise<void> {
    if (context.cacheHasChanged) {
      await this.write(context.tokenCache.serialize());
    }
  }

  /** Stores a serialized cache; does nothing once the cache is deleted. */
  async write(serialized: string): Promise<void> {
    const write = this.#writing.then(() => (this.#closed ? undefined : this.#secrets.set(this.#key, serialized)));
    this.#writing = write.catch(() => undefined);
    await write;
  }

  /** Stops reading and writing: a refresh that is still under way can't put its tokens back. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  /** Deletes the tokens, for good. */
  async delete(): Promise<void> {
    await this.close();
    await this.#secrets.delete(this.#key);
  }
}

function isCache(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((section) => typeof section === 'object' && section !== null)
  );
}
