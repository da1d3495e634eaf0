import { createHash, createPublicKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';

/** How long a public key stays published after its last possible use: the longest token lifetime with a margin. */
const publishedFor = 24 * 60 * 60 * 1000;

const collection = 'signingKeys';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** The key pair of this process. Making one takes long enough to be noticed, so all sample tenants of a process share it. */
let ownKeys: Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> | undefined;

/**
 * The key the sample tenant signs its tokens with. Made on first use and kept in memory only; its public half is part of the
 * state, so tokens that were issued before a restart are still recognised afterwards.
 */
export class SigningKeys {
  readonly #context: SandboxContext;
  #current: Promise<SigningKey> | undefined;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  current(): Promise<SigningKey> {
    this.#current ??= this.#publish();
    return this.#current;
  }

  /** The public key with `kid`; undefined when no key of that name is published. */
  publicKey(kid: unknown): KeyObject | undefined {
    const stored = typeof kid === 'string' ? this.#published()[kid] : undefined;
    return stored === undefined ? undefined : createPublicKey({ key: stored.jwk as JsonWebKey, format: 'jwk' });
  }

  /** Keys for the JWKS document, the current one first. */
  async jwks(issuer: string): Promise<readonly object[]> {
    const { kid } = await this.current();
    const keys = Object.values(this.#published()).sort((a, b) => Number(b.id === kid) - Number(a.id === kid));
    return keys.map((key) => ({ ...(key.jwk as object), use: 'sig', kid: key.id, x5t: key.id, alg: 'RS256', issuer }));
  }

  #published(): Record<string, GraphObject> {
    return this.#context.state.collections[collection] ?? {};
  }

  async #publish(): Promise<SigningKey> {
    ownKeys ??= generate();
    const pair = await ownKeys;
    const kid = createHash('sha1')
      .update(pair.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64url');
    const now = this.#context.clock.now().getTime();
    const keys = { ...this.#published() };
    for (const key of Object.values(keys)) {
      if (typeof key.createdAt !== 'number' || now - key.createdAt > publishedFor) {
        delete keys[key.id];
      }
    }
    keys[kid] = { id: kid, createdAt: now, jwk: pair.publicKey.export({ format: 'jwk' }) };
    this.#context.state.collections[collection] = keys;
    this.#context.changed();
    return { kid, privateKey: pair.privateKey };
  }
}

function generate(): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return new Promise((resolve, reject) => {
    generateKeyPair('rsa', { modulusLength: 2048 }, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
}
