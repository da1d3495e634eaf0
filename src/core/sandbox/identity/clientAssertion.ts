import { createHash, X509Certificate } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';
import { isVisible } from '../replication.ts';
import { namesTenant, records } from './directoryLookups.ts';
import { loginHosts } from './hosts.ts';
import { type DecodedJwt, decodeJwt, verifyJwt } from './jwt.ts';
import { TokenError } from './tokenError.ts';

/** How far the clocks of client and service may be apart. */
const clockSkew = 5 * 60 * 1000;

const documentation =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .';

/** A certificate of an application or its service principal that the token service knows. */
interface RegisteredKey {
  readonly certificate: X509Certificate;
  readonly start: Date;
  readonly end: Date;
}

/** Reads the assertion of a request; AADSTS50027 when it is no signed JWT with claims. */
export function readAssertion(assertion: string): DecodedJwt {
  const jwt = decodeJwt(assertion);
  if (jwt === undefined) {
    throw new TokenError(50027, 'JWT token is invalid or malformed.');
  }
  return jwt;
}

/**
 * Verifies a client assertion (RFC 7523) as Microsoft Entra does: the certificate is found by the thumbprint in the header
 * among the registered ones, then signature, its validity, audience and lifetime are checked.
 *
 * @param owners application and service principal whose `keyCredentials` count
 */
export function verifyAssertion(
  context: SandboxContext,
  jwt: DecodedJwt,
  appId: string,
  owners: readonly GraphObject[],
  requestUrl: URL,
): void {
  const { iss, sub } = jwt.payload;
  if (iss !== appId || sub !== appId) {
    throw new TokenError(
      700021,
      `Client assertion application identifier doesn't match 'client_id' parameter. ${documentation}`,
    );
  }
  const thumbprint = headerThumbprint(jwt);
  const key = findKey(context, owners, thumbprint);
  const lookUp =
    `Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${appId}'. ` +
    'Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service ' +
    'endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query ' +
    `request URL, such as 'https://graph.microsoft.com/beta/applications/${appId}'`;
  if (key === undefined) {
    throw new TokenError(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on application. ' +
        `[Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', ${lookUp}].`,
    );
  }
  const found = `Thumbprint of key used by client: '${thumbprint}', Found key 'Start=${dotNetTime(key.start)}, End=${dotNetTime(key.end)}', ${lookUp}`;
  if (!verifyJwt(jwt, key.certificate.publicKey)) {
    throw new TokenError(
      700027,
      `Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value., ${found}].`,
    );
  }
  const now = context.clock.now();
  if (key.end <= now) {
    throw new TokenError(
      7000222,
      'The certificate with identifier used to sign the client assertion is expired on application. ' +
        `[Reason - The key used is expired., ${found}].`,
    );
  }
  if (key.start.getTime() > now.getTime() + clockSkew) {
    throw new TokenError(
      1000502,
      `The provided certificate is not within its specified validity window. [Reason - The key is not valid yet., ${found}].`,
    );
  }
  checkAudience(context, jwt.payload.aud, requestUrl);
  checkLifetime(jwt, now);
}

/** SHA-1 or SHA-256 thumbprint the header names, upper-case hex: `x5t`, `x5t#S256`, or `kid` as older clients write it. */
function headerThumbprint(jwt: DecodedJwt): string {
  const { x5t, kid } = jwt.header;
  const sha256 = jwt.header['x5t#S256'];
  for (const value of [sha256, x5t]) {
    if (typeof value === 'string' && value !== '') {
      return Buffer.from(value, 'base64url').toString('hex').toUpperCase();
    }
  }
  if (typeof kid === 'string' && kid !== '') {
    return /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(kid)
      ? kid.toUpperCase()
      : Buffer.from(kid, 'base64url').toString('hex').toUpperCase();
  }
  throw new TokenError(
    50027,
    'JWT token is invalid or malformed. No certificate thumbprint or key id is specified in the token header.',
  );
}

function findKey(
  context: SandboxContext,
  owners: readonly GraphObject[],
  thumbprint: string,
): RegisteredKey | undefined {
  for (const credential of owners.flatMap((owner) => records(owner.keyCredentials))) {
    if (typeof credential.key !== 'string' || (credential.usage ?? 'Verify') !== 'Verify') {
      continue;
    }
    const der = Buffer.from(credential.key, 'base64');
    const matches = ['sha1', 'sha256'].some(
      (algorithm) => createHash(algorithm).update(der).digest('hex').toUpperCase() === thumbprint,
    );
    if (!matches || !isVisible(context, 'token', String(credential.keyId))) {
      continue;
    }
    const certificate = new X509Certificate(der);
    return {
      certificate,
      start: later(new Date(certificate.validFrom), credential.startDateTime),
      end: earlier(new Date(certificate.validTo), credential.endDateTime),
    };
  }
  return undefined;
}

/** The audience is the token endpoint asked, or the issuer, of this tenant. */
function checkAudience(context: SandboxContext, audience: unknown, requestUrl: URL): void {
  const audiences = Array.isArray(audience) ? audience : [audience];
  if (!audiences.some((one) => typeof one === 'string' && isOwnAudience(context, one, requestUrl))) {
    throw new TokenError(700023, `Client assertion audience claim does not match Realm issuer. ${documentation}`);
  }
}

function isOwnAudience(context: SandboxContext, audience: string, requestUrl: URL): boolean {
  if (!URL.canParse(audience)) {
    return false;
  }
  const url = new URL(audience);
  const [, tenant = '', ...rest] = url.pathname.split('/');
  const asked = requestUrl.pathname.split('/')[1] ?? '';
  const path = rest.join('/').replace(/\/$/, '').toLowerCase();
  return (
    url.protocol === 'https:' &&
    (url.host === requestUrl.host || loginHosts.includes(url.host)) &&
    (namesTenant(context, tenant) || tenant.toLowerCase() === asked.toLowerCase()) &&
    ['oauth2/v2.0/token', 'oauth2/token', 'v2.0', ''].includes(path)
  );
}

function checkLifetime(jwt: DecodedJwt, now: Date): void {
  const { exp, nbf } = jwt.payload;
  const notBefore = typeof nbf === 'number' ? nbf * 1000 : undefined;
  const expires = typeof exp === 'number' ? exp * 1000 : undefined;
  if (
    expires === undefined ||
    expires + clockSkew <= now.getTime() ||
    (notBefore !== undefined && notBefore - clockSkew > now.getTime())
  ) {
    throw new TokenError(
      700024,
      `Client assertion is not within its valid time range. Current time: ${exactTime(now.getTime())}, ` +
        `assertion valid from ${exactTime(notBefore ?? 0)}, expiry time of assertion ${exactTime(expires ?? 0)}. ${documentation}`,
    );
  }
}

function later(date: Date, text: unknown): Date {
  const other = typeof text === 'string' ? new Date(text) : date;
  return other > date ? other : date;
}

function earlier(date: Date, text: unknown): Date {
  const other = typeof text === 'string' ? new Date(text) : date;
  return other < date ? other : date;
}

/** `11/23/2026 09:00:00`, as .NET prints a date in the invariant culture. */
function dotNetTime(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T');
  const [year, month, dayOfMonth] = day.split('-');
  return `${month}/${dayOfMonth}/${year} ${time.slice(0, 8)}`;
}

/** ISO 8601 with seven decimals, as .NET's round-trip format; a number out of range is shown as it is. */
function exactTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString().replace('Z', '0000Z');
}
