import type { GraphObject, SandboxContext } from '../model.ts';
import type { Client } from './clients.ts';
import { directoryRoles, records, sameText, visible } from './directoryLookups.ts';
import { TokenError } from './tokenError.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** Roles whose holders may consent to delegated permissions for themselves and others. */
const consentingRoles: ReadonlySet<string> = new Set([
  globalAdministrator,
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
  '158c047a-c907-4556-b7ef-446551a6b5f7', // Cloud Application Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
]);

/** Microsoft Graph scopes every user may consent to for themselves. */
const userScopes: ReadonlySet<string> = new Set([
  '.default',
  'User.Read',
  'User.ReadBasic.All',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'Mail.Read',
  'Mail.Send',
  'Contacts.Read',
  'Files.Read',
  'People.Read',
]);

/** Accounts of the sign-in page: enabled users, those with directory roles first. */
export function signInAccounts(context: SandboxContext): GraphObject[] {
  const privileged = new Set(visible(context, 'roleAssignments').map((assignment) => assignment.principalId));
  return visible(context, 'users')
    .filter((user) => user.accountEnabled !== false && user.userType !== 'Guest')
    .sort(
      (a, b) =>
        rank(context, b, privileged) - rank(context, a, privileged) ||
        String(a.displayName).localeCompare(String(b.displayName), 'en'),
    );
}

/** The account that signs in when nobody is asked: an administrator of everything. */
export function defaultAccount(context: SandboxContext): GraphObject | undefined {
  return signInAccounts(context)[0];
}

/** Finds an account that can sign in, by object id, user principal name or mail address. */
export function findAccount(context: SandboxContext, name: string): GraphObject | undefined {
  return signInAccounts(context).find((user) =>
    [user.id, user.userPrincipalName, user.mail].some((key) => sameText(key, name)),
  );
}

/** A signed-in user as of now. AADSTS50034 when the account was deleted or blocked since. */
export function currentAccount(context: SandboxContext, userId: string): GraphObject {
  const user = findAccount(context, userId);
  if (user === undefined) {
    throw new TokenError(
      50034,
      `The user account ${userId} does not exist in the ${context.state.displayName} directory.`,
    );
  }
  return user;
}

/**
 * Checks that the user, or an administrator before, consents to what `client` asks for. The sample tenant's administrators
 * consent to everything; everyone else to what concerns only themselves. AADSTS65001 for the rest.
 */
export function checkConsent(
  context: SandboxContext,
  client: Client,
  user: GraphObject,
  permissions: readonly string[],
): void {
  if (directoryRoles(context, user.id).some((role) => consentingRoles.has(role))) {
    return;
  }
  const granted = new Set(
    visible(context, 'oauth2PermissionGrants')
      .filter(
        (grant) =>
          grant.clientId === client.servicePrincipal?.id &&
          (grant.consentType === 'AllPrincipals' || grant.principalId === user.id),
      )
      .flatMap((grant) => String(grant.scope ?? '').split(/\s+/)),
  );
  if (permissions.some((permission) => !userScopes.has(permission) && !granted.has(permission))) {
    throw new TokenError(
      65001,
      `The user or administrator has not consented to use the application with ID '${client.appId}' named '${client.displayName}'. ` +
        'Send an interactive authorization request for this user and resource.',
      'consent_required',
    );
  }
}

/** What `.default` stands for in a delegated request: the delegated permissions the application asks for in its registration. */
export function consentedByDefault(client: Client, resource: GraphObject): string[] {
  const scopes = records(resource.oauth2PermissionScopes);
  const requested = records(client.application?.requiredResourceAccess)
    .filter((access) => sameText(access.resourceAppId, String(resource.appId)))
    .flatMap((access) => records(access.resourceAccess))
    .filter((access) => access.type === 'Scope')
    .map((access) => scopes.find((scope) => scope.id === access.id)?.value)
    .filter((value): value is string => typeof value === 'string');
  // Microsoft's own clients are preauthorized by their resources.
  return client.firstParty ? ['Application.ReadWrite.All', 'Directory.AccessAsUser.All', 'User.Read'] : requested;
}

function rank(context: SandboxContext, user: GraphObject, privileged: ReadonlySet<unknown>): number {
  if (!privileged.has(user.id)) {
    return 0;
  }
  return directoryRoles(context, user.id).includes(globalAdministrator) ? 2 : 1;
}
