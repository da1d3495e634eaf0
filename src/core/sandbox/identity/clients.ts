import { createHash, timingSafeEqual } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';
import type { AssertionReplay } from './assertionReplay.ts';
import { readAssertion, verifyAssertion } from './clientAssertion.ts';
import { applicationByAppId, records, sameText, servicePrincipalByAppId, texts } from './directoryLookups.ts';
import type { DecodedJwt } from './jwt.ts';
import { TokenError } from './tokenError.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Microsoft's own public clients; they need no registration in a tenant. */
const firstPartyClients: Readonly<Record<string, string>> = {
  '14d82eec-204b-4c2f-b7e8-296a70dab67e': 'Microsoft Graph Command Line Tools',
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46': 'Microsoft Azure CLI',
  '1950a258-227b-4e31-a9cf-717495945fc2': 'Microsoft Azure PowerShell',
  'fb78d390-0c51-40cd-8e17-fdbfab77341b': 'Microsoft Exchange REST API Based PowerShell',
};

export interface Client {
  readonly appId: string;
  readonly displayName: string;
  readonly application: GraphObject | undefined;
  readonly servicePrincipal: GraphObject | undefined;
  /** Whether it may sign users in without a credential of its own. */
  readonly isPublic: boolean;
  readonly firstParty: boolean;
}

/** A client that proved who it is. */
export interface AuthenticatedClient {
  readonly appId: string;
  readonly displayName: string;
  readonly servicePrincipal: GraphObject;
  readonly credential: 'certificate' | 'secret';
  /** Notes that its assertion was exchanged for a token, which it can be only once. */
  readonly spend: () => void;
}

/** Finds the client of a request. AADSTS900144 without `client_id`, 700016 when the tenant does not know it. */
export function findClient(context: SandboxContext, appId: string | undefined): Client {
  if (!appId) {
    throw new TokenError(900144, "The request body must contain the following parameter: 'client_id'.");
  }
  const application = applicationByAppId(context, appId);
  const servicePrincipal = servicePrincipalByAppId(context, appId);
  const firstPartyName = firstPartyClients[appId.toLowerCase()];
  if (application === undefined && servicePrincipal === undefined && firstPartyName === undefined) {
    throw new TokenError(
      700016,
      `Application with identifier '${appId}' was not found in the directory '${context.state.displayName}'. This can happen if ` +
        'the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. ' +
        'You may have sent your authentication request to the wrong tenant.',
    );
  }
  const publicClient = application?.publicClient as { readonly redirectUris?: unknown } | undefined;
  return {
    appId: String(application?.appId ?? servicePrincipal?.appId ?? appId.toLowerCase()),
    displayName: String(application?.displayName ?? servicePrincipal?.displayName ?? firstPartyName),
    application,
    servicePrincipal,
    isPublic:
      firstPartyName !== undefined ||
      application?.isFallbackPublicClient === true ||
      texts(publicClient?.redirectUris).length > 0,
    firstParty: firstPartyName !== undefined,
  };
}

/**
 * Authenticates the client of a token request by certificate or secret.
 *
 * @param purpose what the token is for; an assertion serves each purpose once
 */
export function authenticateClient(
  context: SandboxContext,
  parameters: URLSearchParams,
  replay: AssertionReplay,
  requestUrl: URL,
  purpose: string,
): AuthenticatedClient {
  const assertion = parameters.get('client_assertion');
  const jwt = assertion ? readAssertion(assertion) : undefined;
  const issuer = jwt?.payload.iss;
  const client = findClient(context, parameters.get('client_id') ?? (typeof issuer === 'string' ? issuer : undefined));
  const owners = [client.application, client.servicePrincipal].flatMap((owner) => owner ?? []);
  if (jwt !== undefined) {
    checkAssertion(context, parameters, jwt, client, owners, requestUrl);
    replay.check(jwt, client.appId, purpose);
  } else {
    checkSecret(context, parameters.get('client_secret'), client, owners);
  }
  return {
    appId: client.appId,
    displayName: client.displayName,
    servicePrincipal: usablePrincipal(context, client),
    credential: jwt === undefined ? 'secret' : 'certificate',
    spend: () => jwt && replay.record(jwt, client.appId, purpose),
  };
}

function checkAssertion(
  context: SandboxContext,
  parameters: URLSearchParams,
  jwt: DecodedJwt,
  client: Client,
  owners: readonly GraphObject[],
  requestUrl: URL,
): void {
  if (parameters.get('client_assertion_type') !== assertionType) {
    throw new TokenError(
      900144,
      `The request body must contain the following parameter: 'client_assertion_type' with the value '${assertionType}'.`,
    );
  }
  if (client.firstParty) {
    throw new TokenError(
      700025,
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    );
  }
  verifyAssertion(context, jwt, client.appId, owners, requestUrl);
}

function checkSecret(
  context: SandboxContext,
  secret: string | null,
  client: Client,
  owners: readonly GraphObject[],
): void {
  if (!secret) {
    throw new TokenError(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  const match = owners
    .flatMap((owner) => records(owner.passwordCredentials))
    .find((credential) => isSecretOf(credential, secret));
  if (match === undefined) {
    throw new TokenError(
      7000215,
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client ' +
        `secret ID, for a secret added to app '${client.appId}'.`,
    );
  }
  if (typeof match.endDateTime === 'string' && new Date(match.endDateTime) <= context.clock.now()) {
    throw new TokenError(
      7000222,
      `The provided client secret keys for app '${client.appId}' are expired. Visit the Azure portal to create new keys for your ` +
        'app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.',
    );
  }
}

/** Secrets that Graph made are kept as hashes. */
function isSecretOf(credential: Readonly<Record<string, unknown>>, secret: string): boolean {
  const { secretText, $secretHash: hash } = credential;
  return typeof hash === 'string'
    ? sameSecret(hash, createHash('sha256').update(secret).digest('base64'))
    : typeof secretText === 'string' && sameSecret(secretText, secret);
}

function usablePrincipal(context: SandboxContext, client: Client): GraphObject {
  const principal = client.servicePrincipal;
  if (principal === undefined) {
    throw new TokenError(
      7000229,
      `The client application ${client.appId} is missing service principal in the tenant ${context.state.tenantId}. ` +
        'See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
    );
  }
  if (principal.accountEnabled === false) {
    throw new TokenError(7000112, `Application '${client.appId}'(${client.displayName}) is disabled.`);
  }
  return principal;
}

/** Whether `redirectUri` is registered for the client; the port of a loopback address does not count (RFC 8252). */
export function acceptsRedirect(client: Client, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) {
    return false;
  }
  const url = new URL(redirectUri);
  const loopback = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (client.firstParty) {
    return loopback || redirectUri === 'https://login.microsoftonline.com/common/oauth2/nativeclient';
  }
  const registered = ['publicClient', 'web', 'spa'].flatMap((platform) =>
    texts((client.application?.[platform] as { readonly redirectUris?: unknown } | undefined)?.redirectUris),
  );
  return registered.some((uri) => {
    if (sameText(uri, redirectUri)) {
      return true;
    }
    const own = URL.canParse(uri) ? new URL(uri) : undefined;
    return loopback && own?.protocol === 'http:' && own.hostname === url.hostname && own.pathname === url.pathname;
  });
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
