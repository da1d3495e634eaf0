import type { PermissionRef } from '../directory/types.ts';
import type { ConnectionFacts } from './types.ts';

/** Application ids of the Microsoft APIs an application is granted permissions on; the same in every tenant and cloud. */
export const resourceAppIds = {
  graph: '00000003-0000-0000-c000-000000000000',
  exchangeOnline: '00000002-0000-0ff1-ce00-000000000000',
  exchangeOnlineProtection: '00000007-0000-0ff1-ce00-000000000000',
  sharePoint: '00000003-0000-0ff1-ce00-000000000000',
  teamsAdministration: '48ac35b8-9aa8-4d74-927d-1f4a14a0b239',
  azureManagement: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
} as const;

const names: ReadonlyMap<string, string> = new Map([
  [resourceAppIds.graph, 'Microsoft Graph'],
  [resourceAppIds.exchangeOnline, 'Office 365 Exchange Online'],
  [resourceAppIds.exchangeOnlineProtection, 'Microsoft Exchange Online Protection'],
  [resourceAppIds.sharePoint, 'Office 365 SharePoint Online'],
  [resourceAppIds.teamsAdministration, 'Skype and Teams Tenant Admin API'],
  [resourceAppIds.azureManagement, 'Windows Azure Service Management API'],
]);

/** The name a well-known API has in every tenant; undefined for any other. */
export function resourceName(resourceAppId: string): string | undefined {
  return names.get(resourceAppId.toLowerCase());
}

/**
 * What to ask the token endpoint for (`{resource}/.default`) so that the token lists the permissions granted on this
 * API. An API without a known address is addressed by its application id, which the endpoint accepts as well.
 */
export function tokenResource(resourceAppId: string, facts: Pick<ConnectionFacts, 'cloud' | 'domain'>): string {
  switch (resourceAppId.toLowerCase()) {
    case resourceAppIds.graph:
      return facts.cloud.graph;
    case resourceAppIds.exchangeOnline:
      return facts.cloud.exchange;
    case resourceAppIds.exchangeOnlineProtection:
      return facts.cloud.compliance;
    case resourceAppIds.sharePoint:
      return sharePointRoot(facts);
    case resourceAppIds.azureManagement:
      return facts.cloud.azure;
    default:
      return resourceAppId;
  }
}

/** `https://contoso.sharepoint.com` of the tenant whose initial domain is `contoso.onmicrosoft.com`. */
export function sharePointRoot({ cloud, domain }: Pick<ConnectionFacts, 'cloud' | 'domain'>): string {
  return `https://${domain.split('.')[0]}.${cloud.sharePointSuffix}`;
}

/** Application permissions of one API by name, in the order given. */
export function permissionsOn(resourceAppId: string, names: readonly string[]): readonly PermissionRef[] {
  return names.map((permission) => ({ resourceAppId, permission }));
}
