import type { SandboxContext } from '../model.ts';
import { authorityOrigin, isLoopback, issuerOf, loginHosts } from './hosts.ts';
import { TokenError } from './tokenError.ts';

/** The OpenID configuration of the sample tenant, as seen from the address that was asked. */
export function openIdConfiguration(context: SandboxContext, requestUrl: URL, tenant: string, v2: boolean): object {
  const { tenantId } = context.state;
  const origin = authorityOrigin(requestUrl);
  const named = tenant.toLowerCase() === 'common' || tenant.toLowerCase() === 'organizations';
  // Shared endpoints stay shared; their issuer is a template, because the tenant shows only in the token.
  const segment = named ? tenant.toLowerCase() : tenantId;
  const base = `${origin}/${segment}/oauth2${v2 ? '/v2.0' : ''}`;
  const issuer = v2
    ? issuerOf(requestUrl, named ? '{tenantid}' : tenantId)
    : `https://sts.windows.net/${named ? '{tenantid}' : tenantId}/`;
  return {
    token_endpoint: `${base}/token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
      'client_secret_basic',
      'self_signed_tls_client_auth',
    ],
    jwks_uri: `${origin}/${segment}/discovery${v2 ? '/v2.0' : ''}/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${base}/authorize`,
    device_authorization_endpoint: `${base}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'oid'],
    code_challenge_methods_supported: ['plain', 'S256'],
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

/** Instance discovery: which host names are one authority. AADSTS50049 for a host that is none of them. */
export function instanceDiscovery(requestUrl: URL): object {
  const endpoint = requestUrl.searchParams.get('authorization_endpoint');
  if (!endpoint || !URL.canParse(endpoint)) {
    throw new TokenError(900144, "The request body must contain the following parameter: 'authorization_endpoint'.");
  }
  const asked = new URL(endpoint);
  if (!loginHosts.includes(asked.hostname) && !isLoopback(asked)) {
    throw new TokenError(50049, 'Unknown or invalid instance.');
  }
  const tenant = asked.pathname.split('/')[1] || 'common';
  const own = isLoopback(asked) || asked.port !== '' ? asked.host : undefined;
  return {
    tenant_discovery_endpoint: `https://${asked.host}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      {
        preferred_network: 'login.microsoftonline.com',
        preferred_cache: 'login.windows.net',
        aliases: [...loginHosts],
      },
      ...(own === undefined ? [] : [{ preferred_network: own, preferred_cache: own, aliases: [own] }]),
    ],
  };
}
