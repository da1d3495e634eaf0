import type { GraphObject } from '../model.ts';
import { checkConsent, defaultAccount, findAccount, signInAccounts } from './accounts.ts';
import { acceptsRedirect, type Client, findClient } from './clients.ts';
import { escapeHtml, form, page, postingPage } from './pages.ts';
import { parseScopes } from './scopes.ts';
import { type IdentityServices, missing } from './tokenEndpoint.ts';
import { TokenError } from './tokenError.ts';

/** Accounts shown; the sign-in page of a large tenant is a search, which nobody needs here. */
const shown = 30;

/**
 * The authorization endpoint: shows the accounts of the sample tenant and sends the browser back with a code. Signs in without
 * asking where the client names the account for a loopback redirect, or asks for a silent sign-in.
 *
 * @param parameters of the query, or of the form the page itself sends (`account`, `cancel`)
 */
export function authorize(services: IdentityServices, parameters: URLSearchParams, requestUrl: URL): Response {
  const { context } = services;
  const client = findClient(context, parameters.get('client_id') ?? undefined);
  const redirectUri = parameters.get('redirect_uri');
  if (!redirectUri) {
    throw missing('redirect_uri');
  }
  if (!acceptsRedirect(client, redirectUri)) {
    throw new TokenError(
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${client.appId}'. ` +
        'Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.',
    );
  }
  // From here on the client is known: refusals go back to it.
  const back = (answer: Readonly<Record<string, string>>) =>
    redirect(redirectUri, context.state.displayName, parameters, answer);
  if (parameters.has('cancel')) {
    return back({
      error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent to access the app.',
    });
  }
  if (!(parameters.get('response_type') ?? '').split(' ').includes('code')) {
    return back({
      error: 'unsupported_response_type',
      error_description: `AADSTS70007: '${parameters.get('response_type') ?? ''}' is not a supported value of 'response_type'.`,
    });
  }
  const prompt = parameters.get('prompt');
  const user = chosenAccount(services, parameters, redirectUri);
  if (user === undefined) {
    return prompt === 'none'
      ? back({
          error: 'login_required',
          error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
        })
      : accountPage(services, client, parameters, requestUrl);
  }
  try {
    const scope = parameters.get('scope') ?? 'openid profile';
    checkConsent(context, client, user, parseScopes(scope).permissions);
    const challenge = parameters.get('code_challenge');
    const code = services.codes.issue({
      appId: client.appId,
      userId: user.id,
      redirectUri,
      scope,
      nonce: parameters.get('nonce') ?? undefined,
      challenge: challenge
        ? { value: challenge, method: parameters.get('code_challenge_method') === 'S256' ? 'S256' : 'plain' }
        : undefined,
    });
    return back({
      code,
      ...(parameters.get('client_info') === '1' ? { client_info: clientInfo(services, user) } : {}),
    });
  } catch (error) {
    if (error instanceof TokenError) {
      return back({ error: error.error, error_description: error.message });
    }
    throw error;
  }
}

function chosenAccount(
  { context }: IdentityServices,
  parameters: URLSearchParams,
  redirectUri: string,
): GraphObject | undefined {
  const chosen = parameters.get('account');
  if (chosen !== null) {
    return findAccount(context, chosen);
  }
  const prompt = parameters.get('prompt');
  const hint = parameters.get('login_hint');
  if (prompt === 'none') {
    return hint === null ? defaultAccount(context) : findAccount(context, hint);
  }
  const loopback = redirectUri.startsWith('http://');
  const mayChoose = prompt === 'select_account' || prompt === 'login' || prompt === 'consent';
  return hint !== null && loopback && !mayChoose ? findAccount(context, hint) : undefined;
}

function accountPage(
  { context }: IdentityServices,
  client: Client,
  parameters: URLSearchParams,
  requestUrl: URL,
): Response {
  const accounts = signInAccounts(context).slice(0, shown);
  const asked = (parameters.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
  const body = `<p>Sign in to <strong>${escapeHtml(client.displayName)}</strong> as:</p>
${form(requestUrl.pathname, Object.fromEntries(parameters), [
  ...accounts.map((user) => ({
    name: 'account',
    value: user.id,
    label: String(user.displayName),
    detail: String(user.userPrincipalName),
  })),
  { name: 'cancel', value: '1', label: 'Cancel' },
])}
<details><summary>Permissions the application asks for</summary><ul>${asked.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul></details>`;
  return page('Pick an account', context.state.displayName, body);
}

/** Sends the browser back in the response mode the client asked for. */
function redirect(
  redirectUri: string,
  tenantName: string,
  parameters: URLSearchParams,
  answer: Readonly<Record<string, string>>,
): Response {
  const state = parameters.get('state');
  const values = { ...answer, ...(state === null ? {} : { state }) };
  const target = new URL(redirectUri);
  if (parameters.get('response_mode') === 'form_post') {
    return postingPage(redirectUri, tenantName, values);
  }
  if (parameters.get('response_mode') === 'fragment') {
    target.hash = new URLSearchParams(values).toString();
  } else {
    for (const [name, value] of Object.entries(values)) {
      target.searchParams.set(name, value);
    }
  }
  return new Response(null, { status: 302, headers: { Location: target.href, 'Cache-Control': 'no-store' } });
}

function clientInfo({ context }: IdentityServices, user: GraphObject): string {
  return Buffer.from(JSON.stringify({ uid: user.id, utid: context.state.tenantId })).toString('base64url');
}
