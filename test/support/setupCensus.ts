import type { SampleTenant } from '../../src/core/sandbox/sampleTenant.ts';

type Thing = Readonly<Record<string, unknown>>;

/** What the tenant holds of the applications of one name. */
export function censusOf(tenant: SampleTenant, displayName: string) {
  const all = (collection: string): Thing[] => Object.values(tenant.state.collections[collection] ?? {});
  const applications = all('applications').filter((one) => one.displayName === displayName);
  const appIds = new Set(applications.map((one) => one.appId));
  const principals = all('servicePrincipals').filter((one) => appIds.has(one.appId));
  const ids = new Set(principals.map((one) => one.id));
  return {
    applications: applications.length,
    keys: applications.flatMap((one) => one.keyCredentials as unknown[]).length,
    requested: applications
      .flatMap((one) => one.requiredResourceAccess as { resourceAccess: unknown[] }[])
      .flatMap((one) => one.resourceAccess).length,
    principals: principals.length,
    grants: all('appRoleAssignments').filter((one) => ids.has(one.principalId)).length,
    roles: all('roleAssignments').filter((one) => ids.has(one.principalId)).length,
  };
}

/** Everything that undoing must restore: all but the bin, and the keys the tenant signs its tokens with. */
export function contentsOf(tenant: SampleTenant): unknown {
  const { collections } = tenant.state;
  const left = Object.entries(collections).filter(([name]) => name !== 'signingKeys' && !name.startsWith('deleted'));
  return JSON.parse(
    JSON.stringify(
      left.map(([name, objects]) => [name, Object.values(objects).sort((a, b) => (a.id < b.id ? -1 : 1))]),
    ),
  );
}

/** Changes sent to Microsoft Graph since the request with this number. */
export function writesSince(tenant: SampleTenant, start: number): readonly string[] {
  return tenant.requests
    .slice(start)
    .filter((one) => one.host === 'graph.microsoft.com' && one.method !== 'GET' && !one.path.endsWith('$batch'))
    .map((one) => `${one.method} ${one.path}`);
}
