import { l10n, window } from 'vscode';
import { type ApplicationDetails, readApplicationDetails } from '../../core/directory/applicationDetails.ts';
import {
  findPermission,
  grantOnePermission,
  type PermissionOutcome,
} from '../../core/directory/applicationPermissions.ts';
import { directoryError } from '../../core/directory/errors.ts';
import type { PermissionState } from '../../core/directory/permissions.ts';
import type { ServicePrincipal } from '../../core/directory/types.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { grantWords, type NamedPermission, nameState } from './permissionWords.ts';
import { roleToGrant } from './rights.ts';
import { change, resolveTarget, type Target } from './target.ts';

/** A requested permission that is to be granted, with its words. */
interface Pending {
  readonly state: PermissionState;
  readonly named: NamedPermission;
}

/** Grants one permission that the application requests, after a modal that says what it allows. */
export async function grantPermission(rooms: Rooms, options: CommandOptions): Promise<PermissionOutcome> {
  const target = await resolveTarget(rooms, options, l10n.t('Grant Permission'));
  const { pending, details, resources } = await readPending(rooms, target);
  const one = await choose(rooms, options, { target, pending, details, resources });
  if (one.state.granted) {
    return { configured: one.state.requested, granted: true };
  }
  if (!options.programmatic && !options.confirmed) {
    await confirm(
      l10n.t('Grant {0} to {1}?', one.named.name, target.application.displayName),
      [one.named.resource, grantWords(one.named)].join('\n\n'),
      l10n.t('Grant'),
    );
  }
  await grantAll(rooms, target, [one]);
  if (!options.programmatic) {
    window.setStatusBarMessage(l10n.t('$(check) {0} holds {1}', target.application.displayName, one.named.name), 6000);
  }
  return { configured: one.state.requested, granted: true };
}

/** Grants every application permission that is requested and not granted yet, after a modal that lists them. */
export async function grantConsent(rooms: Rooms, options: CommandOptions): Promise<{ granted: readonly string[] }> {
  const target = await resolveTarget(rooms, options, l10n.t('Grant Admin Consent'));
  const { application, tenant } = target;
  const { pending } = await readPending(rooms, target);
  if (pending.length === 0) {
    if (!options.programmatic) {
      void window.showInformationMessage(
        l10n.t('{0} requests no application permission that is not granted already.', application.displayName),
      );
    }
    return { granted: [] };
  }
  if (!options.programmatic && !options.confirmed) {
    await confirm(
      pending.length === 1
        ? l10n.t('Grant {0} 1 permission in {1}?', application.displayName, tenantLabel(tenant))
        : l10n.t('Grant {0} {1} permissions in {2}?', application.displayName, pending.length, tenantLabel(tenant)),
      pending.map(({ named }) => `${named.name} (${named.resource})\n${grantWords(named)}`).join('\n\n'),
      l10n.t('Grant'),
    );
  }
  const granted = await grantAll(rooms, target, pending);
  if (!options.programmatic) {
    window.setStatusBarMessage(l10n.t('$(check) {0} holds {1}', application.displayName, granted.join(', ')), 6000);
  }
  return { granted };
}

async function readPending(
  rooms: Rooms,
  { tenant, application }: Target,
): Promise<{ pending: readonly Pending[]; details: ApplicationDetails; resources: Map<string, ServicePrincipal> }> {
  const resources = new Map<string, ServicePrincipal>();
  const details = await readApplicationDetails(await rooms.directory(tenant.tenantId), application.appId, resources);
  const catalog = await rooms.catalog();
  const pending = details.permissions
    .filter(({ requested, granted }) => requested && !granted)
    .map((state) => ({ state, named: nameState(state, resources.values(), catalog) }));
  return { pending, details, resources };
}

async function choose(
  rooms: Rooms,
  options: CommandOptions,
  found: {
    readonly target: Target;
    readonly pending: readonly Pending[];
    readonly details: ApplicationDetails;
    readonly resources: Map<string, ServicePrincipal>;
  },
): Promise<Pending> {
  const { target, pending, details, resources } = found;
  const resourceAppId = options.text('resourceAppId');
  const permission = options.text('permission');
  if (resourceAppId !== undefined && permission !== undefined) {
    const catalog = await rooms.catalog();
    const id = catalog.permission(resourceAppId, permission)?.applicationId;
    const state = findPermission(details.permissions, { resourceAppId, permission }, target.application, id);
    return { state, named: nameState(state, resources.values(), catalog) };
  }
  if (pending.length === 0) {
    throw directoryError('nothingToGrant', { application: target.application.displayName });
  }
  return askOne(
    l10n.t('Grant Permission to {0}', target.application.displayName),
    l10n.t('Which permission?'),
    pending.map((one) => ({
      label: one.named.name,
      description: one.named.resource,
      detail: one.named.meaning,
      value: one,
    })),
  );
}

/** Grants one after the other. A refusal does not keep the rest from being granted; it is thrown at the end. */
async function grantAll(rooms: Rooms, target: Target, pending: readonly Pending[]): Promise<readonly string[]> {
  const { tenant, application } = target;
  const granted: string[] = [];
  let refused: { readonly error: unknown; readonly role: string } | undefined;
  const roles = pending.map(({ named }) => roleToGrant(named.resourceAppId));
  const about = {
    tenantId: tenant.tenantId,
    appId: application.appId,
    title: l10n.t('Granting permissions to {0}', application.displayName),
    role: roles[0] ?? directoryRoles.cloudApplicationAdministrator.name,
  };
  await change(rooms, about, async ({ directory, report, wait }) => {
    for (const [index, { state, named }] of pending.entries()) {
      report(named.name, (index / pending.length) * 100);
      try {
        const { resourceAppId } = named;
        await grantOnePermission(directory, application, { resourceAppId, permission: state.appRoleId }, wait);
        granted.push(named.name);
      } catch (error) {
        if (!isDomainError(error, 'Forbidden')) {
          throw error;
        }
        refused ??= { error, role: roles[index] ?? about.role };
      }
    }
    if (refused) {
      throw isDomainError(refused.error)
        ? directoryError(
            'roleNeeded',
            { ...refused.error.params, tenantId: tenant.tenantId, appId: application.appId, role: refused.role },
            refused.error,
          )
        : refused.error;
    }
  });
  return granted;
}
