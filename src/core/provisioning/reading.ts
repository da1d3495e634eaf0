import { grantsRequest, listGrants } from '../directory/consent.ts';
import { literal, query } from '../directory/odata.ts';
import { roleAssignmentsRequest } from '../directory/roles.ts';
import { servicePrincipalRequest } from '../directory/servicePrincipals.ts';
import type {
  Application,
  AppRole,
  AppRoleAssignment,
  BatchRequest,
  BatchResult,
  DirectoryRoleAssignment,
  ServicePrincipal,
} from '../directory/types.ts';
import { serviceById } from '../services/index.ts';
import { Answers } from './answers.ts';
import type { SetupEnvironment } from './environment.ts';
import { provisioningError } from './errors.ts';
import { type AppManagementPolicy, longestLifetime } from './lifetimePolicy.ts';
import { isOurs, isTagged } from './marker.ts';
import type { CheckedRequest } from './types.ts';

/** An application as a set-up reads it. */
export interface SetupApplication extends Application {
  readonly tags?: readonly string[];
}

/** What the directory holds of what a request is about. Plain data, part of the plan. */
export interface SetupReading {
  readonly application?: SetupApplication;
  readonly servicePrincipal?: ServicePrincipal;
  /** Service principals of the APIs with their application permissions, by application id; absent ones are missing in the tenant. */
  readonly resources: Readonly<Record<string, ServicePrincipal>>;
  readonly grants: readonly AppRoleAssignment[];
  readonly roleAssignments: readonly DirectoryRoleAssignment[];
  /** The wanted role, where the directory could be asked for it. */
  readonly role?: { readonly templateId: string; readonly displayName: string; readonly description?: string };
  /** Applications of the wanted name that are somebody else's, where a new one is to be created. */
  readonly namesakes?: { readonly count: number; readonly appId: string };
  /** Template ids of the administrator's own directory roles; undefined when they can't be read. */
  readonly administratorRoles?: readonly string[];
  /** The longest lifetime the tenant's policy allows for a certificate of this application, in days. */
  readonly longestLifetimeDays?: number;
}

export const applicationProperties =
  'id,appId,displayName,signInAudience,createdDateTime,tags,keyCredentials,requiredResourceAccess';

/** How to find the application: by an id that is known, or by its name. */
export interface Lookup {
  readonly key: string;
  /** Application id that the journal or the request names. */
  readonly appId?: string;
}

/**
 * Reads all of it in one call, in two when the application exists already (its grants hang on an id that only the first
 * call tells).
 * @throws provisioning/applicationMissing, provisioning/nameAmbiguous, provisioning/notReadable, and what a call throws
 */
export async function readDirectory(
  request: CheckedRequest,
  lookup: Lookup,
  env: Pick<SetupEnvironment, 'directory' | 'clock'>,
  signal?: AbortSignal,
): Promise<SetupReading> {
  const { directory } = env;
  const resourceIds = resourcesOf(request);
  const asked = new Set(request.permissions.map((permission) => permission.resourceAppId));
  const first = new Answers(
    await batches(
      directory,
      [
        applicationRead(request, lookup),
        ...(lookup.appId === undefined ? [] : [principalRead('principal', lookup.appId)]),
        ...resourceIds.map((appId) => principalRead(`resource:${appId}`, appId, asked.has(appId))),
        administratorRead,
        policyRead,
        ...(request.role === undefined ? [] : [roleRead(request.role)]),
      ],
      signal,
    ),
  );
  const application = chooseApplication(request, lookup, first);
  const principal = lookup.appId === undefined ? undefined : first.optional<ServicePrincipal>('principal', [404]);
  const second =
    application === undefined
      ? undefined
      : await readAssignments(directory, application, principal, lookup.appId === undefined, signal);
  const role = first.optional<RoleDefinition>('role', [403, 404]);
  if (request.role !== undefined && role === undefined && first.status('role') === 404) {
    throw provisioningError('roleUnknown', { role: request.role });
  }
  const policy = first.optional<AppManagementPolicy>('policy', 'any');
  const longest = policy && longestLifetime(policy, application?.createdDateTime, env.clock.now());
  const mine = first.optional<Collection<{ roleTemplateId?: string }>>('administrator', 'any')?.value;
  const servicePrincipal = second?.principal ?? principal;
  const others = application === undefined && lookup.appId === undefined ? namesakes(first) : [];
  return {
    ...(application ? { application } : {}),
    ...(servicePrincipal ? { servicePrincipal } : {}),
    ...(others[0] ? { namesakes: { count: others.length, appId: others[0].appId } } : {}),
    resources: Object.fromEntries(
      resourceIds.flatMap((appId) => {
        const resource = first.optional<ServicePrincipal>(`resource:${appId}`, [404]);
        return resource ? [[appId, wantedRoles(resource, request)]] : [];
      }),
    ),
    grants: second?.grants ?? [],
    roleAssignments: second?.roleAssignments ?? [],
    ...(role ? { role: { ...role, templateId: role.templateId ?? role.id } } : {}),
    ...(mine ? { administratorRoles: mine.flatMap((one) => one.roleTemplateId ?? []) } : {}),
    ...(longest === undefined ? {} : { longestLifetimeDays: longest }),
  };
}

/** Application ids of the APIs the request is about: those of its permissions, and those its services are signed in to. */
export function resourcesOf(request: CheckedRequest): readonly string[] {
  return [
    ...new Set([
      ...request.permissions.map((permission) => permission.resourceAppId),
      ...request.services.flatMap((id) => serviceById(id).resourceAppId ?? []),
    ]),
  ];
}

/** Whether an application may be granted this role; others are for users only, or switched off. */
export function isForApplications(role: AppRole): boolean {
  return role.isEnabled !== false && role.allowedMemberTypes?.includes('Application') !== false && role.value !== null;
}

/** The app role of this name, as the resource's own list has it. */
export function appRole(resource: ServicePrincipal | undefined, permission: string): AppRole | undefined {
  return resource?.appRoles?.find((role) => role.value?.toLowerCase() === permission.toLowerCase());
}

/** The list of a resource is long (Microsoft Graph has hundreds of permissions): kept are the wanted ones. */
function wantedRoles(resource: ServicePrincipal, request: CheckedRequest): ServicePrincipal {
  const wanted = new Set(request.permissions.map(({ permission }) => permission.toLowerCase()));
  const appRoles = (resource.appRoles ?? []).filter(
    (role) => isForApplications(role) && wanted.has(role.value?.toLowerCase() ?? ''),
  );
  return { ...resource, appRoles };
}

interface Collection<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string;
}

interface RoleDefinition {
  readonly id: string;
  readonly templateId?: string;
  readonly displayName: string;
  readonly description?: string;
}

function applicationRead(request: CheckedRequest, lookup: Lookup): BatchRequest {
  const { application } = request;
  if (lookup.appId !== undefined) {
    const path = `/applications(appId=${literal(lookup.appId)})${query({ $select: applicationProperties })}`;
    return { id: 'application', method: 'GET', path };
  }
  const name = 'displayName' in application ? application.displayName : '';
  return { id: 'application', method: 'GET', path: applicationsNamed(name) };
}

/** The applications of this name; key credentials come without their `key` from a list. */
function applicationsNamed(name: string): string {
  return `/applications${query({ $filter: `displayName eq ${literal(name)}`, $select: applicationProperties })}`;
}

function principalRead(id: string, appId: string, roles = false): BatchRequest {
  return { id, ...servicePrincipalRequest(appId, { roles }) };
}

const administratorRead: BatchRequest = {
  id: 'administrator',
  method: 'GET',
  path: `/me/transitiveMemberOf/microsoft.graph.directoryRole${query({ $select: 'id,roleTemplateId', $count: true })}`,
  headers: { ConsistencyLevel: 'eventual' },
};

const policyRead: BatchRequest = { id: 'policy', method: 'GET', path: '/policies/defaultAppManagementPolicy' };

function roleRead(templateId: string): BatchRequest {
  const select = query({ $select: 'id,templateId,displayName,description' });
  return { id: 'role', method: 'GET', path: `/roleManagement/directory/roleDefinitions/${templateId}${select}` };
}

/** The reads that show what an application was given. */
export function assignmentReads(principalId: string): readonly BatchRequest[] {
  return [
    { id: 'grants', ...grantsRequest(principalId) },
    { id: 'roles', ...roleAssignmentsRequest(principalId) },
  ];
}

/** The answers to {@link assignmentReads}; an application with more grants than a page holds takes further calls. */
export async function assignmentsIn(
  answers: Answers,
  principalId: string,
  directory: SetupEnvironment['directory'],
  signal: AbortSignal | undefined,
): Promise<Pick<SetupReading, 'grants' | 'roleAssignments'>> {
  const grants = answers.required<Collection<AppRoleAssignment>>('grants');
  return {
    grants: grants['@odata.nextLink'] === undefined ? grants.value : await listGrants(directory, principalId, signal),
    roleAssignments: answers.required<Collection<DirectoryRoleAssignment>>('roles').value,
  };
}

function chooseApplication(request: CheckedRequest, lookup: Lookup, answers: Answers): SetupApplication | undefined {
  if (lookup.appId !== undefined) {
    const application = answers.optional<SetupApplication>('application', [404]);
    if (application === undefined && 'appId' in request.application) {
      throw provisioningError('applicationMissing', { appId: lookup.appId });
    }
    return application;
  }
  return pickOurs(namesakes(answers), request, lookup.key);
}

function namesakes(answers: Answers): readonly SetupApplication[] {
  return answers.required<Collection<SetupApplication>>('application').value;
}

/**
 * The application of this name that a set-up created: the one of this very request, else the only one. Others of the
 * same name belong to somebody and are not changed unasked; the directory allows several.
 */
export function pickOurs(
  candidates: readonly SetupApplication[],
  request: CheckedRequest,
  key: string,
): SetupApplication | undefined {
  const own = candidates.find((candidate) => isOurs(candidate.tags, key));
  if (own) {
    return own;
  }
  const [first, ...more] = candidates.filter((candidate) => isTagged(candidate.tags));
  if (first && more.length > 0) {
    throw provisioningError('nameAmbiguous', {
      name: 'displayName' in request.application ? request.application.displayName : first.displayName,
      count: more.length + 1,
    });
  }
  return first;
}

interface Assignments {
  readonly principal: ServicePrincipal | undefined;
  readonly grants: readonly AppRoleAssignment[];
  readonly roleAssignments: readonly DirectoryRoleAssignment[];
}

async function readAssignments(
  directory: SetupEnvironment['directory'],
  application: SetupApplication,
  known: ServicePrincipal | undefined,
  unknown: boolean,
  signal: AbortSignal | undefined,
): Promise<Assignments> {
  let principal = known;
  if (unknown) {
    const [answer] = await directory.batch([principalRead('principal', application.appId)], signal);
    principal = new Answers(answer ? [answer] : []).optional<ServicePrincipal>('principal', [404]);
  }
  if (principal === undefined) {
    return { principal: undefined, grants: [], roleAssignments: [] };
  }
  const answers = new Answers(await directory.batch(assignmentReads(principal.id), signal));
  return { principal, ...(await assignmentsIn(answers, principal.id, directory, signal)) };
}

/** A batch holds 20; a request for permissions of more APIs than that takes two. */
async function batches(
  directory: SetupEnvironment['directory'],
  requests: readonly BatchRequest[],
  signal: AbortSignal | undefined,
): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  for (let start = 0; start < requests.length; start += 20) {
    results.push(...(await directory.batch(requests.slice(start, start + 20), signal)));
  }
  return results;
}
