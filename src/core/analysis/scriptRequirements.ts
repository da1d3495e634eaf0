import type { Catalog, PermissionAlternative } from '../catalog/types.ts';
import type { PermissionRef } from '../directory/types.ts';
import type { ServiceId } from '../services/types.ts';
import { smallestCover } from './smallestCover.ts';
import type {
  CommandRequirement,
  Grants,
  NeededPermission,
  NeededRole,
  Place,
  ScriptCommand,
  ScriptRequirements,
} from './types.ts';

/** What is granted is free, whatever its privilege. */
const grantedDiscount = 1e-6;
/** What is requested was meant for this: it wins over what is a few levels below it, not over all that is. */
const requestedDiscount = 1e-3;

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/**
 * The smallest set of permissions and directory roles that serves all of a script's commands: what is granted already,
 * then what is requested, before anything new, then lower privilege, then fewer.
 *
 * @param commands for the names nobody knows
 */
export function scriptRequirements(
  requirements: readonly CommandRequirement[],
  commands: readonly ScriptCommand[],
  catalog: Catalog,
  grants?: Grants,
): ScriptRequirements {
  const places = (state: CommandRequirement['state']) =>
    requirements.filter((requirement) => requirement.state === state).map(placeOf);
  return {
    permissions: neededPermissions(requirements, catalog, grants),
    roles: neededRoles(requirements, catalog, grants),
    unknownCommands: unknownCommands(commands),
    withoutPermission: places('noneKnown'),
    undecided: places('dependsOnRequest'),
  };
}

/** The catalog hands out the same objects again and again. */
const keys = new WeakMap<PermissionRef, string>();

/** Upper and lower case do not tell permissions apart. */
export function permissionKey(ref: PermissionRef): string {
  let key = keys.get(ref);
  if (key === undefined) {
    key = `${ref.resourceAppId}/${ref.permission}`.toLowerCase();
    keys.set(ref, key);
  }
  return key;
}

interface KeyedAlternatives {
  readonly options: PlacedDemand['options'];
  readonly refs: ReadonlyMap<string, PermissionRef>;
}

/** So are the lists of what any one suffices of. */
const keyed = new WeakMap<readonly PermissionAlternative[], KeyedAlternatives>();

function withKeys(alternatives: readonly PermissionAlternative[]): KeyedAlternatives {
  let known = keyed.get(alternatives);
  if (known === undefined) {
    known = {
      options: alternatives.map((alternative) => alternative.map(permissionKey)),
      refs: new Map(alternatives.flat().map((ref) => [permissionKey(ref), ref])),
    };
    keyed.set(alternatives, known);
  }
  return known;
}

function neededPermissions(
  requirements: readonly CommandRequirement[],
  catalog: Catalog,
  grants: Grants | undefined,
): readonly NeededPermission[] {
  const refs = new Map<string, PermissionRef>();
  const demands = groupedDemands(
    requirements.filter(({ state }) => state === 'listed'),
    ({ alternatives }) => alternatives,
    (alternatives) => {
      const known = withKeys(alternatives);
      for (const [key, ref] of known.refs) {
        refs.set(key, ref);
      }
      return known.options;
    },
  );
  const discounts = new Map([
    ...(grants?.requested ?? []).map((ref) => [permissionKey(ref), requestedDiscount] as const),
    ...(grants?.granted ?? []).map((ref) => [permissionKey(ref), grantedDiscount] as const),
  ]);
  const cost = permissionCosts(demands, (key) => privilege(catalog, refs.get(key)), discounts);
  const chosen = smallestCover(demands, cost);
  const places = placesByItem(demands, chosen);
  return [...chosen]
    .flatMap((key) => {
      const ref = refs.get(key);
      return ref === undefined ? [] : [{ ...ref, places: places.get(key) ?? [] }];
    })
    .sort((left, right) => (permissionKey(left) < permissionKey(right) ? -1 : 1));
}

function neededRoles(
  requirements: readonly CommandRequirement[],
  catalog: Catalog,
  grants: Grants | undefined,
): readonly NeededRole[] {
  const held = new Set((grants?.roles ?? []).map((id) => id.toLowerCase()));
  // Never offered, but it does cover everything.
  const always = held.has(globalAdministrator) ? [[globalAdministrator]] : [];
  const demands = groupedDemands(
    requirements.filter(({ roles }) => roles.length > 0),
    ({ roles }) => roles.join(),
    (_, { roles }) => [...roles.map((id) => [id]), ...always],
  );
  const discounts = new Map([...held].map((id) => [id, grantedDiscount]));
  const cost = permissionCosts(demands, () => 1, discounts);
  const chosen = smallestCover(demands, cost);
  const places = placesByItem(demands, chosen);
  return [...chosen].map((templateId) => {
    const services = new Set<ServiceId>();
    for (const requirement of demands.flatMap((demand) => demand.requirements)) {
      if (requirement.roles.includes(templateId) || templateId === globalAdministrator) {
        services.add(requirement.service);
      }
    }
    return {
      role: catalog.role(templateId)?.name ?? templateId,
      templateId,
      services: [...services],
      places: places.get(templateId) ?? [],
    };
  });
}

interface PlacedDemand {
  readonly requirements: readonly CommandRequirement[];
  readonly options: readonly (readonly string[])[];
}

/** One demand for all commands that ask for the same: a script has many commands and few kinds of them. */
function groupedDemands<Key>(
  requirements: readonly CommandRequirement[],
  keyOf: (requirement: CommandRequirement) => Key,
  optionsOf: (key: Key, requirement: CommandRequirement) => PlacedDemand['options'],
): readonly PlacedDemand[] {
  const groups = new Map<
    Key,
    { readonly requirements: CommandRequirement[]; readonly options: PlacedDemand['options'] }
  >();
  for (const requirement of requirements) {
    const key = keyOf(requirement);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { requirements: [requirement], options: optionsOf(key, requirement) });
    } else {
      group.requirements.push(requirement);
    }
  }
  return [...groups.values()];
}

/**
 * What each item costs: the higher its privilege the more, so much that no number of lesser ones outweighs it; nearly
 * nothing when it is granted, and little when somebody has requested it already. No option is cheaper than the one that
 * is documented as least, whatever the levels say.
 */
function permissionCosts(
  demands: readonly PlacedDemand[],
  level: (key: string) => number,
  discounts: ReadonlyMap<string, number>,
): (key: string) => number {
  const costs = new Map<string, number>();
  for (const { options } of demands) {
    for (const option of options) {
      for (const key of option) {
        costs.set(key, 8 ** level(key));
      }
    }
  }
  for (let pass = 0; pass < 2; pass++) {
    for (const { options } of demands) {
      const least = (options[0] ?? []).reduce((total, key) => total + (costs.get(key) ?? 0), 0);
      for (const [rank, option] of options.entries()) {
        const [only] = option;
        if (rank > 0 && option.length === 1 && only !== undefined) {
          costs.set(only, Math.max(costs.get(only) ?? 0, least * (1 + rank / 100)));
        }
      }
    }
  }
  return (key) => (discounts.get(key) ?? 1) * (costs.get(key) ?? 1);
}

/**
 * Microsoft's level (1 to 5, most are 3) refined by the name: writing above reading, the whole directory above one kind
 * of object, the basic properties below all of them.
 */
function privilege(catalog: Catalog, ref: PermissionRef | undefined): number {
  if (ref === undefined) {
    return 0;
  }
  const known = privileges.get(catalog) ?? new Map<string, number>();
  privileges.set(catalog, known);
  const key = permissionKey(ref);
  const level = known.get(key) ?? computedPrivilege(catalog, ref);
  known.set(key, level);
  return level;
}

/** Levels are published with the catalog's data, so they do not change with the tenant. */
const privileges = new WeakMap<Catalog, Map<string, number>>();

function computedPrivilege(catalog: Catalog, ref: PermissionRef): number {
  const { permission } = ref;
  const level = catalog.permission(ref.resourceAppId, permission)?.applicationPrivilege ?? 3;
  const writes = /ReadWrite|FullControl|Manage|Write|Send|Delete|Create/.test(permission) ? 1 : 0;
  const broad = /^Directory\.|FullControl|full_access/.test(permission) ? 1 : 0;
  const narrow = /Basic|Selected|OwnedBy/.test(permission) ? 0.5 : 0;
  return level + writes + broad - narrow;
}

/** For each chosen item the commands it is there for: the first option of a command that is chosen completely counts. */
function placesByItem(
  demands: readonly PlacedDemand[],
  chosen: ReadonlySet<string>,
): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, CommandRequirement[]>();
  for (const { requirements, options } of demands) {
    const used = options.find((option) => option.every((item) => chosen.has(item))) ?? [];
    for (const item of used) {
      const list = found.get(item) ?? [];
      found.set(item, list);
      for (const requirement of requirements) {
        list.push(requirement);
      }
    }
  }
  return new Map([...found].map(([item, list]) => [item, inOrder(list).map(placeOf)]));
}

/** By place: the script's own first, then what it imports. */
function inOrder(requirements: readonly CommandRequirement[]): readonly CommandRequirement[] {
  return requirements.toSorted((left, right) => {
    const files = (left.path ?? '') < (right.path ?? '') ? -1 : (left.path ?? '') > (right.path ?? '') ? 1 : 0;
    return files || left.range.start - right.range.start;
  });
}

function placeOf({ name, line, path, request }: CommandRequirement): Place {
  return { name: request === undefined ? name : `${name} ${request}`, line, ...(path === undefined ? {} : { path }) };
}

function unknownCommands(commands: readonly ScriptCommand[]): readonly string[] {
  const names = new Map<string, string>();
  for (const { kind, name, lower } of commands) {
    if (kind === 'unknown' && !names.has(lower)) {
      names.set(lower, name);
    }
  }
  return [...names.values()];
}
