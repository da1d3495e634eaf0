import { checkGenerateOptions } from '../certificates/generate.ts';
import type { PermissionRef } from '../directory/types.ts';
import { directoryRoles } from '../services/directoryRoles.ts';
import { serviceById, services } from '../services/index.ts';
import type { ServiceDefinition } from '../services/types.ts';
import { provisioningError } from './errors.ts';
import type { CheckedRequest, SetupRequest } from './types.ts';

/** Longest display name the directory takes for an application of this kind. */
const nameLimit = 120;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Roles with which an application could give itself everything. */
const forbiddenRoles: readonly string[] = [directoryRoles.globalAdministrator.templateId];

/**
 * The request in the form the rest relies on. Finds out by itself what needs no directory: form, limits, and whether
 * the chosen services accept the role.
 * @throws provisioning/…, services/unknownService and what the certificate generator refuses, each naming what is wrong
 */
export function checkRequest(request: SetupRequest): CheckedRequest {
  const chosen = [...new Set(request.services)].map(serviceById);
  const role = request.role === undefined ? undefined : checkRole(request.role, chosen);
  const permissions = checkPermissions([...chosen.flatMap((service) => service.permissions), ...request.permissions]);
  if (chosen.length === 0 && permissions.length === 0 && role === undefined) {
    throw provisioningError('nothingChosen');
  }
  return {
    services: chosen.map((service) => service.id),
    application: checkApplication(request.application),
    certificate: checkCertificate(request.certificate),
    permissions,
    ...(role === undefined ? {} : { role }),
  };
}

function checkApplication(application: SetupRequest['application']): CheckedRequest['application'] {
  if ('appId' in application) {
    const appId = application.appId.trim();
    if (!guid.test(appId)) {
      throw provisioningError('invalidAppId', { appId });
    }
    return { appId: appId.toLowerCase() };
  }
  const displayName = application.displayName.trim();
  if (displayName === '') {
    throw provisioningError('nameMissing');
  }
  if (displayName.length > nameLimit) {
    throw provisioningError('nameTooLong', { length: displayName.length, limit: nameLimit });
  }
  return { displayName };
}

function checkCertificate(certificate: SetupRequest['certificate']): CheckedRequest['certificate'] {
  if ('thumbprint' in certificate) {
    // Copied from a certificate dialog, a thumbprint carries spaces and an invisible mark in front.
    const thumbprint = certificate.thumbprint.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    if (!/^[0-9A-F]{40}$/.test(thumbprint)) {
      throw provisioningError('invalidThumbprint', { thumbprint: certificate.thumbprint });
    }
    return { thumbprint };
  }
  const { months, keySize } = certificate;
  const subject = certificate.subject.trim();
  checkGenerateOptions({ subject, months, ...(keySize === undefined ? {} : { keySize }) });
  return { subject, months, ...(keySize === undefined ? {} : { keySize }) };
}

function checkPermissions(permissions: readonly PermissionRef[]): readonly PermissionRef[] {
  const byKey = new Map<string, PermissionRef>();
  for (const { resourceAppId, permission } of permissions) {
    const id = resourceAppId.trim().toLowerCase();
    const name = permission.trim();
    if (!guid.test(id) || name === '') {
      throw provisioningError('invalidPermission', { resourceAppId, permission });
    }
    byKey.set(`${id}:${name.toLowerCase()}`, { resourceAppId: id, permission: name });
  }
  return [...byKey.values()];
}

function checkRole(role: string, chosen: readonly ServiceDefinition[]): string {
  const text = role.trim();
  const named = [...Object.values(directoryRoles), ...services.flatMap((service) => service.roles)].find(
    (known) => known.templateId === text.toLowerCase() || known.name.toLowerCase() === text.toLowerCase(),
  );
  const templateId = named?.templateId ?? (guid.test(text) ? text.toLowerCase() : undefined);
  if (templateId === undefined) {
    throw provisioningError('roleUnknown', { role: text });
  }
  if (forbiddenRoles.includes(templateId)) {
    throw provisioningError('roleForbidden', { role: named?.name ?? text });
  }
  const choosy = chosen.filter((service) => service.roles.length > 0);
  const accepted = choosy.flatMap((service) => service.roles);
  // A service that accepts any role (Graph: it depends on the operation) leaves the choice to the user.
  if (choosy.length === chosen.length && choosy.length > 0 && !accepted.some((one) => one.templateId === templateId)) {
    throw provisioningError('roleNotAccepted', {
      role: named?.name ?? text,
      accepted: [...new Set(accepted.map((one) => one.name))].join(', '),
    });
  }
  return templateId;
}
