import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/ports.ts';
import { TokenError } from './tokenError.ts';

const lifetime = 10 * 60 * 1000;

/** What a user agreed to on the sign-in page. */
export interface AuthorizationGrant {
  readonly appId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  /** PKCE (RFC 7636); undefined when the client sent no challenge. */
  readonly challenge: { readonly value: string; readonly method: 'S256' | 'plain' } | undefined;
}

/** Authorization codes: short-lived, redeemable once, bound to client, redirect address and PKCE verifier. */
export class AuthorizationCodes {
  readonly #codes = new Map<string, AuthorizationGrant & { readonly until: number; redeemed: boolean }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(grant: AuthorizationGrant): string {
    const now = this.#clock.now().getTime();
    for (const [code, one] of this.#codes) {
      if (one.until <= now) {
        this.#codes.delete(code);
      }
    }
    const code = `1.${randomBytes(32).toString('base64url')}`;
    this.#codes.set(code, { ...grant, until: now + lifetime, redeemed: false });
    return code;
  }

  /** Checks and redeems a code; every failure is told apart by its AADSTS code. */
  redeem(code: string, appId: string, redirectUri: string | null, verifier: string | null): AuthorizationGrant {
    const grant = this.#codes.get(code);
    if (grant === undefined || grant.appId !== appId) {
      throw new TokenError(70000, 'Provided grant is invalid or malformed. The authorization code is not recognized.');
    }
    if (grant.redeemed) {
      throw new TokenError(
        54005,
        'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
      );
    }
    if (grant.until <= this.#clock.now().getTime()) {
      throw new TokenError(
        70008,
        'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
      );
    }
    if (grant.redirectUri !== redirectUri) {
      throw new TokenError(
        500112,
        `The reply address '${redirectUri ?? ''}' does not match the reply address '${grant.redirectUri}' provided when requesting Authorization code.`,
      );
    }
    if (!proves(grant.challenge, verifier)) {
      throw new TokenError(
        501481,
        'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
      );
    }
    grant.redeemed = true;
    return grant;
  }
}

function proves(challenge: AuthorizationGrant['challenge'], verifier: string | null): boolean {
  if (challenge === undefined) {
    return true;
  }
  if (!verifier) {
    return false;
  }
  const answer = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return answer === challenge.value;
}
