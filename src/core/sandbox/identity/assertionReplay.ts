import type { Clock } from '../../shared/ports.ts';
import type { DecodedJwt } from './jwt.ts';
import { TokenError } from './tokenError.ts';

const skew = 5 * 60 * 1000;
/** An assertion that claims to live longer is remembered this long. */
const longest = 24 * 60 * 60 * 1000;

interface Use {
  readonly signature: string;
  /** What this very assertion was exchanged for already. */
  readonly purposes: Set<string>;
  readonly until: number;
}

/**
 * Remembers the assertions that were exchanged for a token. Microsoft's own clients keep one assertion for its ten minutes and
 * exchange it once per resource, so that is let through; exchanging it again for the same, or another assertion under its
 * `jti`, is a replay. Microsoft documents no code for it; it comes as AADSTS50013, "assertion is invalid for various reasons".
 */
export class AssertionReplay {
  readonly #uses = new Map<string, Use>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws when `jwt` was used for `purpose` before. */
  check(jwt: DecodedJwt, appId: string, purpose: string): void {
    const use = this.#uses.get(keyOf(jwt, appId));
    if (use === undefined || use.until <= this.#clock.now().getTime()) {
      return;
    }
    if (use.signature !== signatureOf(jwt) || use.purposes.has(purpose)) {
      throw new TokenError(
        50013,
        `Assertion is invalid. [Reason - The assertion with 'jti' '${String(jwt.payload.jti)}' was used already. Each request needs an assertion of its own.]`,
      );
    }
  }

  /** Notes that `jwt` was exchanged for a token. */
  record(jwt: DecodedJwt, appId: string, purpose: string): void {
    const now = this.#clock.now().getTime();
    for (const [key, use] of this.#uses) {
      if (use.until <= now) {
        this.#uses.delete(key);
      }
    }
    const key = keyOf(jwt, appId);
    const exp = typeof jwt.payload.exp === 'number' ? jwt.payload.exp * 1000 : now;
    const use = this.#uses.get(key) ?? {
      signature: signatureOf(jwt),
      purposes: new Set<string>(),
      until: Math.min(exp + skew, now + longest),
    };
    use.purposes.add(purpose);
    this.#uses.set(key, use);
  }
}

function keyOf(jwt: DecodedJwt, appId: string): string {
  // Without a `jti` the signature itself tells two assertions apart.
  const id = typeof jwt.payload.jti === 'string' ? `jti ${jwt.payload.jti}` : `signature ${signatureOf(jwt)}`;
  return `${appId.toLowerCase()} ${id}`;
}

function signatureOf(jwt: DecodedJwt): string {
  return jwt.signature.toString('base64url');
}
