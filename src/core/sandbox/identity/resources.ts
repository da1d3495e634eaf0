import type { GraphObject, SandboxContext } from '../model.ts';
import { sameText, servicePrincipalByAppId, texts, visible } from './directoryLookups.ts';
import { isLoopback } from './hosts.ts';
import { TokenError } from './tokenError.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';
const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';
const protectionAppId = '00000007-0000-0ff1-ce00-000000000000';
const sharePointAppId = '00000003-0000-0ff1-ce00-000000000000';

/** Resource URIs that Microsoft's own services answer to besides their application id. */
const wellKnown: Readonly<Record<string, string>> = {
  'https://graph.microsoft.com': graphAppId,
  'https://outlook.office365.com': exchangeAppId,
  'https://outlook.office.com': exchangeAppId,
  'https://ps.outlook.com': exchangeAppId,
  'https://ps.compliance.protection.outlook.com': protectionAppId,
  'https://ps.protection.outlook.com': protectionAppId,
  'https://management.azure.com': '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  'https://management.core.windows.net': '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  'https://graph.windows.net': '00000002-0000-0000-c000-000000000000',
  'https://api.interfaces.records.teams.microsoft.com': '48ac35b8-9aa8-4d74-927d-1f4a14a0b239',
};

/** What a token is asked for. */
export interface TokenResource {
  /** As the client wrote it; becomes the token's audience. */
  readonly identifier: string;
  /** Service principals whose permissions the token carries: one, or the three of a cloud that lives at one loopback origin. */
  readonly principals: readonly GraphObject[];
}

/** Finds the resource a client names by URI, application id or application id URI. AADSTS500011 when the tenant has none. */
export function findResource(context: SandboxContext, identifier: string, requestUrl: URL): TokenResource {
  const name = identifier.replace(/\/+$/, '');
  const principals = isOwnOrigin(name, requestUrl)
    ? [graphAppId, exchangeAppId, protectionAppId].flatMap((id) => servicePrincipalByAppId(context, id) ?? [])
    : [principalNamed(context, name)].flatMap((principal) => principal ?? []);
  if (principals.length === 0) {
    throw new TokenError(
      500011,
      `The resource principal named ${identifier} was not found in the tenant named ${context.state.displayName}. ` +
        'This can happen if the application has not been installed by the administrator of the tenant or consented to by any ' +
        'user in the tenant. You might have sent your authentication request to the wrong tenant.',
    );
  }
  return { identifier, principals };
}

/** Whether `identifier` is the loopback address the sample tenant is served from, where every service has one origin. */
function isOwnOrigin(identifier: string, requestUrl: URL): boolean {
  if (!URL.canParse(identifier)) {
    return false;
  }
  const url = new URL(identifier);
  return isLoopback(url) && isLoopback(requestUrl) && url.port === requestUrl.port && url.pathname === '/';
}

function principalNamed(context: SandboxContext, name: string): GraphObject | undefined {
  const lower = name.toLowerCase();
  const appId = wellKnown[lower] ?? (/^https:\/\/[\w-]+\.sharepoint\.com$/.test(lower) ? sharePointAppId : name);
  return (
    servicePrincipalByAppId(context, appId) ??
    visible(context, 'servicePrincipals').find((principal) =>
      texts(principal.servicePrincipalNames).some((own) => sameText(own.replace(/\/+$/, ''), name)),
    )
  );
}
