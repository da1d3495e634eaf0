import { l10n, window } from 'vscode';
import {
  findHeldRole,
  type HeldApplicationRole,
  listApplicationRoles,
  removeHeldRole,
} from '../../core/directory/applicationRoles.ts';
import { directoryError } from '../../core/directory/errors.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { acceptingServices, roleMeaning } from './roleWords.ts';
import { change, resolveTarget, type Target } from './target.ts';

/** Takes a directory role from an application, after a modal that says which services will refuse it then. */
export async function removeRole(rooms: Rooms, options: CommandOptions): Promise<{ role: string; templateId: string }> {
  const given = options.text('role');
  const target = await resolveTarget(rooms, options, l10n.t('Remove Directory Role'));
  const { tenant, application } = target;
  const held = await listApplicationRoles(await rooms.directory(tenant.tenantId), application);
  const role = given === undefined ? await ask(target, held) : findHeldRole(held, given, application);
  if (!options.confirmed) {
    await confirm(
      l10n.t('Remove {0} from {1}?', role.name, application.displayName),
      whatStops(role, held).join('\n\n'),
      l10n.t('Remove'),
    );
  }
  await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId: application.appId,
      title: l10n.t('Removing {0} from {1}', role.name, application.displayName),
      role: directoryRoles.privilegedRoleAdministrator.name,
    },
    ({ directory, signal }) => removeHeldRole(directory, role, signal),
  );
  if (!options.programmatic) {
    window.setStatusBarMessage(l10n.t('$(check) Removed {0} from {1}', role.name, application.displayName), 6000);
  }
  return { role: role.name, templateId: role.templateId };
}

function ask({ application }: Target, held: readonly HeldApplicationRole[]): Promise<HeldApplicationRole> {
  if (held.length === 0) {
    throw directoryError('noRoles', { application: application.displayName });
  }
  return askOne(
    l10n.t('Remove Directory Role from {0}', application.displayName),
    l10n.t('Which role?'),
    held.map((role) => ({
      label: role.name,
      description: acceptingServices(role.templateId).join(', '),
      detail: roleMeaning(role),
      value: role,
    })),
  );
}

function whatStops(role: HeldApplicationRole, held: readonly HeldApplicationRole[]): readonly string[] {
  const left = new Set(
    held.filter((other) => other !== role).flatMap(({ templateId }) => acceptingServices(templateId)),
  );
  const lost = acceptingServices(role.templateId).filter((name) => !left.has(name));
  const parts = role.assignments.flatMap(({ directoryScopeId }) =>
    directoryScopeId === undefined || directoryScopeId === '/' ? [] : [directoryScopeId],
  );
  return [
    ...(parts.length === 0 ? [] : [l10n.t('It is assigned for a part of the tenant: {0}.', parts.join(', '))]),
    lost.length === 0
      ? l10n.t('Scripts can no longer do what only this role allows.')
      : l10n.t('Scripts that use {0} through this role will be refused.', lost.join(', ')),
    l10n.t('Assigning the role again brings it back.'),
  ];
}
