import type { Application } from '../../core/directory/types.ts';
import type { SetupRequest } from '../../core/provisioning/types.ts';
import type { ServiceId } from '../../core/services/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { defaultCertificate, newCertificate } from './defaultCertificate.ts';
import { defaultName } from './defaultName.ts';

/** The parts of a request that options give; what they leave open has a sensible default or is asked for. */
export type GivenRequest = Partial<SetupRequest> & { readonly months?: number; readonly subject?: string };

/**
 * Reads the options that say what to set up.
 * @throws InvalidInput, naming the option
 */
export async function readGiven(options: CommandOptions): Promise<GivenRequest> {
  const { serviceById } = await import('../../core/services/index.ts');
  const appId = options.text('appId');
  const displayName = options.text('displayName');
  const thumbprint = options.text('thumbprint');
  const certificate = options.object('certificate');
  if (appId !== undefined && displayName !== undefined) {
    throw optionError('notTogether', { first: 'appId', second: 'displayName' });
  }
  if (thumbprint !== undefined && certificate !== undefined) {
    throw optionError('notTogether', { first: 'thumbprint', second: 'certificate' });
  }
  const services = options.list('services', (item): ServiceId => {
    if (typeof item !== 'string') {
      throw optionError('notText', { name: 'services' });
    }
    return serviceById(item.trim()).id;
  });
  const permissions = options.list('permissions', readPermission);
  const role = options.text('role');
  const subject = certificate?.text('subject');
  const months = certificate?.number('months');
  return {
    ...(services ? { services } : {}),
    ...(appId !== undefined
      ? { application: { appId } }
      : displayName !== undefined
        ? { application: { displayName } }
        : {}),
    ...(thumbprint === undefined ? {} : { certificate: { thumbprint } }),
    ...(subject === undefined ? {} : { subject }),
    ...(months === undefined ? {} : { months }),
    ...(permissions ? { permissions } : {}),
    ...(role === undefined ? {} : { role }),
  };
}

function readPermission(item: unknown) {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw optionError('notObject', { name: 'permissions' });
  }
  const values = new CommandOptions(item);
  const resourceAppId = values.text('resourceAppId');
  const permission = values.text('permission');
  if (resourceAppId === undefined || permission === undefined) {
    throw optionError('missing', { name: resourceAppId === undefined ? 'resourceAppId' : 'permission' });
  }
  return { resourceAppId, permission };
}

/**
 * The whole request of a call by a program: what is not given gets its default. A new application gets a general name;
 * for an existing one, a certificate that it carries and whose key is here is used again.
 *
 * @throws InvalidInput, before the network is asked for anything
 */
export async function completeRequest(rooms: Rooms, tenantId: string, given: GivenRequest): Promise<SetupRequest> {
  const application = given.application ?? { displayName: defaultName() };
  const draft: SetupRequest = {
    services: given.services ?? [],
    application,
    certificate:
      given.certificate ?? newCertificate('displayName' in application ? application.displayName : '', given),
    permissions: given.permissions ?? [],
    ...(given.role === undefined ? {} : { role: given.role }),
  };
  const { checkRequest } = await import('../../core/provisioning/checkRequest.ts');
  checkRequest(draft);
  if (given.certificate !== undefined || !('appId' in application)) {
    return draft;
  }
  return { ...draft, certificate: await certificateOf(rooms, tenantId, application.appId, given) };
}

async function certificateOf(
  rooms: Rooms,
  tenantId: string,
  appId: string,
  given: GivenRequest,
): Promise<SetupRequest['certificate']> {
  const application = await findApplication(rooms, tenantId, appId);
  const { certificates } = await (await rooms.vault()).list();
  return given.subject === undefined && given.months === undefined
    ? defaultCertificate(application, certificates)
    : newCertificate(application.displayName, given);
}

async function findApplication(rooms: Rooms, tenantId: string, appId: string): Promise<Application> {
  const { getApplication } = await import('../../core/directory/applications.ts');
  try {
    return await getApplication(await rooms.directory(tenantId), appId);
  } catch (error) {
    if (isDomainError(error, 'NotFound')) {
      const { provisioningError } = await import('../../core/provisioning/errors.ts');
      throw provisioningError('applicationMissing', { appId }, error);
    }
    throw error;
  }
}
