import { randomBytes, randomInt } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';
import type { AuthenticatedClient, Client } from './clients.ts';
import { directoryRoles, grantedRoles } from './directoryLookups.ts';
import { issuerOf } from './hosts.ts';
import { signJwt } from './jwt.ts';
import type { TokenResource } from './resources.ts';
import type { SigningKeys } from './signingKeys.ts';

/** `wids` of every token besides the directory roles: "signed in as an application", "as a member of the tenant". */
const applicationMarker = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';
const memberMarker = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

export interface IssuedToken {
  readonly token: string;
  /** Lifetime in seconds. */
  readonly expiresIn: number;
}

/** Issues an application's token: `roles` are its granted permissions, `wids` its directory roles. */
export async function issueApplicationToken(
  context: SandboxContext,
  keys: SigningKeys,
  client: AuthenticatedClient,
  resource: TokenResource,
): Promise<IssuedToken> {
  const principalId = client.servicePrincipal.id;
  const roles = resource.principals.flatMap((principal) => grantedRoles(context, principalId, principal));
  return issue(context, keys, resource.identifier, {
    app_displayname: client.displayName,
    appid: client.appId,
    appidacr: client.credential === 'certificate' ? '2' : '1',
    idtyp: 'app',
    oid: principalId,
    // A token without permissions has no such claim at all.
    ...(roles.length > 0 ? { roles: [...new Set(roles)].sort() } : {}),
    sub: principalId,
    wids: [...directoryRoles(context, principalId), applicationMarker],
  });
}

/** Issues a user's token: `scp` are the delegated permissions, `wids` the user's directory roles. */
export async function issueUserToken(
  context: SandboxContext,
  keys: SigningKeys,
  client: Client,
  user: GraphObject,
  resource: string,
  permissions: readonly string[],
): Promise<IssuedToken> {
  return issue(context, keys, resource, {
    acct: 0,
    acr: '1',
    amr: ['pwd', 'mfa'],
    app_displayname: client.displayName,
    appid: client.appId,
    appidacr: '0',
    idtyp: 'user',
    name: user.displayName,
    oid: user.id,
    scp: permissions.join(' '),
    sub: user.id,
    unique_name: user.userPrincipalName,
    upn: user.userPrincipalName,
    wids: [...directoryRoles(context, user.id), memberMarker],
  });
}

/** Issues the id token of a signed-in user for the client itself. */
export async function issueIdToken(
  context: SandboxContext,
  keys: SigningKeys,
  client: Client,
  user: GraphObject,
  nonce: string | undefined,
  requestUrl: URL,
): Promise<string> {
  const { kid, privateKey } = await keys.current();
  const now = seconds(context);
  return signJwt(
    privateKey,
    { kid },
    {
      aud: client.appId,
      iss: issuerOf(requestUrl, context.state.tenantId),
      iat: now,
      nbf: now,
      exp: now + 3600,
      name: user.displayName,
      ...(nonce === undefined ? {} : { nonce }),
      oid: user.id,
      preferred_username: user.userPrincipalName,
      sub: user.id,
      tid: context.state.tenantId,
      uti: uniqueId(),
      ver: '2.0',
    },
  );
}

async function issue(
  context: SandboxContext,
  keys: SigningKeys,
  audience: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<IssuedToken> {
  const { kid, privateKey } = await keys.current();
  const { tenantId } = context.state;
  const now = seconds(context);
  // Entra gives tokens a random lifetime between 60 and 90 minutes, so that not all are renewed at once.
  const expiresIn = randomInt(60 * 60, 90 * 60);
  const issuer = `https://sts.windows.net/${tenantId}/`;
  const token = await signJwt(
    privateKey,
    { kid, x5t: kid },
    {
      aud: audience,
      iss: issuer,
      iat: now,
      nbf: now,
      exp: now + expiresIn,
      idp: issuer,
      tid: tenantId,
      uti: uniqueId(),
      ver: '1.0',
      ...claims,
    },
  );
  return { token, expiresIn: expiresIn - 1 };
}

function seconds(context: SandboxContext): number {
  return Math.floor(context.clock.now().getTime() / 1000);
}

function uniqueId(): string {
  return randomBytes(16).toString('base64url');
}
