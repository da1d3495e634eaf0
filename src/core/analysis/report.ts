import type { Catalog } from '../catalog/types.ts';
import type { PermissionRef } from '../directory/types.ts';
import { serviceById } from '../services/index.ts';
import type { ServiceId } from '../services/types.ts';
import { permissionKey } from './scriptRequirements.ts';
import type { Grants, ScriptRequirements } from './types.ts';

/**
 * `missing`: needed, neither requested nor granted; `notGranted`: needed and requested, consent is not there; `notInToken`:
 * granted, but the application's token does not say so yet; `granted`: needed and there; `unused`: not needed;
 * `notChecked`: there, and nothing says whether it is needed.
 */
export type ReportState = 'missing' | 'notGranted' | 'notInToken' | 'granted' | 'notChecked' | 'unused';

export interface ReportRow extends PermissionRef {
  readonly needed: boolean;
  readonly requested: boolean;
  readonly granted: boolean;
  /** Null when no token was looked at. */
  readonly inToken: boolean | null;
  readonly state: ReportState;
}

export interface ReportRole {
  /** Display name. */
  readonly role: string;
  readonly needed: boolean;
  readonly held: boolean;
}

/** What is needed against what the application has. Plain JSON. */
export interface Report {
  /** What is missing first, what is unused last. */
  readonly rows: readonly ReportRow[];
  readonly roles: readonly ReportRole[];
  readonly missing: readonly PermissionRef[];
  readonly unused: readonly PermissionRef[];
  readonly unknownCommands: readonly string[];
}

const order: readonly ReportState[] = ['missing', 'notGranted', 'notInToken', 'granted', 'notChecked', 'unused'];

/**
 * Compares what is needed with what an application has. `needed` has to come from the same grants
 * (`analysis.needed(grants)`): a higher permission that is granted then counts as the one that is needed.
 *
 * @param needed of scripts, or of services ({@link serviceRequirements}); what nothing needs is called unused only in the
 *   first case
 */
export function buildReport(
  needed: ScriptRequirements,
  grants: Grants,
  catalog: Catalog,
  basis: 'scripts' | 'services' = 'scripts',
): Report {
  const neededKeys = keys(needed.permissions);
  const requested = keys(grants.requested);
  const granted = keys(grants.granted);
  const inToken = grants.inToken === undefined ? undefined : keys(grants.inToken);
  const rows = distinct([...needed.permissions, ...grants.granted, ...grants.requested, ...(grants.inToken ?? [])])
    .map(({ resourceAppId, permission }): ReportRow => {
      const key = permissionKey({ resourceAppId, permission });
      const facts = {
        needed: neededKeys.has(key),
        requested: requested.has(key),
        granted: granted.has(key),
        inToken: inToken === undefined ? null : inToken.has(key),
      };
      return { resourceAppId, permission, ...facts, state: stateOf(facts, basis) };
    })
    .sort(compareRows);
  const refs = (states: readonly ReportState[]) =>
    rows
      .filter(({ state }) => states.includes(state))
      .map(({ resourceAppId, permission }) => ({ resourceAppId, permission }));
  return {
    rows,
    roles: roleRows(needed, grants, catalog),
    missing: refs(['missing', 'notGranted']),
    unused: refs(['unused']),
    unknownCommands: needed.unknownCommands,
  };
}

/** What services need by themselves, whatever a script does; for the role, one that is held, else the smallest. */
export function serviceRequirements(services: readonly ServiceId[], grants?: Grants): ScriptRequirements {
  const held = new Set((grants?.roles ?? []).map((id) => id.toLowerCase()));
  const definitions = services.map(serviceById);
  const roles = new Map<string, ScriptRequirements['roles'][number]>();
  for (const { id, roles: sufficient, roleRequired } of definitions) {
    const fitting = sufficient.filter(({ templateId }) => held.has(templateId));
    const role = fitting[0] ?? sufficient.find(({ purpose }) => purpose !== undefined) ?? sufficient[0];
    if (roleRequired && role !== undefined) {
      const known = roles.get(role.templateId);
      roles.set(role.templateId, {
        role: role.name,
        templateId: role.templateId,
        services: [...(known?.services ?? []), id],
        places: [],
      });
    }
  }
  return {
    permissions: distinct(definitions.flatMap(({ permissions }) => permissions)).map((ref) => ({ ...ref, places: [] })),
    roles: [...roles.values()],
    unknownCommands: [],
    withoutPermission: [],
    undecided: [],
  };
}

/** Joins what several scripts need; the smallest set of each is kept as it is. */
export function joinRequirements(all: readonly ScriptRequirements[]): ScriptRequirements {
  const permissions = new Map<string, ScriptRequirements['permissions'][number]>();
  const roles = new Map<string, ScriptRequirements['roles'][number]>();
  for (const { permissions: own, roles: ownRoles } of all) {
    for (const ref of own) {
      const key = permissionKey(ref);
      permissions.set(key, { ...ref, places: [...(permissions.get(key)?.places ?? []), ...ref.places] });
    }
    for (const role of ownRoles) {
      const known = roles.get(role.templateId);
      roles.set(role.templateId, {
        ...role,
        services: [...new Set([...(known?.services ?? []), ...role.services])],
        places: [...(known?.places ?? []), ...role.places],
      });
    }
  }
  return {
    permissions: [...permissions.values()],
    roles: [...roles.values()],
    unknownCommands: [...new Set(all.flatMap(({ unknownCommands }) => unknownCommands))],
    withoutPermission: all.flatMap(({ withoutPermission }) => withoutPermission),
    undecided: all.flatMap(({ undecided }) => undecided),
  };
}

function stateOf(
  { needed, requested, granted, inToken }: Pick<ReportRow, 'needed' | 'requested' | 'granted' | 'inToken'>,
  basis: 'scripts' | 'services',
): ReportState {
  if (!needed) {
    return basis === 'scripts' ? 'unused' : 'notChecked';
  }
  if (granted) {
    return inToken === false ? 'notInToken' : 'granted';
  }
  return requested ? 'notGranted' : 'missing';
}

function roleRows(needed: ScriptRequirements, grants: Grants, catalog: Catalog): readonly ReportRole[] {
  const held = new Set(grants.roles.map((id) => id.toLowerCase()));
  const neededIds = new Set(needed.roles.map(({ templateId }) => templateId.toLowerCase()));
  const others = [...held].filter((id) => !neededIds.has(id));
  return [
    ...needed.roles.map(({ role, templateId }) => ({ role, needed: true, held: held.has(templateId.toLowerCase()) })),
    ...others.map((id) => ({ role: catalog.role(id)?.name ?? id, needed: false, held: true })),
  ].sort((left, right) => Number(left.held) - Number(right.held) || Number(right.needed) - Number(left.needed));
}

function keys(refs: readonly PermissionRef[]): ReadonlySet<string> {
  return new Set(refs.map(permissionKey));
}

function distinct(refs: readonly PermissionRef[]): readonly PermissionRef[] {
  return [...new Map(refs.map((ref) => [permissionKey(ref), ref])).values()];
}

function compareRows(left: ReportRow, right: ReportRow): number {
  return (
    order.indexOf(left.state) - order.indexOf(right.state) ||
    compareText(left.permission, right.permission) ||
    compareText(left.resourceAppId, right.resourceAppId)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
