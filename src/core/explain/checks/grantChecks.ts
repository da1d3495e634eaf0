import type { PermissionAlternative } from '../../catalog/types.ts';
import { type ApplicationDetails, readApplicationDetails } from '../../directory/applicationDetails.ts';
import { thumbprintOfKey } from '../../directory/keyCredential.ts';
import type { Tenant } from '../../identity/types.ts';
import { services } from '../../services/index.ts';
import { resourceAppIds, tokenResource } from '../../services/resources.ts';
import { isDomainError } from '../../shared/errors.ts';
import type { ErrorFacts } from '../types.ts';
import type { CheckDoors } from './doors.ts';
import { type CheckResult, found } from './findings.ts';

interface Target {
  readonly tenant: Tenant;
  readonly appId: string;
  readonly facts: ErrorFacts;
}

/** Whether a permission that the error calls for is granted, and whether a fresh token carries it. */
export async function permissionGranted(
  doors: CheckDoors,
  { tenant, appId, facts }: Target,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const alternatives = await neededPermissions(doors, facts);
  const details = await readApplicationDetails(await doors.directory(tenant.tenantId), appId, new Map(), signal);
  const { application } = details;
  if (alternatives.length === 0) {
    return found('permissionUnknown', { command: facts.command ?? '', application: application.displayName });
  }
  const params = {
    application: application.displayName,
    permission: alternatives
      .map((each) => each.map(({ permission }) => permission).join(' + '))
      .slice(0, 3)
      .join(', '),
  };
  const granted = alternatives.find((each) =>
    each.every((one) => details.permissions.some((state) => matches(state, one) && state.granted)),
  );
  if (!granted) {
    const requested = alternatives.some((each) =>
      each.every((one) => details.permissions.some((state) => matches(state, one))),
    );
    return requested
      ? found('permissionRequestedOnly', params, { fix: 'grantConsent' })
      : found('permissionMissing', params, { fix: facts.service === 'graph' ? 'addPermission' : 'setUp' });
  }
  const resourceAppId = granted[0]?.resourceAppId ?? resourceAppIds.graph;
  const cloud = await doors.cloud(tenant.tenantId);
  const token = await freshToken(
    doors,
    tenant,
    details,
    tokenResource(resourceAppId, { cloud, domain: tenant.domain }),
    signal,
  );
  const held = { ...params, permission: granted.map(({ permission }) => permission).join(', ') };
  return token && !granted.every(({ permission }) => token.roles.includes(permission))
    ? found('permissionNotInToken', held)
    : found('permissionGranted', held);
}

/** Whether everything the application requests is granted. */
export async function consentGranted(
  doors: CheckDoors,
  { tenant, appId }: Target,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const { application, permissions } = await readApplicationDetails(
    await doors.directory(tenant.tenantId),
    appId,
    new Map(),
    signal,
  );
  const requested = permissions.filter((state) => state.requested);
  const missing = requested.filter((state) => !state.granted).map(({ permission }) => permission);
  const params = { application: application.displayName, permission: missing.slice(0, 5).join(', ') };
  if (requested.length === 0) {
    return found('nothingRequested', params, { fix: 'setUp' });
  }
  return missing.length > 0
    ? found('consentIncomplete', params, { fix: 'grantConsent' })
    : found('consentComplete', params);
}

/** Whether the application holds a directory role its service accepts, and whether a fresh token carries it. */
export async function roleAssigned(
  doors: CheckDoors,
  { tenant, appId, facts }: Target,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const details = await readApplicationDetails(await doors.directory(tenant.tenantId), appId, new Map(), signal);
  const service = services.find(({ id }) => id === (facts.service ?? 'exchangeOnline'));
  const params = { application: details.application.displayName, service: service?.name ?? '' };
  if (!service?.roleRequired) {
    return found('roleNotNeeded', params);
  }
  const held = details.roles.flatMap(({ roleDefinition }) => roleDefinition ?? []);
  // The smallest first: what suffices for one cmdlet need not for another.
  const accepted = held.filter(({ templateId }) => service.roles.some((role) => role.templateId === templateId));
  if (accepted.length === 0) {
    return held.length === 0
      ? found('roleMissing', params, { fix: 'assignRole' })
      : found('roleNotSufficient', { ...params, role: namesOf(held) }, { fix: 'assignRole' });
  }
  const cloud = await doors.cloud(tenant.tenantId);
  const resource = service.resource({ cloud, domain: tenant.domain });
  const token = resource && (await freshToken(doors, tenant, details, resource, signal));
  const carried = !token || accepted.some(({ templateId }) => token.wids.includes(templateId));
  return found(carried ? 'roleHeld' : 'roleNotInToken', { ...params, role: namesOf(accepted) });
}

function namesOf(roles: readonly { readonly displayName: string }[]): string {
  return roles.map(({ displayName }) => displayName).join(', ');
}

function matches(
  state: { readonly resourceAppId: string | undefined; readonly permission: string },
  one: { readonly resourceAppId: string; readonly permission: string },
): boolean {
  return (
    state.resourceAppId?.toLowerCase() === one.resourceAppId.toLowerCase() &&
    state.permission.toLowerCase() === one.permission.toLowerCase()
  );
}

/** What the error names, else what the cmdlet needs, else what every script of the service needs. */
async function neededPermissions(doors: CheckDoors, facts: ErrorFacts): Promise<readonly PermissionAlternative[]> {
  if (facts.permission) {
    return facts.permission
      .split(',')
      .map((permission) => [{ resourceAppId: resourceAppIds.graph, permission: permission.trim() }]);
  }
  const service = services.find(({ id }) => id === facts.service);
  if (service && service.permissions.length > 0) {
    return [service.permissions];
  }
  return facts.command ? ((await doors.catalog()).cmdlet(facts.command)?.permissions ?? []) : [];
}

/** A token got with a certificate of the vault; undefined where none fits or the sign-in itself fails, which is another error. */
async function freshToken(
  doors: CheckDoors,
  { tenantId }: Tenant,
  { application }: ApplicationDetails,
  resource: string,
  signal?: AbortSignal,
) {
  const onApplication = new Set(application.keyCredentials.map(thumbprintOfKey));
  const { certificates } = await (await doors.vault()).list();
  const certificate = certificates.find(
    ({ thumbprint, hasPrivateKey, state }) =>
      hasPrivateKey && (state === 'valid' || state === 'expiring') && onApplication.has(thumbprint),
  );
  if (!certificate) {
    return undefined;
  }
  try {
    const identity = { tenantId, appId: application.appId, thumbprint: certificate.thumbprint };
    return await doors.signIn(identity, resource, signal);
  } catch (error) {
    if (isDomainError(error)) {
      return undefined;
    }
    throw error;
  }
}
