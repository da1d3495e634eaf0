import { throwIfAborted } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { applicationProperties, createApplication } from './applications.ts';
import { collect } from './collect.ts';
import { directoryError } from './errors.ts';
import { literal, query } from './odata.ts';
import { ensureServicePrincipal, findServicePrincipal } from './servicePrincipals.ts';
import type { Application, Directory, ServicePrincipal } from './types.ts';
import { type ReplicationWait, untilReplicated } from './untilReplicated.ts';

/** Longest display name of an application (Microsoft Graph, resource type "application"). */
export const applicationNameLimit = 120;

export interface RegisteredApplication {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
}

/**
 * The name as it is stored, without spaces around it.
 *
 * @throws InvalidInput when it is empty or too long
 */
export function checkApplicationName(text: string): string {
  const name = text.trim();
  if (name === '') {
    throw directoryError('nameEmpty');
  }
  if (name.length > applicationNameLimit) {
    throw directoryError('nameTooLong', { length: name.length, limit: applicationNameLimit });
  }
  return name;
}

/**
 * Creates a single-tenant application with its service principal, and waits until the directory knows both. One of the
 * same name that was left without its service principal, and is otherwise blank, is completed instead: so the same call
 * resumes after a failure half-way.
 *
 * @param options.sameName `allow` creates another one beside others of the same name
 * @throws InvalidInput, AlreadyExists (`nameTaken`), Forbidden; Incomplete when only the service principal is missing
 */
export async function registerApplication(
  directory: Directory,
  displayName: string,
  options: ReplicationWait & { readonly sameName: 'refuse' | 'allow' },
): Promise<RegisteredApplication> {
  const { signal } = options;
  const name = checkApplicationName(displayName);
  const namesakes = await findByName(directory, name, signal);
  const begun = await findBegun(directory, namesakes, signal);
  const [taken] = namesakes;
  if (taken && !begun && options.sameName === 'refuse') {
    throw directoryError('nameTaken', { name, appId: taken.appId });
  }
  throwIfAborted(signal);
  const application = begun ?? (await createApplication(directory, { displayName: name }, signal));
  try {
    const servicePrincipal = await untilReplicated(
      () => ensureServicePrincipal(directory, application.appId, { signal }),
      options,
    );
    return { application, servicePrincipal };
  } catch (error) {
    throw isAbort(error) || isDomainError(error, 'NotSignedIn')
      ? error
      : directoryError('principalNotCreated', { name, appId: application.appId }, error);
  }
}

async function findByName(directory: Directory, name: string, signal?: AbortSignal): Promise<readonly Application[]> {
  const parameters = { $filter: `displayName eq ${literal(name)}`, $select: applicationProperties };
  return collect<Application>(directory, { method: 'GET', path: `/applications${query(parameters)}` }, signal);
}

/** The one that an earlier call has begun, if there is exactly one candidate. */
async function findBegun(
  directory: Directory,
  namesakes: readonly Application[],
  signal?: AbortSignal,
): Promise<Application | undefined> {
  const blank = namesakes.filter(
    ({ keyCredentials, requiredResourceAccess, signInAudience }) =>
      (keyCredentials ?? []).length === 0 &&
      (requiredResourceAccess ?? []).length === 0 &&
      signInAudience === 'AzureADMyOrg',
  );
  const [only, ...others] = blank;
  if (!only || others.length > 0 || namesakes.length > 1) {
    return undefined;
  }
  return (await findServicePrincipal(directory, only.appId, { signal })) ? undefined : only;
}
