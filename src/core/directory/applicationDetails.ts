import { applicationRequest } from './applications.ts';
import { batchLimit } from './batch.ts';
import { grantsRequest } from './consent.ts';
import { directoryError } from './errors.ts';
import { literal, query, segment } from './odata.ts';
import { joinPermissions, type PermissionState } from './permissions.ts';
import { roleAssignmentsRequest } from './roles.ts';
import { servicePrincipalRequest } from './servicePrincipals.ts';
import type {
  Application,
  AppRoleAssignment,
  BatchRequest,
  BatchResult,
  Directory,
  DirectoryRoleAssignment,
  ServicePrincipal,
} from './types.ts';

/** A user or service principal that owns an application. */
export interface Owner {
  readonly id: string;
  readonly displayName: string;
  /** Users only. */
  readonly userPrincipalName?: string;
}

/** Everything the explorer shows of one application. */
export interface ApplicationDetails {
  readonly application: Application;
  /** Undefined when the application has no service principal in the tenant: it can't sign in. */
  readonly servicePrincipal: ServicePrincipal | undefined;
  readonly permissions: readonly PermissionState[];
  readonly roles: readonly DirectoryRoleAssignment[];
  readonly owners: readonly Owner[];
}

/** Resources with their app roles, by object id. They are large and the same for all applications of a tenant. */
export type ResourceCache = Map<string, ServicePrincipal>;

/**
 * Reads an application with its service principal, permissions, directory roles and owners in two batches. Resources that
 * `resources` knows are not read again.
 *
 * @throws NotFound for the application; whatever else Graph refuses
 */
export async function readApplicationDetails(
  directory: Directory,
  appId: string,
  resources: ResourceCache,
  signal?: AbortSignal,
): Promise<ApplicationDetails> {
  const alternateKey = `(appId=${segment(literal(appId))})`;
  const ownerProperties = query({ $select: 'id,displayName,userPrincipalName' });
  const [application, principal, owners] = await directory.batch(
    [
      { id: 'application', ...applicationRequest(appId) },
      { id: 'principal', ...servicePrincipalRequest(appId) },
      { id: 'owners', method: 'GET', path: `/applications${alternateKey}/owners${ownerProperties}` },
    ],
    signal,
  );
  if (application?.status === 404) {
    throw directoryError('applicationNotFound', { appId }, application.error);
  }
  const found = body<Application>(application);
  const servicePrincipal = principal?.status === 404 ? undefined : body<ServicePrincipal>(principal);
  const { grants, roles } = await readAssignments(directory, servicePrincipal, signal);
  await readResources(directory, found, grants, resources, signal);
  return {
    application: found,
    servicePrincipal,
    permissions: joinPermissions(found.requiredResourceAccess, grants, [...resources.values()]),
    roles,
    owners: items<Owner>(owners),
  };
}

async function readAssignments(directory: Directory, principal: ServicePrincipal | undefined, signal?: AbortSignal) {
  if (!principal) {
    return { grants: [], roles: [] };
  }
  const [grants, roles] = await directory.batch(
    [
      { id: 'grants', ...grantsRequest(principal.id) },
      { id: 'roles', ...roleAssignmentsRequest(principal.id) },
    ],
    signal,
  );
  return { grants: items<AppRoleAssignment>(grants), roles: items<DirectoryRoleAssignment>(roles) };
}

async function readResources(
  directory: Directory,
  application: Application,
  grants: readonly AppRoleAssignment[],
  cache: ResourceCache,
  signal?: AbortSignal,
): Promise<void> {
  const known = [...cache.values()];
  const requested = application.requiredResourceAccess
    .map(({ resourceAppId }) => resourceAppId)
    .filter((appId) => !known.some((resource) => resource.appId.toLowerCase() === appId.toLowerCase()));
  const byAppId = [...new Set(requested)].map((appId) => servicePrincipalRequest(appId, { roles: true }).path);
  const granted = new Set(grants.map(({ resourceId }) => resourceId).filter((id) => !cache.has(id)));
  const byId = [...granted].map(
    (id) => `/servicePrincipals/${segment(id)}${query({ $select: 'id,appId,displayName,appRoles' })}`,
  );
  const paths = [...byAppId, ...byId];
  for (let start = 0; start < paths.length; start += batchLimit) {
    const requests: BatchRequest[] = paths
      .slice(start, start + batchLimit)
      .map((path, index) => ({ id: String(index), method: 'GET', path }));
    for (const answer of await directory.batch(requests, signal)) {
      // A resource that is not in this tenant leaves its permissions without names; that is no failure.
      if (answer.status < 300) {
        const resource = answer.body as ServicePrincipal;
        cache.set(resource.id, resource);
      }
    }
  }
}

function body<T>(answer: BatchResult | undefined): T {
  if (!answer || answer.error) {
    throw answer?.error ?? directoryError('unexpectedAnswer', { detail: 'missingAnswer' });
  }
  return answer.body as T;
}

function items<T>(answer: BatchResult | undefined): readonly T[] {
  return body<{ readonly value: readonly T[] }>(answer).value;
}
