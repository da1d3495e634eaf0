import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { alreadyExists, invalidOperation, notFound } from './adminApiError.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, discard, type ExchangeService, store } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { builtInRoleGroups } from './managementRoles.ts';
import { assign } from './roleAssignmentCmdlets.ts';
import { assignmentNoun, assignments, membersOf, roleGroupNoun, roleGroups } from './roleAssignments.ts';
import { checkAssignable, findRole, findRoleGroup, findScope, memberObject } from './roleHolders.ts';
import { sourceOf } from './source.ts';

const services: readonly ExchangeService[] = ['exchangeOnline', 'securityCompliance'];
const nothing: CmdletOutput = { source: sourceOf([]) };
const change = { area: 'roles', write: true, services } as const;
const member = ['Identity', 'Member', 'BypassSecurityGroupManagerCheck'];

export const roleGroupCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-RoleGroup',
    area: 'organization',
    services,
    parameters: [
      'Identity',
      'Filter',
      'ReadFromDomainController',
      'ResultSize',
      'ShowPartnerLinked',
      'SortBy',
      'UsnForReconciliationSearch',
    ],
    run: listRoleGroups,
  },
  {
    name: 'New-RoleGroup',
    ...change,
    parameters: [
      'Name',
      'CustomConfigWriteScope',
      'CustomRecipientWriteScope',
      'Description',
      'DisplayName',
      'Force',
      'ManagedBy',
      'Members',
      'RecipientOrganizationalUnitScope',
      'Roles',
    ],
    mandatory: ['Name'],
    run: newRoleGroup,
  },
  {
    name: 'Set-RoleGroup',
    ...change,
    parameters: [
      'Identity',
      'BypassSecurityGroupManagerCheck',
      'Description',
      'DisplayName',
      'Force',
      'ManagedBy',
      'Name',
    ],
    mandatory: ['Identity'],
    run: setRoleGroup,
  },
  {
    name: 'Remove-RoleGroup',
    ...change,
    parameters: ['Identity', 'BypassSecurityGroupManagerCheck', 'ForReconciliation', 'Force'],
    mandatory: ['Identity'],
    run: removeRoleGroup,
  },
  {
    name: 'Get-RoleGroupMember',
    area: 'organization',
    services,
    parameters: ['Identity', 'ResultSize', 'ReadFromDomainController'],
    mandatory: ['Identity'],
    run: listMembers,
  },
  { name: 'Add-RoleGroupMember', ...change, parameters: member, mandatory: ['Identity', 'Member'], run: addMember },
  {
    name: 'Remove-RoleGroupMember',
    ...change,
    parameters: member,
    mandatory: ['Identity', 'Member'],
    run: removeMember,
  },
  {
    name: 'Update-RoleGroupMember',
    ...change,
    parameters: ['Identity', 'Members', 'BypassSecurityGroupManagerCheck'],
    mandatory: ['Identity'],
    run: updateMembers,
  },
];

function listRoleGroups(call: CmdletCall): CmdletOutput {
  const shown = roleGroups(call).map((group) => shownGroup(call, group));
  return select(call, sourceOf(shown), (identity) => findStored(shown, identity));
}

/** A role group with its roles and assignments as they are now. */
function shownGroup(call: CmdletCall, group: GraphObject): GraphObject {
  const held = assignments(call).filter(({ $assignee }) => $assignee === group.id);
  return {
    ...group,
    DisplayName: group.DisplayName ?? '',
    Description: group.Description ?? '',
    Roles: [...new Set(held.map(({ Role }) => String(Role)))],
    RoleAssignments: held.map(({ Name }) => String(Name)),
    Members: membersOf(group),
    ManagedBy: group.ManagedBy ?? ['Organization Management'],
    RoleGroupType: 'Standard',
  };
}

function newRoleGroup(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const name = parameters.text('Name') ?? '';
  if (findStored(roleGroups(call), name) !== undefined) {
    throw alreadyExists(`The role group "${name}" already exists. Choose another name.`);
  }
  const guid = randomUUID();
  // Everything that can be refused comes first: half a role group would be worse than none.
  const roles = [...new Set(parameters.list('Roles').map((role) => findRole(call, role)))];
  const assignee = { id: guid, name, type: 'RoleGroup' } as const;
  for (const role of roles) {
    checkAssignable(role, assignee);
  }
  const members = parameters.list('Members').map((one) => nameOf(memberObject(call, one, true)));
  const scope = findScope(call, 'CustomRecipientWriteScope');
  const group = store(call, roleGroupNoun(call), {
    id: guid,
    Guid: guid,
    Identity: name,
    Id: name,
    Name: name,
    DisplayName: parameters.text('DisplayName') ?? '',
    Description: parameters.text('Description') ?? '',
    Roles: [],
    Members: [...new Set(members)],
    ManagedBy: parameters.has('ManagedBy') ? parameters.list('ManagedBy') : ['Organization Management'],
    WhenCreatedUTC: context.clock.now().toISOString(),
  });
  for (const role of roles) {
    assign(call, role, assignee, { recipients: scope });
  }
  return { source: sourceOf([shownGroup(call, group)]) };
}

function setRoleGroup(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const group = findRoleGroup(call);
  const name = parameters.text('Name');
  if (name !== undefined) {
    refuseBuiltIn(call, group, 'renamed');
    const other = findStored(roleGroups(call), name);
    if (other !== undefined && other !== group) {
      throw alreadyExists(`The role group "${name}" already exists. Choose another name.`);
    }
    Object.assign(group, { Identity: name, Id: name, Name: name });
    for (const one of assignments(call).filter(({ $assignee }) => $assignee === group.id)) {
      Object.assign(one, { RoleAssignee: name, RoleAssigneeName: name });
    }
  }
  for (const property of ['Description', 'DisplayName']) {
    if (parameters.given(property)) {
      group[property] = parameters.text(property) ?? '';
    }
  }
  if (parameters.given('ManagedBy')) {
    const current = Array.isArray(group.ManagedBy) ? group.ManagedBy.map(String) : [];
    group.ManagedBy = parameters.changed('ManagedBy', current);
  }
  context.changed();
  return nothing;
}

function removeRoleGroup(call: CmdletCall): CmdletOutput {
  const group = findRoleGroup(call);
  refuseBuiltIn(call, group, 'removed');
  discard(call, assignmentNoun(call), ({ $assignee }) => $assignee === group.id);
  discard(call, roleGroupNoun(call), (one) => one === group);
  return nothing;
}

function refuseBuiltIn(call: CmdletCall, group: GraphObject, what: 'removed' | 'renamed'): void {
  if (builtInRoleGroups(call.service)[String(group.Name)] !== undefined) {
    throw invalidOperation(`The role group "${String(group.Name)}" is built in and can't be ${what}.`);
  }
}

function listMembers(call: CmdletCall): CmdletOutput {
  const members = membersOf(findRoleGroup(call)).map((name) => memberObject(call, name));
  return { source: sourceOf(members), limit: call.parameters.resultSize() };
}

function addMember(call: CmdletCall): CmdletOutput {
  const group = findRoleGroup(call);
  const name = nameOf(memberObject(call, call.parameters.text('Member') ?? '', true));
  if (membersOf(group).some((one) => one.toLowerCase() === name.toLowerCase())) {
    throw alreadyExists(`The security principal "${name}" is already a member of the group "${String(group.Name)}".`);
  }
  group.Members = [...membersOf(group), name];
  call.context.changed();
  return nothing;
}

function removeMember(call: CmdletCall): CmdletOutput {
  const group = findRoleGroup(call);
  const asked = call.parameters.text('Member') ?? '';
  const names = [asked, nameOf(memberObject(call, asked))].map((name) => name.toLowerCase());
  const rest = membersOf(group).filter((one) => !names.includes(one.toLowerCase()));
  if (rest.length === membersOf(group).length) {
    throw notFound(asked);
  }
  group.Members = rest;
  call.context.changed();
  return nothing;
}

function updateMembers(call: CmdletCall): CmdletOutput {
  const group = findRoleGroup(call);
  const wanted = call.parameters.changed('Members', membersOf(group));
  const kept = new Set(membersOf(group));
  group.Members = [...new Set(wanted.map((one) => (kept.has(one) ? one : nameOf(memberObject(call, one, true)))))];
  call.context.changed();
  return nothing;
}

function nameOf(member: GraphObject): string {
  return String(member.Identity ?? member.Name);
}
