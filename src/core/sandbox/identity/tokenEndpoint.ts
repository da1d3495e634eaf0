import type { GraphObject, SandboxContext } from '../model.ts';
import { issueApplicationToken, issueIdToken, issueUserToken } from './accessTokens.ts';
import { checkConsent, consentedByDefault, currentAccount } from './accounts.ts';
import type { AssertionReplay } from './assertionReplay.ts';
import type { AuthorizationCodes } from './authorizationCodes.ts';
import { authenticateClient, type Client, findClient } from './clients.ts';
import type { DeviceCodes } from './deviceCodes.ts';
import { grantedRoles } from './directoryLookups.ts';
import type { RefreshTokens } from './refreshTokens.ts';
import { findResource } from './resources.ts';
import { parseDefaultScope, parseScopes } from './scopes.ts';
import type { SigningKeys } from './signingKeys.ts';
import { TokenError } from './tokenError.ts';

/** What the flows share for the lifetime of a sample tenant. */
export interface IdentityServices {
  readonly context: SandboxContext;
  readonly keys: SigningKeys;
  readonly replay: AssertionReplay;
  readonly codes: AuthorizationCodes;
  readonly devices: DeviceCodes;
  readonly refreshTokens: RefreshTokens;
}

/** Answers a request to the token endpoint with the JSON body of the success; refusals are thrown. */
export async function exchangeToken(
  services: IdentityServices,
  parameters: URLSearchParams,
  requestUrl: URL,
): Promise<object> {
  const grantType = parameters.get('grant_type');
  switch (grantType) {
    case 'client_credentials':
      return clientCredentials(services, parameters, requestUrl);
    case 'authorization_code':
      return authorizationCode(services, parameters, requestUrl);
    case 'refresh_token':
      return refresh(services, parameters, requestUrl);
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return deviceCode(services, parameters, requestUrl);
    case null:
    case '':
      throw missing('grant_type');
    default:
      throw new TokenError(70003, `The app requested an unsupported grant type '${grantType}'.`);
  }
}

async function clientCredentials(
  { context, keys, replay }: IdentityServices,
  parameters: URLSearchParams,
  requestUrl: URL,
): Promise<object> {
  // The first version of the endpoint takes `resource` where the second takes `scope`.
  const v1 = !requestUrl.pathname.toLowerCase().includes('/v2.0/');
  const scope = v1 ? `${required(parameters, 'resource')}/.default` : required(parameters, 'scope');
  const client = authenticateClient(context, parameters, replay, requestUrl, scope.toLowerCase());
  const resource = findResource(context, parseDefaultScope(scope), requestUrl);
  for (const principal of resource.principals) {
    const own = principal.id === client.servicePrincipal.id;
    if (principal.appRoleAssignmentRequired === true && !own) {
      checkAssigned(context, client.servicePrincipal, principal);
    }
  }
  const { token, expiresIn } = await issueApplicationToken(context, keys, client, resource);
  client.spend();
  return {
    token_type: 'Bearer',
    ...lifetime(expiresIn, v1, context),
    ...(v1 ? { resource: resource.identifier } : {}),
    access_token: token,
  };
}

async function authorizationCode(
  services: IdentityServices,
  parameters: URLSearchParams,
  requestUrl: URL,
): Promise<object> {
  const client = userClient(services, parameters, requestUrl, 'authorization_code');
  const grant = services.codes.redeem(
    required(parameters, 'code'),
    client.appId,
    parameters.get('redirect_uri'),
    parameters.get('code_verifier'),
  );
  const scope = parameters.get('scope') ?? grant.scope;
  return userTokens(services, client, { ...grant, scope, signInScope: grant.scope }, parameters, requestUrl);
}

async function deviceCode(services: IdentityServices, parameters: URLSearchParams, requestUrl: URL): Promise<object> {
  const client = userClient(services, parameters, requestUrl, 'device_code');
  const code = parameters.get('device_code') ?? parameters.get('code');
  if (!code) {
    throw missing('device_code');
  }
  const grant = services.devices.redeem(code, client.appId);
  return userTokens(services, client, { ...grant, signInScope: grant.scope, nonce: undefined }, parameters, requestUrl);
}

async function refresh(services: IdentityServices, parameters: URLSearchParams, requestUrl: URL): Promise<object> {
  const client = userClient(services, parameters, requestUrl, 'refresh_token');
  const grant = services.refreshTokens.redeem(required(parameters, 'refresh_token'), client.appId);
  const scope = parameters.get('scope') ?? grant.scope;
  return userTokens(
    services,
    client,
    { userId: grant.userId, scope, signInScope: grant.scope, nonce: undefined },
    parameters,
    requestUrl,
  );
}

interface UserGrant {
  readonly userId: string;
  /** Scopes of this token. */
  readonly scope: string;
  /** Scopes of the sign-in, for the refresh token. */
  readonly signInScope: string;
  readonly nonce: string | undefined;
}

async function userTokens(
  { context, keys, refreshTokens }: IdentityServices,
  client: Client,
  grant: UserGrant,
  parameters: URLSearchParams,
  requestUrl: URL,
): Promise<object> {
  const user = currentAccount(context, grant.userId);
  const asked = parseScopes(grant.scope);
  const resource = findResource(context, asked.resource, requestUrl);
  checkConsent(context, client, user, asked.permissions);
  const byDefault = resource.principals.flatMap((principal) => consentedByDefault(client, principal));
  const permissions = asked.permissions.flatMap((one) => (one === '.default' ? byDefault : [one]));
  const { token, expiresIn } = await issueUserToken(context, keys, client, user, asked.resource, [
    ...new Set(permissions.length > 0 ? permissions : ['User.Read']),
  ]);
  const refreshable = asked.refresh || parameters.get('grant_type') === 'refresh_token';
  return {
    token_type: 'Bearer',
    scope: asked.asked.filter((one) => one.toLowerCase() !== 'offline_access').join(' '),
    ...lifetime(expiresIn, false, context),
    access_token: token,
    ...(refreshable
      ? { refresh_token: refreshTokens.issue({ appId: client.appId, userId: user.id, scope: grant.signInScope }) }
      : {}),
    ...(asked.openId ? { id_token: await issueIdToken(context, keys, client, user, grant.nonce, requestUrl) } : {}),
    ...(parameters.get('client_info') === '1' ? { client_info: clientInfo(context, user) } : {}),
  };
}

/** The client of a delegated request: a public one as it is, a confidential one authenticated. */
function userClient(
  { context, replay }: IdentityServices,
  parameters: URLSearchParams,
  requestUrl: URL,
  grantType: string,
): Client {
  const client = findClient(context, parameters.get('client_id') ?? undefined);
  const credential = parameters.has('client_assertion') || parameters.has('client_secret');
  if (credential || !client.isPublic) {
    const once = parameters.get('code') ?? parameters.get('refresh_token') ?? '';
    authenticateClient(context, parameters, replay, requestUrl, `${grantType} ${once}`).spend();
  }
  return client;
}

function checkAssigned(context: SandboxContext, principal: GraphObject, resource: GraphObject): void {
  if (grantedRoles(context, principal.id, resource).length === 0) {
    throw new TokenError(
      501051,
      `Application '${String(principal.appId)}'(${String(principal.displayName)}) is not assigned to a role for the application '${String(resource.appId)}'(${String(resource.displayName)}).`,
    );
  }
}

function clientInfo(context: SandboxContext, user: GraphObject): string {
  return Buffer.from(JSON.stringify({ uid: user.id, utid: context.state.tenantId })).toString('base64url');
}

/** Lifetime fields: numbers in v2.0, texts and absolute times in v1. */
function lifetime(expiresIn: number, v1: boolean, context: SandboxContext): object {
  if (!v1) {
    return { expires_in: expiresIn, ext_expires_in: expiresIn };
  }
  const now = Math.floor(context.clock.now().getTime() / 1000);
  return {
    expires_in: String(expiresIn),
    ext_expires_in: String(expiresIn),
    expires_on: String(now + expiresIn),
    not_before: String(now),
  };
}

function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (!value) {
    throw missing(name);
  }
  return value;
}

export function missing(name: string): TokenError {
  return new TokenError(900144, `The request body must contain the following parameter: '${name}'.`);
}
