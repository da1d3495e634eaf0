import type { GraphObject } from '../model.ts';
import { type CmdletCall, objects, store } from './cmdlet.ts';
import { uuid } from './generatedMailboxes.ts';
import { builtInRoleGroups, grantOfRole } from './managementRoles.ts';

/** Where roles are looked up: Exchange Online and Security & Compliance have role groups of their own. */
export type RoleData = Pick<CmdletCall, 'context' | 'service'>;

/** Role groups of the service. */
export function roleGroups(data: RoleData): GraphObject[] {
  if (data.service === 'securityCompliance' && data.context.state.exchange.$complianceRoleGroup === undefined) {
    for (const name of Object.keys(builtInRoleGroups(data.service))) {
      const guid = uuid(`compliance role group ${name}`);
      store(data, '$complianceRoleGroup', { id: guid, Guid: guid, Identity: name, Name: name, DisplayName: name });
    }
  }
  return objects(data, roleGroupNoun(data));
}

/** Service principals that were made known to the service. */
export function servicePrincipals(data: RoleData): GraphObject[] {
  return objects(data, servicePrincipalNoun(data));
}

export function roleGroupNoun({ service }: RoleData): string {
  return service === 'exchangeOnline' ? 'RoleGroup' : '$complianceRoleGroup';
}

export function servicePrincipalNoun({ service }: RoleData): string {
  return service === 'exchangeOnline' ? 'ServicePrincipal' : '$complianceServicePrincipal';
}

export function assignmentNoun({ service }: RoleData): string {
  return service === 'exchangeOnline' ? 'ManagementRoleAssignment' : '$complianceRoleAssignment';
}

/** Names of the members of a role group: the `Identity` of recipients and service principals. */
export function membersOf(group: GraphObject): string[] {
  return Array.isArray(group.Members) ? group.Members.map(String) : [];
}

/** Roles a role group came with, which need no stored assignment. */
export function ownRoles({ service }: RoleData, group: GraphObject): string[] {
  return Array.isArray(group.Roles)
    ? group.Roles.map(String)
    : [...(builtInRoleGroups(service)[String(group.Name)] ?? [])];
}

/** All role assignments: those the role groups came with, and the ones that were made. */
export function assignments(data: RoleData): GraphObject[] {
  const builtIn = roleGroups(data).flatMap((group) =>
    ownRoles(data, group).map((role) => {
      const guid = uuid(`role assignment ${group.id} ${role}`);
      return assignment(data, {
        guid,
        name: `${role}-${String(group.Name)}`,
        role,
        assignee: { id: group.id, name: String(group.Name), type: 'RoleGroup' },
      });
    }),
  );
  return [...builtIn, ...objects(data, assignmentNoun(data))];
}

/** Whom a role is assigned to. */
export interface Assignee {
  readonly id: string;
  readonly name: string;
  readonly type: 'RoleGroup' | 'SecurityGroup' | 'ServicePrincipal' | 'User';
}

/** A role assignment as PowerShell shows it; `$assignee` is the id of its holder. */
export function assignment(
  { service }: RoleData,
  facts: { readonly guid: string; readonly name: string; readonly role: string; readonly assignee: Assignee },
): GraphObject {
  const { guid, name, role, assignee } = facts;
  const readOnly = grantOfRole(service, role).write.length === 0;
  return {
    id: guid,
    Guid: guid,
    Identity: name,
    Id: name,
    Name: name,
    Role: role,
    RoleAssignee: assignee.name,
    RoleAssigneeName: assignee.name,
    RoleAssigneeType: assignee.type,
    AssignmentMethod: 'Direct',
    EffectiveUserName: assignee.type.endsWith('Group') ? 'All Group Members' : assignee.name,
    RoleAssignmentDelegationType: 'Regular',
    Enabled: true,
    RecipientReadScope: 'Organization',
    ConfigReadScope: 'OrganizationConfig',
    RecipientWriteScope: readOnly ? 'None' : 'Organization',
    ConfigWriteScope: readOnly ? 'None' : 'OrganizationConfig',
    CustomRecipientWriteScope: null,
    CustomConfigWriteScope: null,
    CustomResourceScope: null,
    $assignee: assignee.id,
  };
}

/** Assignments of a principal, also those through the role groups it is a member of. */
export function assignmentsOf(data: RoleData, principal: GraphObject): GraphObject[] {
  const names = new Set([principal.Identity, principal.Name].map((name) => String(name).toLowerCase()));
  const holders = new Set([
    principal.id,
    ...roleGroups(data)
      .filter((group) => membersOf(group).some((member) => names.has(member.toLowerCase())))
      .map(({ id }) => id),
  ]);
  return assignments(data).filter((one) => holders.has(String(one.$assignee)));
}

/** Names of the roles an application holds in the service by its service principal there. */
export function rolesOfApplication(data: RoleData, appId: string): string[] {
  return servicePrincipals(data)
    .filter((one) => String(one.AppId).toLowerCase() === appId.toLowerCase())
    .flatMap((principal) => assignmentsOf(data, principal))
    .filter(
      ({ Enabled, RoleAssignmentDelegationType }) => Enabled === true && RoleAssignmentDelegationType === 'Regular',
    )
    .map(({ Role }) => String(Role));
}
