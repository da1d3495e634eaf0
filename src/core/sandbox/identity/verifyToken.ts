import type { Caller, SandboxContext, VerifyToken } from '../model.ts';
import { texts } from './directoryLookups.ts';
import { isLoopback } from './hosts.ts';
import { decodeJwt, verifyJwt } from './jwt.ts';
import type { SigningKeys } from './signingKeys.ts';

/** How far clocks may be apart, as usual for services that check tokens. */
const clockSkew = 5 * 60;

/** The check every service of the sample tenant makes of the token it is called with. */
export function tokenVerifier(context: SandboxContext, keys: SigningKeys): VerifyToken {
  return async (authorization, audiences) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const jwt = token === undefined ? undefined : decodeJwt(token);
    const key = jwt === undefined || jwt.header.alg !== 'RS256' ? undefined : keys.publicKey(jwt.header.kid);
    if (jwt === undefined || key === undefined || !verifyJwt(jwt, key)) {
      return undefined;
    }
    const { aud, exp, nbf, tid } = jwt.payload;
    const now = context.clock.now().getTime() / 1000;
    const timely = typeof exp === 'number' && exp > now && typeof nbf === 'number' && nbf <= now + clockSkew;
    if (!timely || tid !== context.state.tenantId || typeof aud !== 'string' || !isMeantFor(aud, audiences)) {
      return undefined;
    }
    return callerOf(jwt.payload, aud);
  };
}

function isMeantFor(audience: string, audiences: readonly string[]): boolean {
  const own = plain(audience);
  // A token for the loopback address was issued by the sample tenant for all of its services at once.
  return audiences.some((one) => plain(one) === own) || (URL.canParse(audience) && isLoopback(new URL(audience)));
}

function callerOf(payload: Readonly<Record<string, unknown>>, audience: string): Caller {
  return {
    kind: payload.idtyp === 'app' ? 'application' : 'user',
    appId: String(payload.appid),
    principalId: String(payload.oid),
    audience,
    roles: texts(payload.roles),
    scopes: typeof payload.scp === 'string' ? payload.scp.split(' ').filter((scope) => scope !== '') : [],
    wids: texts(payload.wids),
  };
}

function plain(audience: string): string {
  return audience.replace(/\/+$/, '').toLowerCase();
}
