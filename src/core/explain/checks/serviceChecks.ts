import { measureClockSkew, tolerableSkew } from '../../identity/clockSkew.ts';
import { clouds } from '../../identity/clouds.ts';
import { isGuid, isTenantName } from '../../identity/tenantName.ts';
import { timeLimit } from '../../identity/timeLimit.ts';
import type { Tenant } from '../../identity/types.ts';
import { throwIfAborted } from '../../shared/clock.ts';
import { isDomainError } from '../../shared/errors.ts';
import type { CheckDoors } from './doors.ts';
import { type CheckResult, found } from './findings.ts';

/** How far this computer's clock is from the sign-in service's. */
export async function clockSkew(doors: CheckDoors, tenant: Tenant, signal?: AbortSignal): Promise<CheckResult> {
  const skew = await measureSkew(doors, tenant, signal);
  if (skew === undefined) {
    return found('clockUnknown');
  }
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) <= tolerableSkew) {
    return found('clockRight', { seconds });
  }
  return found(skew > 0 ? 'clockAhead' : 'clockBehind', { minutes: Math.round(seconds / 60) });
}

/** Whether the sign-in service of the tenant's cloud answers this computer. */
export async function signInServiceReachable(
  doors: CheckDoors,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const { host } = new URL((await doors.cloud(tenant.tenantId)).authority);
  const skew = await measureSkew(doors, tenant, signal);
  return found(skew === undefined ? 'unreachable' : 'reachable', { host });
}

async function measureSkew(doors: CheckDoors, { tenantId }: Tenant, signal?: AbortSignal): Promise<number | undefined> {
  const [cloud, transport] = await Promise.all([doors.cloud(tenantId), doors.transport(tenantId)]);
  return measureClockSkew(cloud, { transport, clock: doors.clock, ...(signal ? { signal } : {}) });
}

/** Whether the cloud knows a tenant of that name; its public metadata says, nobody has to sign in. */
export async function tenantOfDomain(
  doors: CheckDoors,
  { tenant, name }: { tenant: Tenant; name: string | undefined },
  signal?: AbortSignal,
): Promise<CheckResult> {
  if (!name || !isTenantName(name)) {
    return found('tenantUnknown', { tenant: name ?? '' });
  }
  const [cloud, transport] = await Promise.all([doors.cloud(tenant.tenantId), doors.transport(tenant.tenantId)]);
  const limit = timeLimit(15_000, signal);
  try {
    const url = `${cloud.authority}/${encodeURIComponent(name.toLowerCase())}/v2.0/.well-known/openid-configuration`;
    const answer = await transport(url, { signal: limit.signal });
    const body: unknown = await answer.json();
    if (answer.status >= 500) {
      return found('tenantUnknown', { tenant: name });
    }
    if (!answer.ok) {
      return found('tenantNowhere', { tenant: name, cloud: cloud.id });
    }
    const graphHost = text(body, 'msgraph_host');
    const home = Object.values(clouds).find(({ graph }) => new URL(graph).host === graphHost);
    return home && cloud.id !== 'Custom' && home.authority !== cloud.authority
      ? found('tenantInOtherCloud', { tenant: name, cloud: home.id })
      : found('tenantFound', { tenant: name, cloud: cloud.id });
  } catch {
    throwIfAborted(signal);
    return found('tenantUnknown', { tenant: name });
  } finally {
    limit.clear();
  }
}

function text(body: unknown, field: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Whether the name the script gives is the one Exchange knows the tenant by: its initial domain. */
export function organizationName(tenant: Tenant, given: string | undefined): CheckResult {
  const facts = { domain: tenant.domain, given: given ?? '' };
  if (!given) {
    return found('organizationIs', facts, { fix: 'insertConnection' });
  }
  const same = given.toLowerCase() === tenant.domain.toLowerCase();
  return same && !isGuid(given)
    ? found('organizationRight', facts)
    : found('organizationOther', facts, { fix: 'insertConnection' });
}

/** Signs in as the application with the certificate. */
export async function signsIn(
  doors: CheckDoors,
  identity: { readonly tenant: Tenant; readonly appId: string; readonly thumbprint: string },
  resource: string,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const { tenant, appId, thumbprint } = identity;
  try {
    const token = await doors.signIn({ tenantId: tenant.tenantId, appId, thumbprint }, resource, signal);
    return found('signInWorks', { appId, tenant: tenant.displayName, count: token.roles.length });
  } catch (error) {
    if (!isDomainError(error) || error.code === 'NotSignedIn') {
      throw error;
    }
    return found('signInFails', { appId, tenant: tenant.displayName }, { error });
  }
}
