import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { alreadyExists, ambiguousParameterSet, notFound } from './adminApiError.ts';
import type { Area } from './areas.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, discard, store } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { findRecipient } from './recipientCmdlets.ts';
import {
  type Assignee,
  assignment,
  assignmentNoun,
  assignments,
  assignmentsOf,
  membersOf,
  ownRoles,
  roleGroups,
  servicePrincipals,
} from './roleAssignments.ts';
import { checkAssignable, findAssignee, findRole, findScope } from './roleHolders.ts';
import { sourceOf } from './source.ts';

const nothing: CmdletOutput = { source: sourceOf([]) };
const change: { readonly area: Area; readonly write: true } = { area: 'roles', write: true };
const scopes = [
  'CustomConfigWriteScope',
  'CustomRecipientWriteScope',
  'CustomResourceScope',
  'ExclusiveConfigWriteScope',
  'ExclusiveRecipientWriteScope',
  'RecipientAdministrativeUnitScope',
  'RecipientGroupScope',
  'RecipientOrganizationalUnitScope',
  'RecipientRelativeWriteScope',
];

export const roleAssignmentCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-ManagementRoleAssignment',
    area: 'organization',
    parameters: [
      'Identity',
      'AssignmentMethod',
      'ConfigWriteScope',
      'Delegating',
      'Enabled',
      'Exclusive',
      'GetEffectiveUsers',
      'RecipientWriteScope',
      'ResultSize',
      'Role',
      'RoleAssignee',
      'RoleAssigneeType',
      'WritableRecipient',
      ...scopes,
    ],
    run: listAssignments,
  },
  {
    name: 'New-ManagementRoleAssignment',
    ...change,
    parameters: [
      'Name',
      'App',
      'Computer',
      'Delegating',
      'Force',
      'Policy',
      'Role',
      'SecurityGroup',
      'UnScopedTopLevel',
      'User',
      ...scopes,
    ],
    mandatory: ['Role'],
    run: newAssignment,
  },
  {
    name: 'Set-ManagementRoleAssignment',
    ...change,
    parameters: ['Identity', 'Enabled', 'Force', ...scopes],
    mandatory: ['Identity'],
    run: setAssignment,
  },
  {
    name: 'Remove-ManagementRoleAssignment',
    ...change,
    parameters: ['Identity', 'Force'],
    mandatory: ['Identity'],
    run: removeAssignment,
  },
];

/** What limits an assignment, by the names of management scopes. */
interface Limits {
  /** Recipients that may be changed. */
  readonly recipients?: string | undefined;
  /** Mailboxes an application may open. */
  readonly resources?: string | undefined;
  readonly configuration?: string | undefined;
}

/** Stores a role assignment under `name`, or a name made of role and holder, numbered where that is taken. */
export function assign(
  call: CmdletCall,
  role: string,
  assignee: Assignee,
  limits: Limits,
  given?: string,
): GraphObject {
  const taken = new Set(assignments(call).map(({ Name }) => String(Name).toLowerCase()));
  if (given !== undefined && taken.has(given.toLowerCase())) {
    throw alreadyExists(`The role assignment "${given}" already exists. Choose another name.`);
  }
  const base = given ?? `${role}-${assignee.name}`;
  let name = base;
  for (let number = 1; taken.has(name.toLowerCase()); number++) {
    name = `${base}-${number}`;
  }
  return store(call, assignmentNoun(call), {
    ...assignment(call, { guid: randomUUID(), name, role, assignee }),
    ...limited(limits),
  });
}

function limited({ recipients, resources, configuration }: Limits): Partial<GraphObject> {
  return {
    ...(recipients === undefined
      ? {}
      : { CustomRecipientWriteScope: recipients, RecipientWriteScope: 'CustomRecipientScope' }),
    ...(configuration === undefined
      ? {}
      : { CustomConfigWriteScope: configuration, ConfigWriteScope: 'CustomConfigScope' }),
    ...(resources === undefined ? {} : { CustomResourceScope: resources }),
  };
}

function limitsOf(call: CmdletCall): Limits {
  return {
    recipients: findScope(call, 'CustomRecipientWriteScope'),
    resources: findScope(call, 'CustomResourceScope'),
    configuration: findScope(call, 'CustomConfigWriteScope'),
  };
}

function newAssignment(call: CmdletCall): CmdletOutput {
  const { parameters } = call;
  const role = findRole(call, parameters.text('Role') ?? '');
  const assignee = findAssignee(call);
  checkAssignable(role, assignee);
  // A resource scope is about mailboxes an application opens, a write scope about what an administrator changes.
  const limits = limitsOf(call);
  const forApplication = assignee.type === 'ServicePrincipal';
  if (forApplication ? limits.recipients !== undefined : limits.resources !== undefined) {
    throw ambiguousParameterSet();
  }
  const made = assign(call, role, assignee, limits, parameters.text('Name'));
  if (parameters.flag('Delegating')) {
    made.RoleAssignmentDelegationType = 'DelegatingOrgWide';
  }
  return { source: sourceOf([made]) };
}

function setAssignment(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const found = storedAssignment(call);
  Object.assign(found, limited(limitsOf(call)));
  if (parameters.given('Enabled')) {
    found.Enabled = parameters.flag('Enabled');
  }
  context.changed();
  return nothing;
}

function removeAssignment(call: CmdletCall): CmdletOutput {
  const found = storedAssignment(call);
  discard(call, assignmentNoun(call), (one) => one === found);
  return nothing;
}

/** The assignment to change; one a role group came with becomes a stored one first. */
function storedAssignment(call: CmdletCall): GraphObject {
  const identity = call.parameters.text('Identity') ?? '';
  const found = findStored(assignments(call), identity);
  if (found === undefined) {
    throw notFound(identity);
  }
  const group = roleGroups(call).find(({ id }) => id === found.$assignee);
  const stored = (call.context.state.exchange[assignmentNoun(call)] ?? []).includes(found);
  if (group === undefined || stored) {
    return found;
  }
  group.Roles = ownRoles(call, group).filter((role) => role !== found.Role);
  return store(call, assignmentNoun(call), found);
}

function listAssignments(call: CmdletCall): CmdletOutput {
  const { parameters } = call;
  const matches = (property: string, parameter = property) => {
    const asked = parameters.list(parameter).map((one) => one.toLowerCase());
    return (one: GraphObject) => asked.length === 0 || asked.includes(String(one[property]).toLowerCase());
  };
  const holder = parameters.text('RoleAssignee');
  const found = (holder === undefined ? assignments(call) : heldBy(call, holder))
    .filter(matches('Role'))
    .filter(matches('RoleAssigneeType'))
    .filter(matches('RecipientWriteScope'))
    .filter(matches('CustomRecipientWriteScope'))
    .filter(matches('CustomResourceScope'))
    .filter((one) => !parameters.given('Enabled') || one.Enabled === parameters.flag('Enabled'))
    .filter(
      (one) =>
        !parameters.given('Delegating') ||
        (one.RoleAssignmentDelegationType !== 'Regular') === parameters.flag('Delegating'),
    )
    .flatMap((one) => (parameters.flag('GetEffectiveUsers') ? effectiveUsers(call, one) : [one]))
    .filter(matches('AssignmentMethod'));
  return select(call, sourceOf(found), (identity) => findStored(found, identity));
}

/** Assignments of a role group, a service principal or a recipient, also through role groups. */
function heldBy(call: CmdletCall, name: string): GraphObject[] {
  const group = findStored(roleGroups(call), name);
  if (group !== undefined) {
    return assignments(call).filter(({ $assignee }) => $assignee === group.id);
  }
  return assignmentsOf(call, findStored(servicePrincipals(call), name) ?? findRecipient(call, name));
}

function effectiveUsers(call: CmdletCall, one: GraphObject): GraphObject[] {
  const group = roleGroups(call).find(({ id }) => id === one.$assignee);
  return group === undefined
    ? [one]
    : membersOf(group).map((member) => ({ ...one, AssignmentMethod: 'RoleGroup', EffectiveUserName: member }));
}
