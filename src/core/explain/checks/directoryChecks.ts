import { getApplication } from '../../directory/applications.ts';
import { literal, query, segment } from '../../directory/odata.ts';
import { longestCertificateDays } from '../../directory/tenant.ts';
import type { Application, Directory } from '../../directory/types.ts';
import { isGuid } from '../../identity/tenantName.ts';
import type { Tenant } from '../../identity/types.ts';
import { services } from '../../services/index.ts';
import { resourceAppIds, resourceName, tokenResource } from '../../services/resources.ts';
import { isDomainError } from '../../shared/errors.ts';
import type { CheckDoors } from './doors.ts';
import { type CheckResult, found } from './findings.ts';

/** Looks for the application in its tenant, then in the other tenants somebody is signed in to. */
export async function applicationExists(
  doors: CheckDoors,
  { tenant, appId }: { tenant: Tenant; appId: string },
  signal?: AbortSignal,
): Promise<CheckResult> {
  const tenants = await doors.tenants();
  const others = tenants.filter(({ tenantId }) => tenantId !== tenant.tenantId);
  for (const place of [tenant, ...others]) {
    const application = await applicationIn(await doors.directory(place.tenantId), appId, signal);
    if (application) {
      const facts = { application: application.displayName, tenant: place.displayName, asked: tenant.displayName };
      return place === tenant
        ? found('applicationHere', facts)
        : found('applicationElsewhere', facts, { fix: 'insertConnection' });
    }
  }
  const names = [tenant, ...others].map(({ displayName }) => displayName).join(', ');
  return found('applicationNowhere', { appId, tenants: names }, { fix: 'setUp' });
}

async function applicationIn(
  directory: Directory,
  appId: string,
  signal?: AbortSignal,
): Promise<Application | undefined> {
  try {
    return await getApplication(directory, appId, signal);
  } catch (error) {
    if (isDomainError(error, 'NotFound')) {
      return undefined;
    }
    throw error;
  }
}

interface Principal {
  readonly displayName: string;
  readonly accountEnabled?: boolean;
}

async function principalOf(directory: Directory, appId: string, signal?: AbortSignal): Promise<Principal | undefined> {
  const path = `/servicePrincipals(appId=${segment(literal(appId))})${query({ $select: 'id,displayName,accountEnabled' })}`;
  try {
    return await directory.request<Principal>({ method: 'GET', path }, signal);
  } catch (error) {
    if (isDomainError(error, 'NotFound')) {
      return undefined;
    }
    throw error;
  }
}

/** Whether the application has a service principal in the tenant, and nobody has switched it off. */
export async function servicePrincipalUsable(
  doors: CheckDoors,
  { tenant, appId }: { tenant: Tenant; appId: string },
  signal?: AbortSignal,
): Promise<CheckResult> {
  const principal = await principalOf(await doors.directory(tenant.tenantId), appId, signal);
  if (!principal) {
    return found('principalMissing', { appId, tenant: tenant.displayName }, { fix: 'setUp' });
  }
  const facts = { application: principal.displayName, tenant: tenant.displayName };
  return principal.accountEnabled === false
    ? found('principalDisabled', facts, { fix: 'openInPortal' })
    : found('principalThere', facts);
}

/** Whether the tenant has the API the error names, by its application id or one of the well-known addresses. */
export async function resourceExists(
  doors: CheckDoors,
  { tenant, resource }: { tenant: Tenant; resource: string | undefined },
  signal?: AbortSignal,
): Promise<CheckResult> {
  const facts = { resource: resource ?? '', tenant: tenant.displayName };
  const appId = resource && (await resourceAppId(doors, tenant, resource));
  if (!appId) {
    return found('resourceUnknown', facts);
  }
  const principal = await principalOf(await doors.directory(tenant.tenantId), appId, signal);
  const named = { ...facts, resource: principal?.displayName ?? resourceName(appId) ?? resource };
  if (!principal) {
    return found('resourceMissing', named, { fix: 'setUp' });
  }
  return principal.accountEnabled === false
    ? found('resourceDisabled', named, { fix: 'openInPortal' })
    : found('resourceThere', named);
}

async function resourceAppId(doors: CheckDoors, tenant: Tenant, resource: string): Promise<string | undefined> {
  const name = resource.replace(/\/\.default$/, '').replace(/\/+$/, '');
  if (isGuid(name)) {
    return name;
  }
  const facts = { cloud: await doors.cloud(tenant.tenantId), domain: tenant.domain };
  const byAddress = Object.values(resourceAppIds).find(
    (appId) => tokenResource(appId, facts).toLowerCase() === name.toLowerCase(),
  );
  return (
    byAddress ??
    services.find((service) => service.resource(facts)?.toLowerCase() === name.toLowerCase())?.resourceAppId
  );
}

/** The longest validity the tenant allows a certificate. */
export async function lifetimePolicy(doors: CheckDoors, tenant: Tenant, signal?: AbortSignal): Promise<CheckResult> {
  const days = await longestCertificateDays(await doors.directory(tenant.tenantId), signal);
  return days === undefined
    ? found('lifetimeUnlimited', { tenant: tenant.displayName })
    : found('lifetimeLimited', { tenant: tenant.displayName, days }, { fix: 'generateCertificate' });
}
