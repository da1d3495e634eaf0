import { checkConsent, defaultAccount, findAccount, signInAccounts } from './accounts.ts';
import { findClient } from './clients.ts';
import type { DeviceSignIn } from './deviceCodes.ts';
import { escapeHtml, form, page } from './pages.ts';
import { parseScopes } from './scopes.ts';
import type { IdentityServices } from './tokenEndpoint.ts';
import { TokenError } from './tokenError.ts';

/** Accounts offered for a device sign-in. */
const shown = 30;

/**
 * Approves a device sign-in as its user would on the page.
 *
 * @param account object id or user principal name; the sample tenant's administrator when absent
 * @returns false when no sign-in waits for that code, or the account does not exist
 */
export function approve(services: IdentityServices, userCode: string, account?: string): boolean {
  const { context } = services;
  const signIn = services.devices.waiting(userCode);
  const user = account === undefined ? defaultAccount(context) : findAccount(context, account);
  if (signIn === undefined || user === undefined) {
    return false;
  }
  signIn.state = { userId: user.id };
  return true;
}

/** The page where a device code is entered, in three steps: code, account, done. */
export function devicePage(services: IdentityServices, parameters: URLSearchParams, requestUrl: URL): Response {
  const { context } = services;
  const tenantName = context.state.displayName;
  const typed = parameters.get('otc') ?? parameters.get('user_code');
  const signIn = typed === null ? undefined : services.devices.waiting(typed);
  if (typed === null || signIn === undefined) {
    return page(
      'Enter code',
      tenantName,
      codeForm(requestUrl, typed === null ? undefined : typed),
      typed === null ? 200 : 400,
    );
  }
  if (parameters.has('cancel')) {
    signIn.state = 'declined';
    return page('Sign-in cancelled', tenantName, '<p>You can close this window.</p>');
  }
  const account = parameters.get('account');
  if (account === null) {
    return accountPage(services, signIn, requestUrl);
  }
  const user = findAccount(context, account);
  if (user === undefined) {
    return accountPage(services, signIn, requestUrl);
  }
  try {
    checkConsent(context, findClient(context, signIn.appId), user, parseScopes(signIn.scope).permissions);
  } catch (error) {
    if (error instanceof TokenError) {
      const body = `<p>${escapeHtml(error.message)}</p><p>An administrator has to approve what this application asks for.</p>`;
      return page('Need admin approval', tenantName, body, 403);
    }
    throw error;
  }
  signIn.state = { userId: user.id };
  return page('Signed in', tenantName, '<p>You have signed in on your device. You can close this window.</p>');
}

function codeForm(requestUrl: URL, refused: string | undefined): string {
  const complaint =
    refused === undefined ? '' : `<p role="alert">The code ${escapeHtml(refused)} is not waiting for a sign-in.</p>`;
  return `${complaint}<form method="post" action="${escapeHtml(requestUrl.pathname)}">
<label for="otc">Enter the code displayed on your app or device.</label>
<input id="otc" name="otc" type="text" autocomplete="off" autofocus maxlength="20" required>
<p><button type="submit">Next</button></p></form>`;
}

function accountPage({ context }: IdentityServices, signIn: DeviceSignIn, requestUrl: URL): Response {
  const client = findClient(context, signIn.appId);
  const body = `<p>Sign in to <strong>${escapeHtml(client.displayName)}</strong> on your device as:</p>
${form(requestUrl.pathname, { otc: signIn.userCode }, [
  ...signInAccounts(context)
    .slice(0, shown)
    .map((user) => ({
      name: 'account',
      value: user.id,
      label: String(user.displayName),
      detail: String(user.userPrincipalName),
    })),
  { name: 'cancel', value: '1', label: 'Cancel' },
])}`;
  return page('Pick an account', context.state.displayName, body);
}
