import { writePermissions } from '../identity/scopes.ts';
import { isGuid } from '../identity/tenantName.ts';
import { isDomainError } from '../shared/errors.ts';
import { directoryError } from './errors.ts';
import { literal, query, segment } from './odata.ts';
import type { Application, Directory, GraphRequest, KeyCredential, RequiredResourceAccess } from './types.ts';

/** What is read of an application. In a list `keyCredentials` come without their contents. */
export const applicationProperties =
  'id,appId,displayName,signInAudience,createdDateTime,keyCredentials,requiredResourceAccess';

const scopes = [writePermissions.applications];

/**
 * The application with `appId`, its certificates with their contents.
 *
 * @throws NotFound
 */
export async function getApplication(directory: Directory, appId: string, signal?: AbortSignal): Promise<Application> {
  const id = appId.trim();
  if (!isGuid(id)) {
    throw directoryError('applicationNotFound', { appId });
  }
  try {
    return await directory.request<Application>(applicationRequest(id), signal);
  } catch (error) {
    throw isDomainError(error, 'NotFound') ? directoryError('applicationNotFound', { appId: id }, error) : error;
  }
}

/** The request for the application with `appId`. */
export function applicationRequest(appId: string): GraphRequest {
  return {
    method: 'GET',
    path: `/applications(appId=${segment(literal(appId))})${query({ $select: applicationProperties })}`,
  };
}

export interface NewApplication {
  readonly displayName: string;
  readonly keyCredentials?: readonly KeyCredential[];
  readonly requiredResourceAccess?: readonly RequiredResourceAccess[];
}

/** The request that creates a single-tenant application, with certificates and requested permissions where given. */
export function createApplicationRequest(application: NewApplication): GraphRequest {
  return { method: 'POST', path: '/applications', scopes, body: { ...application, signInAudience: 'AzureADMyOrg' } };
}

/**
 * Creates a single-tenant application. A lost answer is not repeated: it could create a second one of the same name.
 *
 * @throws InvalidInput, Forbidden, Network (`answerLost`)
 */
export async function createApplication(
  directory: Directory,
  application: NewApplication,
  signal?: AbortSignal,
): Promise<Application> {
  const created = await directory.request<Application>(createApplicationRequest(application), signal);
  return {
    ...created,
    keyCredentials: created.keyCredentials ?? [],
    requiredResourceAccess: created.requiredResourceAccess ?? [],
  };
}

/** The request that changes an application's name or the permissions it requests. */
export function updateApplicationRequest(
  objectId: string,
  changes: { readonly displayName?: string; readonly requiredResourceAccess?: readonly RequiredResourceAccess[] },
): GraphRequest {
  return { method: 'PATCH', path: `/applications/${segment(objectId)}`, scopes, idempotent: true, body: changes };
}

export async function renameApplication(
  directory: Directory,
  objectId: string,
  displayName: string,
  signal?: AbortSignal,
): Promise<void> {
  await directory.request(updateApplicationRequest(objectId, { displayName }), signal);
}

/**
 * Deletes an application; it can be restored for 30 days.
 *
 * @throws NotFound, Forbidden
 */
export async function deleteApplication(directory: Directory, objectId: string, signal?: AbortSignal): Promise<void> {
  await directory.request(
    { method: 'DELETE', path: `/applications/${segment(objectId)}`, scopes, idempotent: true },
    signal,
  );
}

/**
 * Restores a deleted application with its certificates and grants.
 *
 * @throws NotFound when it was never deleted or is gone for good
 */
export async function restoreApplication(directory: Directory, objectId: string, signal?: AbortSignal): Promise<void> {
  await directory.request(
    { method: 'POST', path: `/directory/deletedItems/${segment(objectId)}/restore`, scopes, body: {} },
    signal,
  );
}
