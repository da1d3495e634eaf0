import type { Catalog, CmdletFacts, PermissionAlternative, PermissionState, RoleFacts } from '../catalog/types.ts';
import type { ServiceId } from '../services/types.ts';
import { withCmdletProperties } from './propertyPermissions.ts';
import type { ScriptModel } from './scriptModel.ts';
import type { CommandRequirement, ScriptCommand } from './types.ts';

/** What the commands of a script need, one entry for each command that needs or may need something. */
export function commandRequirements(script: ScriptModel): readonly CommandRequirement[] {
  return script.commands.flatMap((command) => commandRequirement(script, command) ?? []);
}

/** What one command needs; undefined for one that works without an application, or that nothing is known of. */
export function commandRequirement(script: ScriptModel, command: ScriptCommand): CommandRequirement | undefined {
  const { facts, request, service, invocation } = command;
  if (service === undefined || (facts === undefined && request === undefined)) {
    return undefined;
  }
  const { catalog } = script.context;
  const needed =
    request === undefined ? neededByCmdlet(catalog, facts, service) : { ...request, derivedFrom: undefined };
  const roles = request === undefined ? rolesFor(catalog, facts, service) : [];
  if (needed === undefined || (needed.permissionState === 'notNeeded' && roles.length === 0)) {
    return undefined;
  }
  return {
    name: command.name,
    range: invocation.range,
    line: script.lineOf(invocation.range.start),
    service,
    state: needed.permissionState,
    alternatives:
      request === undefined ? withCmdletProperties(needed.permissions, script, command) : needed.permissions,
    roles: roles.map(({ templateId }) => templateId),
    ...(needed.derivedFrom === undefined ? {} : { derivedFrom: needed.derivedFrom }),
    ...(request === undefined ? {} : { request: `${request.method} ${request.template}` }),
    ...(command.path === undefined ? {} : { path: command.path }),
  };
}

function rolesFor(catalog: Catalog, facts: CmdletFacts | undefined, service: ServiceId): readonly RoleFacts[] {
  if (facts?.purpose === undefined) {
    return [];
  }
  const roles = catalog.rolesFor(service, facts.purpose);
  if (facts.beyondRecipients !== true || service !== 'exchangeOnline') {
    return roles;
  }
  const all = catalog.rolesFor(service, 'everything');
  const ofRecipients = catalog.rolesFor(service, 'recipients').filter((role) => !all.includes(role));
  return roles.filter((role) => !ofRecipients.includes(role));
}

interface Needed {
  readonly permissions: readonly PermissionAlternative[];
  readonly permissionState: PermissionState;
  readonly derivedFrom?: string | undefined;
}

/** Undefined for a command that only opens, closes or describes a session. */
function neededByCmdlet(catalog: Catalog, facts: CmdletFacts | undefined, service: ServiceId): Needed | undefined {
  if (facts === undefined || facts.kind === 'session') {
    return undefined;
  }
  if (facts.retired && facts.permissionState === 'noneKnown') {
    return replacementNeeds(catalog, facts);
  }
  if (facts.services.length < 2) {
    return facts;
  }
  // One alternative per service, in their order.
  const own = facts.permissions[facts.services.indexOf(service)];
  return own === undefined ? facts : { ...facts, permissions: [own] };
}

/** A retired cmdlet needs what will take its place needs. */
function replacementNeeds(catalog: Catalog, facts: CmdletFacts): Needed {
  const [first] = (facts.replacements ?? []).flatMap((name) => catalog.cmdlet(name) ?? []);
  return first === undefined
    ? facts
    : { permissions: first.permissions, permissionState: first.permissionState, derivedFrom: first.name };
}
