import type { SandboxContext, SandboxPart, VerifyToken } from '../model.ts';
import { adminConsentPage } from './adminConsentPage.ts';
import { AssertionReplay } from './assertionReplay.ts';
import { AuthorizationCodes } from './authorizationCodes.ts';
import { authorize } from './authorizePage.ts';
import { findClient } from './clients.ts';
import { DeviceCodes, deviceCodeLifetime, pollInterval } from './deviceCodes.ts';
import { approve, devicePage } from './devicePage.ts';
import { checkTenant } from './directoryLookups.ts';
import { instanceDiscovery, openIdConfiguration } from './discovery.ts';
import { authorityOrigin, isLoopback, issuerOf, loginHosts } from './hosts.ts';
import { escapeHtml, page } from './pages.ts';
import { RefreshTokens } from './refreshTokens.ts';
import { parseScopes } from './scopes.ts';
import { SigningKeys } from './signingKeys.ts';
import { exchangeToken, type IdentityServices } from './tokenEndpoint.ts';
import { errorAnswer, jsonAnswer, TokenError } from './tokenError.ts';
import { tokenVerifier } from './verifyToken.ts';

/** What Microsoft Graph and the Exchange administration API answer at the same loopback address. */
const servicePaths = /^\/(v1\.0|beta|adminapi)(\/|$)/i;

export interface IdentityPart {
  readonly part: SandboxPart;
  readonly verifyToken: VerifyToken;
  /** Approves a device sign-in, for the administrator unless `account` names another; false when none waits for the code. */
  readonly approve: (userCode: string, account?: string) => boolean;
}

/**
 * Microsoft Entra's token service for the sample tenant: discovery, keys, authorization and token endpoints, device code and
 * admin consent pages.
 */
export function createIdentityPart(context: SandboxContext): IdentityPart {
  const services: IdentityServices = {
    context,
    keys: new SigningKeys(context),
    replay: new AssertionReplay(context.clock),
    codes: new AuthorizationCodes(context.clock),
    devices: new DeviceCodes(context.clock),
    refreshTokens: new RefreshTokens(context),
  };
  return {
    part: {
      serves: (url) =>
        loginHosts.includes(url.hostname.toLowerCase()) || (isLoopback(url) && !servicePaths.test(url.pathname)),
      handle: async (request, url) => {
        const answer = await answerSafely(services, request, url);
        // Clients find out by this how wrong their clock is.
        answer.headers.set('Date', context.clock.now().toUTCString());
        return answer;
      },
    },
    verifyToken: tokenVerifier(context, services.keys),
    approve: (userCode, account) => approve(services, userCode, account),
  };
}

async function answerSafely(services: IdentityServices, request: Request, url: URL): Promise<Response> {
  const { context } = services;
  const parameters = await readParameters(request, url);
  try {
    return await route(services, request, url, parameters);
  } catch (error) {
    if (!(error instanceof TokenError)) {
      throw error;
    }
    const correlationId = request.headers.get('client-request-id') ?? parameters.get('client-request-id') ?? undefined;
    const { tenantId } = context.state;
    context.log.debug('Sample tenant refused a token request', { tenantId, aadsts: error.code });
    if (request.headers.get('accept')?.includes('text/html')) {
      return page('Sign-in failed', context.state.displayName, `<p role="alert">${escapeHtml(error.message)}</p>`, 400);
    }
    return errorAnswer(error, context.clock.now(), correlationId, authorityOrigin(url));
  }
}

async function route(
  services: IdentityServices,
  request: Request,
  url: URL,
  parameters: URLSearchParams,
): Promise<Response> {
  const { context } = services;
  const [, tenant = '', ...rest] = url.pathname.split('/');
  const path = rest.join('/').toLowerCase().replace(/\/$/, '');
  if (path === 'discovery/instance') {
    return jsonAnswer(instanceDiscovery(url), 200, publicDocument);
  }
  if (tenant === '' || tenant.startsWith('.')) {
    return page(
      'Sample tenant',
      context.state.displayName,
      '<p>The token service of the sample tenant answers here.</p>',
      404,
    );
  }
  // Microsoft's short addresses for entering a device code.
  if (tenant.toLowerCase() === 'devicelogin' && path === '') {
    return devicePage(services, parameters, url);
  }
  checkTenant(context, tenant);
  switch (path) {
    case '.well-known/openid-configuration':
    case 'v2.0/.well-known/openid-configuration':
      return jsonAnswer(openIdConfiguration(context, url, tenant, path.startsWith('v2.0/')), 200, publicDocument);
    case 'discovery/keys':
    case 'discovery/v2.0/keys':
      return jsonAnswer({ keys: await services.keys.jwks(issuerOf(url, context.state.tenantId)) }, 200, publicDocument);
    case 'oauth2/token':
    case 'oauth2/v2.0/token':
      posted(request);
      return jsonAnswer(await exchangeToken(services, parameters, url));
    case 'oauth2/devicecode':
    case 'oauth2/v2.0/devicecode':
      posted(request);
      return jsonAnswer(startDeviceSignIn(services, parameters, url));
    case 'oauth2/authorize':
    case 'oauth2/v2.0/authorize':
      return authorize(services, parameters, url);
    case 'oauth2/deviceauth':
      return devicePage(services, parameters, url);
    case 'adminconsent':
    case 'v2.0/adminconsent':
      return adminConsentPage(services, parameters, url);
    case 'oauth2/logout':
    case 'oauth2/v2.0/logout':
      return page('Signed out', context.state.displayName, '<p>You signed out of the sample tenant.</p>');
    default:
      return page('Not found', context.state.displayName, '<p>Nothing answers at this address.</p>', 404);
  }
}

/** Documents that browsers of other origins may read, as the real ones. */
const publicDocument = { 'Access-Control-Allow-Origin': '*' };

function startDeviceSignIn(services: IdentityServices, parameters: URLSearchParams, url: URL): object {
  const { context } = services;
  const client = findClient(context, parameters.get('client_id') ?? undefined);
  if (!client.isPublic) {
    throw new TokenError(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  const scope = parameters.get('scope') ?? 'openid profile';
  parseScopes(scope);
  const { deviceCode, userCode } = services.devices.start(client.appId, scope);
  const verificationUri = `${authorityOrigin(url)}/common/oauth2/deviceauth`;
  return {
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    expires_in: deviceCodeLifetime,
    interval: pollInterval,
    message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
  };
}

function posted(request: Request): void {
  if (request.method !== 'POST') {
    throw new TokenError(900561, `The endpoint only accepts POST requests. Received a ${request.method} request.`);
  }
}

/** Parameters of the query and, for a posted form, of the body; the body wins. */
async function readParameters(request: Request, url: URL): Promise<URLSearchParams> {
  const parameters = new URLSearchParams(url.search);
  if (request.method === 'POST') {
    for (const [name, value] of new URLSearchParams(await request.text())) {
      parameters.set(name, value);
    }
  }
  const basic = /^Basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    // RFC 6749 has both form-encoded inside; read that way, nothing malformed can throw.
    const decoded = new URLSearchParams(`id=${id}&secret=${secret.join(':')}`);
    parameters.set('client_id', decoded.get('id') ?? '');
    parameters.set('client_secret', decoded.get('secret') ?? '');
  }
  return parameters;
}
