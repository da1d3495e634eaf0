import type { GraphObject, SandboxContext } from '../model.ts';
import { isVisible } from '../replication.ts';
import { TokenError } from './tokenError.ts';

/** Objects of a collection that the token service sees already. */
export function visible(context: SandboxContext, collection: string): GraphObject[] {
  return Object.values(context.state.collections[collection] ?? {}).filter((object) =>
    isVisible(context, 'token', object.id),
  );
}

export function applicationByAppId(context: SandboxContext, appId: string): GraphObject | undefined {
  return visible(context, 'applications').find((application) => sameText(application.appId, appId));
}

export function servicePrincipalByAppId(context: SandboxContext, appId: string): GraphObject | undefined {
  return visible(context, 'servicePrincipals').find((principal) => sameText(principal.appId, appId));
}

/** Domains and ids that name the sample tenant in a URL. */
export function namesTenant(context: SandboxContext, segment: string): boolean {
  const { state } = context;
  if (sameText(state.tenantId, segment) || sameText(state.domain, segment)) {
    return true;
  }
  const organizations = Object.values(state.collections.organization ?? {});
  const domains = Object.values(state.collections.domains ?? {});
  return (
    domains.some((domain) => sameText(domain.id, segment)) ||
    organizations.some((organization) =>
      records(organization.verifiedDomains).some((domain) => sameText(domain.name, segment)),
    )
  );
}

/** Segments that stand for whatever tenant the account belongs to. */
const anyTenant: ReadonlySet<string> = new Set(['common', 'organizations']);

/** Checks the tenant part of a path; AADSTS90002 or 900023 as the service answers for others. */
export function checkTenant(context: SandboxContext, segment: string): void {
  if (anyTenant.has(segment.toLowerCase()) || namesTenant(context, segment)) {
    return;
  }
  if (!/^[\w-]+(\.[\w-]+)+$/.test(segment) && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(segment)) {
    throw new TokenError(
      900023,
      `Specified tenant identifier '${segment}' is neither a valid DNS name, nor a valid external domain.`,
    );
  }
  throw new TokenError(
    90002,
    `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. ` +
      'Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.',
  );
}

/** Application permissions granted to a service principal on one resource, as the token service sees them by now. */
export function grantedRoles(context: SandboxContext, principalId: string, resource: GraphObject): string[] {
  const appRoles = records(resource.appRoles);
  const values = visible(context, 'appRoleAssignments')
    .filter((assignment) => assignment.principalId === principalId && assignment.resourceId === resource.id)
    .map((assignment) => appRoles.find((role) => role.id === assignment.appRoleId)?.value)
    .filter((value): value is string => typeof value === 'string');
  return [...new Set(values)].sort();
}

/** Template ids of the tenant-wide directory roles of a user or service principal. */
export function directoryRoles(context: SandboxContext, principalId: string): string[] {
  const definitions = context.state.collections.roleDefinitions ?? {};
  const ids = visible(context, 'roleAssignments')
    .filter((assignment) => assignment.principalId === principalId && (assignment.directoryScopeId ?? '/') === '/')
    .map((assignment) => {
      const id = String(assignment.roleDefinitionId);
      const template = definitions[id]?.templateId;
      return typeof template === 'string' ? template : id;
    });
  return [...new Set(ids)].sort();
}

export function records(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    : [];
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function sameText(a: unknown, b: string): boolean {
  return typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
}
