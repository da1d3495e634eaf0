import type { Catalog, CatalogPurpose, CmdletFacts } from '../../../core/catalog/types.ts';
import type { PermissionRef } from '../../../core/directory/types.ts';
import type { ServiceDefinition, ServiceId } from '../../../core/services/types.ts';

/** What a script says about the set-up it needs. */
export interface ScriptHints {
  /** File name, for words. */
  readonly name: string;
  /** Whole path where there is one. */
  readonly path: string | undefined;
  readonly services: readonly ServiceId[];
  /** The least application permissions for what it does, without those that come with a service anyway. */
  readonly permissions: readonly PermissionRef[];
  /** The most its cmdlets do, by service. */
  readonly purposes: Readonly<Partial<Record<ServiceId, CatalogPurpose>>>;
}

const strength: readonly CatalogPurpose[] = ['read', 'recipients', 'everything'];

/**
 * Reads services and purposes from the names of a script's commands. A connect command decides for its service; without
 * one, the cmdlets do.
 *
 * @param script `permissions`: the smallest set that serves the script, as it is reported
 */
export function scriptHints(
  script: Pick<ScriptHints, 'name' | 'path' | 'permissions'> & { readonly commands: readonly string[] },
  services: readonly ServiceDefinition[],
  catalog: Pick<Catalog, 'cmdlet'>,
): ScriptHints {
  const commands = [...new Map(script.commands.map((name) => [name.toLowerCase(), name])).values()];
  const found = services.filter(
    (service) => !service.retired && commands.some((name) => service.ownsCmdlet(name) || connects(service, name)),
  );
  const connected = found.filter((service) => commands.some((name) => connects(service, name)));
  const chosen = connected.length > 0 ? connected : found;
  const facts = commands.flatMap((name) => catalog.cmdlet(name) ?? []);
  return {
    name: script.name,
    path: script.path,
    services: chosen.map((service) => service.id),
    permissions: withoutIncluded(script.permissions, services),
    purposes: purposes(facts, chosen),
  };
}

function connects(service: ServiceDefinition, name: string): boolean {
  return service.connectCommand.toLowerCase() === name.toLowerCase();
}

function withoutIncluded(
  permissions: readonly PermissionRef[],
  services: readonly ServiceDefinition[],
): readonly PermissionRef[] {
  const included = new Set(services.flatMap((service) => service.permissions.map(keyOf)));
  return permissions
    .filter((one) => !included.has(keyOf(one)))
    .map(({ resourceAppId, permission }) => ({ resourceAppId, permission }));
}

function keyOf({ resourceAppId, permission }: PermissionRef): string {
  return `${resourceAppId}/${permission}`.toLowerCase();
}

function purposes(facts: readonly CmdletFacts[], chosen: readonly ServiceDefinition[]): ScriptHints['purposes'] {
  const result: Partial<Record<ServiceId, CatalogPurpose>> = {};
  for (const { id } of chosen) {
    const all = facts.flatMap(({ services, purpose }) => (purpose && services.includes(id) ? [purpose] : []));
    const most = strength.findLast((purpose) => all.includes(purpose));
    if (most !== undefined) {
      result[id] = most;
    }
  }
  return result;
}
