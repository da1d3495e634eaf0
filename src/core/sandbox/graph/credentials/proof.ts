import { constants, verify, X509Certificate } from 'node:crypto';
import type { Clock } from '../../../shared/ports.ts';
import { GraphError } from '../graphError.ts';
import { isObject } from '../odata/accessor.ts';
import type { StoredKeyCredential } from './keyCredentials.ts';

/**
 * Audiences of a proof: Microsoft documents the first (concepts/application-rollkey-prooftoken); Microsoft Graph's own
 * id is what some clients use.
 */
const audiences: ReadonlySet<unknown> = new Set([
  '00000002-0000-0000-c000-000000000000',
  '00000003-0000-0000-c000-000000000000',
]);
const maximumLifetime = 600;
const toleratedSkew = 300;

/**
 * Verifies a proof of possession for `addKey` and `removeKey`: a JWT signed with the key of a certificate in
 * `credentials` that is valid now, issued by the object `objectId`, living no longer than ten minutes. Throws a
 * `GraphError` (401) otherwise.
 */
export function verifyProof(
  proof: unknown,
  objectId: string,
  credentials: readonly StoredKeyCredential[],
  clock: Clock,
): void {
  const parts = typeof proof === 'string' ? proof.split('.') : [];
  const [header, claims] = [decode(parts[0]), decode(parts[1])];
  const signature = parts[2];
  if (parts.length !== 3 || header === undefined || claims === undefined || signature === undefined) {
    throw missingOrMalformed();
  }
  const now = clock.now().getTime() / 1000;
  const { aud, iss, nbf, exp } = claims;
  if (!audiences.has(aud) || iss !== objectId || typeof exp !== 'number' || typeof nbf !== 'number') {
    throw missingOrMalformed();
  }
  if (exp <= now || nbf > now + toleratedSkew) {
    throw new GraphError(
      401,
      'Authentication_ExpiredToken',
      'Your access token has expired. Please renew it before submitting the request.',
    );
  }
  if (exp - nbf > maximumLifetime) {
    throw missingOrMalformed();
  }
  const data = Buffer.from(`${parts[0]}.${parts[1]}`);
  const signed = credentials.some(
    (credential) =>
      Date.parse(credential.startDateTime) <= now * 1000 &&
      Date.parse(credential.endDateTime) > now * 1000 &&
      isSignedBy(credential, header.alg, data, Buffer.from(signature, 'base64url')),
  );
  if (!signed) {
    throw missingOrMalformed();
  }
}

function isSignedBy(credential: StoredKeyCredential, algorithm: unknown, data: Buffer, signature: Buffer): boolean {
  const key = new X509Certificate(Buffer.from(credential.key, 'base64')).publicKey;
  if (algorithm === 'RS256') {
    return verify('sha256', data, key, signature);
  }
  if (algorithm === 'PS256') {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify('sha256', data, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
  }
  return false;
}

function decode(part: string | undefined): Record<string, unknown> | undefined {
  // Padding makes a part malformed to Graph.
  if (part === undefined || !/^[A-Za-z0-9_-]+$/.test(part)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function missingOrMalformed(): GraphError {
  return new GraphError(401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.');
}
