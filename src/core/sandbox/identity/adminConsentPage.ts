import { findAccount, signInAccounts } from './accounts.ts';
import { grantConsent, requestedPermissions } from './adminConsent.ts';
import { acceptsRedirect, findClient } from './clients.ts';
import { directoryRoles } from './directoryLookups.ts';
import { escapeHtml, form, page } from './pages.ts';
import type { IdentityServices } from './tokenEndpoint.ts';

/** Roles that may consent to application permissions of any resource, Microsoft Graph's included. */
const administrators: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
]);

/** The admin consent page: lists what the application asks for and grants it when an administrator accepts. */
export function adminConsentPage(
  { context }: IdentityServices,
  parameters: URLSearchParams,
  requestUrl: URL,
): Response {
  const client = findClient(context, parameters.get('client_id') ?? undefined);
  const redirectUri = parameters.get('redirect_uri');
  const registered = redirectUri !== null && acceptsRedirect(client, redirectUri) ? redirectUri : undefined;
  if (parameters.has('cancel')) {
    return (
      finished(registered, parameters, {
        error: 'access_denied',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
      }) ?? page('Nothing was granted', context.state.displayName, '<p>You can close this window.</p>')
    );
  }
  const { application } = client;
  if (application === undefined) {
    return page(
      'Nothing to grant',
      context.state.displayName,
      '<p>This application is not registered in the sample tenant.</p>',
      400,
    );
  }
  const account = parameters.get('account');
  const user = account === null ? undefined : findAccount(context, account);
  if (user === undefined) {
    const requested = requestedPermissions(context, application);
    const list = requested.map(
      (one) =>
        `<li><strong>${escapeHtml(one.value)}</strong> (${escapeHtml(String(one.resource.displayName))})<br>${escapeHtml(one.description)}</li>`,
    );
    const body = `<p><strong>${escapeHtml(client.displayName)}</strong> asks for these permissions for the whole organization:</p>
<ul>${list.join('\n') || '<li>None</li>'}</ul>
<p>Accept as:</p>
${form(requestUrl.pathname, Object.fromEntries(parameters), [
  ...signInAccounts(context)
    .slice(0, 10)
    .map((one) => ({
      name: 'account',
      value: one.id,
      label: String(one.displayName),
      detail: String(one.userPrincipalName),
    })),
  { name: 'cancel', value: '1', label: 'Cancel' },
])}`;
    return page('Permissions requested', context.state.displayName, body);
  }
  if (!directoryRoles(context, user.id).some((role) => administrators.has(role))) {
    const body = `<p>AADSTS90094: An administrator of ${escapeHtml(context.state.displayName)} has set a policy that prevents you from granting <strong>${escapeHtml(client.displayName)}</strong> the permissions it is requesting.</p>`;
    return page('Need admin approval', context.state.displayName, body, 403);
  }
  grantConsent(context, application);
  return (
    finished(registered, parameters, { admin_consent: 'True', tenant: context.state.tenantId }) ??
    page(
      'Permissions granted',
      context.state.displayName,
      `<p>${escapeHtml(client.displayName)} was granted what it asks for. You can close this window.</p>`,
    )
  );
}

function finished(
  redirectUri: string | undefined,
  parameters: URLSearchParams,
  answer: Readonly<Record<string, string>>,
): Response | undefined {
  if (redirectUri === undefined) {
    return undefined;
  }
  const target = new URL(redirectUri);
  const state = parameters.get('state');
  for (const [name, value] of Object.entries({ ...answer, ...(state === null ? {} : { state }) })) {
    target.searchParams.set(name, value);
  }
  return new Response(null, { status: 302, headers: { Location: target.href } });
}
