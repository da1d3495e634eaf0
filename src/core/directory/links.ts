import { isGuid } from '../identity/tenantName.ts';
import type { Cloud } from '../identity/types.ts';
import { directoryError } from './errors.ts';

/**
 * Where an administrator grants an application what it requests (Microsoft identity platform, "Admin consent").
 *
 * @throws InvalidInput for ids that are none
 */
export function adminConsentUrl(cloud: Cloud, tenantId: string, appId: string): string {
  checkIds(tenantId, appId);
  return `${cloud.authority}/${tenantId}/adminconsent?client_id=${appId}`;
}

export type PortalPage = 'overview' | 'certificates' | 'permissions' | 'owners';

const blades: Readonly<Record<PortalPage, string>> = {
  overview: 'Overview',
  certificates: 'Credentials',
  permissions: 'CallAnAPI',
  owners: 'Owners',
};

/**
 * A page of an application in the Microsoft Entra admin center of its cloud.
 *
 * @throws InvalidInput for ids that are none
 */
export function portalUrl(cloud: Cloud, tenantId: string, appId: string, page: PortalPage = 'overview'): string {
  checkIds(tenantId, appId);
  const blade = `Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${blades[page]}/appId/${appId}`;
  return `${cloud.adminCenter}/${tenantId}/#view/${blade}`;
}

function checkIds(...ids: readonly string[]): void {
  const wrong = ids.find((id) => !isGuid(id));
  if (wrong !== undefined) {
    throw directoryError('invalidPath', { path: wrong });
  }
}
