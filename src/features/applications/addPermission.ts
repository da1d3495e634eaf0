import { l10n, window } from 'vscode';
import type { PermissionOutcome } from '../../core/directory/applicationPermissions.ts';
import type { PermissionRef } from '../../core/directory/types.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { grantWords, type NamedPermission, namePermission } from './permissionWords.ts';
import { pickPermission } from './pickPermission.ts';
import { roleToGrant } from './rights.ts';
import { change, resolveTarget, type Target } from './target.ts';

/**
 * Requests an application permission and, when asked to, grants it. A person reads what it allows before it is granted;
 * a program that says nothing about `grant` only requests.
 */
export async function addPermission(rooms: Rooms, options: CommandOptions): Promise<PermissionOutcome> {
  const resourceAppId = options.text('resourceAppId');
  const permission = options.text('permission');
  const grantGiven = options.boolean('grant');
  const target = await resolveTarget(rooms, options, l10n.t('Add API Permission'));
  const given = resourceAppId !== undefined && permission !== undefined;
  const picked = given ? undefined : await pickPermission(rooms, target, resourceAppId);
  const ref: PermissionRef = given
    ? { resourceAppId, permission }
    : { resourceAppId: picked?.resourceAppId ?? '', permission: picked?.name ?? '' };
  const grant =
    grantGiven ??
    (options.programmatic ? false : await askGrant(target, picked ?? (await describe(rooms, target, ref))));
  const outcome = await carryOut(rooms, target, ref, grant);
  if (!options.programmatic) {
    const name = target.application.displayName;
    window.setStatusBarMessage(
      outcome.granted
        ? l10n.t('$(check) {0} holds {1}', name, ref.permission)
        : l10n.t('$(check) {0} requests {1}', name, ref.permission),
      6000,
    );
  }
  return outcome;
}

async function carryOut(rooms: Rooms, target: Target, ref: PermissionRef, grant: boolean): Promise<PermissionOutcome> {
  const { tenant, application } = target;
  const { requestPermission, grantOnePermission } = await import('../../core/directory/applicationPermissions.ts');
  const about = {
    tenantId: tenant.tenantId,
    appId: application.appId,
    title: l10n.t('Adding {0} to {1}', ref.permission, application.displayName),
  };
  const requested = await change(
    rooms,
    { ...about, role: directoryRoles.cloudApplicationAdministrator.name },
    ({ directory, wait }) => requestPermission(directory, application, ref, wait),
  );
  if (!grant || requested.granted) {
    return requested;
  }
  await change(rooms, { ...about, role: roleToGrant(ref.resourceAppId) }, ({ directory, wait }) =>
    grantOnePermission(directory, application, ref, wait),
  );
  return { configured: true, granted: true };
}

/** What a permission given by name means; the API is asked, and created in the tenant only later. */
async function describe(rooms: Rooms, { tenant }: Target, ref: PermissionRef): Promise<NamedPermission> {
  const { findServicePrincipal, findAppRole } = await import('../../core/directory/servicePrincipals.ts');
  const directory = await rooms.directory(tenant.tenantId);
  const catalog = await rooms.catalog();
  const resource = await findServicePrincipal(directory, ref.resourceAppId, { roles: true });
  return resource
    ? namePermission(resource, findAppRole(resource, ref.permission), catalog)
    : {
        resourceAppId: ref.resourceAppId,
        resource: catalog.resource(ref.resourceAppId)?.name ?? ref.resourceAppId,
        name: ref.permission,
        meaning: '',
        privilege: undefined,
      };
}

async function askGrant({ application }: Target, permission: NamedPermission): Promise<boolean> {
  const grant = l10n.t('Request and Grant');
  const request = l10n.t('Request Only');
  const chosen = await window.showInformationMessage(
    l10n.t('Grant {0} to {1} as well?', permission.name, application.displayName),
    {
      modal: true,
      detail: [
        permission.resource,
        grantWords(permission),
        l10n.t('Requested only, it allows nothing until an administrator grants it.'),
      ].join('\n\n'),
    },
    grant,
    request,
  );
  if (chosen === undefined) {
    throw new Cancelled();
  }
  return chosen === grant;
}
