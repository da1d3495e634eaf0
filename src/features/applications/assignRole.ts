import { l10n, type QuickPickItem, window } from 'vscode';
import { assignApplicationRole, isTooPowerful } from '../../core/directory/applicationRoles.ts';
import { findRole, listRoleDefinitions, type RoleDefinition } from '../../core/directory/roles.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { confirm, separator } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { acceptingServices, isPrivileged, roleMeaning } from './roleWords.ts';
import { change, resolveTarget, type Target } from './target.ts';

/**
 * Assigns a directory role to an application for the whole tenant, after a person has read what it allows. Global
 * Administrator is refused: no script needs it.
 */
export async function assignRole(rooms: Rooms, options: CommandOptions): Promise<{ role: string; templateId: string }> {
  const given = options.text('role');
  if (given !== undefined && isTooPowerful(given)) {
    const { directoryError } = await import('../../core/directory/errors.ts');
    throw directoryError('roleTooPowerful', { role: directoryRoles.globalAdministrator.name });
  }
  const target = await resolveTarget(rooms, options, l10n.t('Assign Directory Role'));
  const { tenant, application } = target;
  const definitions = async () => listRoleDefinitions(await rooms.directory(tenant.tenantId));
  const wanted =
    given === undefined
      ? await ask(rooms, target, definitions())
      : options.programmatic || options.confirmed
        ? given
        : findRole(await definitions(), given);
  if (typeof wanted !== 'string' && !options.confirmed) {
    await confirmRole(rooms, target, wanted);
  }
  const role = await change(
    rooms,
    {
      tenantId: tenant.tenantId,
      appId: application.appId,
      title: l10n.t('Assigning a directory role to {0}', application.displayName),
      role: directoryRoles.privilegedRoleAdministrator.name,
    },
    ({ directory, wait }) =>
      assignApplicationRole(directory, application, typeof wanted === 'string' ? wanted : wanted.templateId, wait),
  );
  if (!options.programmatic) {
    void window.showInformationMessage(
      acceptingServices(role.templateId).some((name) => name.includes('Exchange'))
        ? l10n.t(
            '{0} holds {1}. Exchange can take half an hour to honour it.',
            application.displayName,
            role.displayName,
          )
        : l10n.t('{0} holds {1}.', application.displayName, role.displayName),
    );
  }
  return { role: role.displayName, templateId: role.templateId };
}

type RoleItem = QuickPickItem & { readonly role?: RoleDefinition };

/** Offers the roles that services accept first, each with what it covers; never Global Administrator. */
async function ask(
  rooms: Rooms,
  { tenant, application }: Target,
  definitions: Promise<readonly RoleDefinition[]>,
): Promise<RoleDefinition> {
  const { listApplicationRoles } = await import('../../core/directory/applicationRoles.ts');
  const chosen = await window.showQuickPick<RoleItem>(
    (async () => {
      const catalog = await rooms.catalog();
      const held = await listApplicationRoles(await rooms.directory(tenant.tenantId), application);
      const open = (await definitions).filter(
        ({ templateId, isEnabled }) =>
          isEnabled !== false && !isTooPowerful(templateId) && !held.some((role) => role.templateId === templateId),
      );
      const item = (role: RoleDefinition): RoleItem => {
        const accepting = acceptingServices(role.templateId);
        const privileged = isPrivileged(role.templateId, catalog) ? l10n.t('$(warning) privileged') : '';
        return {
          label: role.displayName,
          description: [accepting.join(', '), privileged].filter(Boolean).join(' · '),
          detail: roleMeaning(role),
          role,
        };
      };
      const accepted = open.filter(({ templateId }) => acceptingServices(templateId).length > 0);
      return [
        separator(l10n.t('accepted by services')),
        ...accepted.toSorted(bySize).map(item),
        separator(l10n.t('other directory roles')),
        ...open.filter((role) => !accepted.includes(role)).map(item),
      ];
    })(),
    {
      title: l10n.t('Assign Directory Role to {0}', application.displayName),
      placeHolder: l10n.t('Choose the smallest role that serves the script'),
      ignoreFocusOut: true,
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (!chosen?.role) {
    throw new Cancelled();
  }
  return chosen.role;
}

/** Readers first, then what manages a part, then what controls a whole service. */
function bySize(a: RoleDefinition, b: RoleDefinition): number {
  const size = ({ templateId }: RoleDefinition): number => {
    const reading: readonly string[] = [
      directoryRoles.globalReader.templateId,
      directoryRoles.securityReader.templateId,
    ];
    const part: readonly string[] = [
      directoryRoles.exchangeRecipientAdministrator.templateId,
      directoryRoles.teamsCommunicationsAdministrator.templateId,
    ];
    return reading.includes(templateId) ? 0 : part.includes(templateId) ? 1 : 2;
  };
  return size(a) - size(b) || a.displayName.localeCompare(b.displayName);
}

async function confirmRole(rooms: Rooms, { tenant, application }: Target, role: RoleDefinition): Promise<void> {
  const accepting = acceptingServices(role.templateId);
  await confirm(
    l10n.t('Assign {0} to {1}?', role.displayName, application.displayName),
    [
      l10n.t('In the whole of {0}, without a user.', tenantLabel(tenant)),
      roleMeaning(role),
      accepting.length === 0 ? '' : l10n.t('Accepted by {0}.', accepting.join(', ')),
      isPrivileged(role.templateId, await rooms.catalog())
        ? l10n.t('Microsoft marks this role as privileged: assign it only where it is needed.')
        : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
    l10n.t('Assign'),
  );
}
