import { createHash, randomBytes } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';
import { TokenError } from './tokenError.ts';

const collection = 'refreshTokens';
const lifetime = 90 * 24 * 60 * 60 * 1000;
/** Older ones are forgotten: a client that renews its token every hour must not let the state grow. */
const kept = 64;

export interface RefreshGrant {
  readonly appId: string;
  readonly userId: string;
  /** The `scope` the user signed in with. */
  readonly scope: string;
}

/**
 * Refresh tokens survive a restart, so the state holds them: by hash, as it may be read by anyone. Each use gives a new one;
 * the one used stays valid until it ends, as Microsoft Entra leaves it (two windows may share a cache).
 */
export class RefreshTokens {
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  issue(grant: RefreshGrant): string {
    const token = `1.${randomBytes(48).toString('base64url')}`;
    const id = hash(token);
    const now = this.#context.clock.now().getTime();
    const stored = { id, ...grant, issuedAt: now };
    const newest = [stored, ...Object.values(this.#stored())]
      .filter((one) => Number(one.issuedAt) + lifetime > now)
      .sort((a, b) => Number(b.issuedAt) - Number(a.issuedAt))
      .slice(0, kept);
    this.#context.state.collections[collection] = Object.fromEntries(newest.map((one) => [one.id, one]));
    this.#context.changed();
    return token;
  }

  /** What `token` stands for. AADSTS70000 when it is none or another client's, 70008 when it has expired. */
  redeem(token: string, appId: string): RefreshGrant {
    const stored = this.#stored()[hash(token)];
    if (stored === undefined || stored.appId !== appId) {
      throw new TokenError(
        70000,
        'Provided grant is invalid or malformed. The refresh token is not recognized; sign in again.',
      );
    }
    if (Number(stored.issuedAt) + lifetime <= this.#context.clock.now().getTime()) {
      throw new TokenError(
        70008,
        'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
      );
    }
    return { appId, userId: String(stored.userId), scope: String(stored.scope) };
  }

  #stored(): Record<string, GraphObject> {
    return this.#context.state.collections[collection] ?? {};
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
