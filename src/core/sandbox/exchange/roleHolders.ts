import type { GraphObject } from '../model.ts';
import { ambiguousParameterSet, invalidOperation, notFound } from './adminApiError.ts';
import { type CmdletCall, objects } from './cmdlet.ts';
import { findStored } from './finding.ts';
import { applicationRoles, roleNames } from './managementRoles.ts';
import { findRecipient } from './recipientCmdlets.ts';
import { type Assignee, roleGroups, servicePrincipals } from './roleAssignments.ts';

/** @throws AdminApiError when there is no such role group */
export function findRoleGroup(call: CmdletCall, identity = call.parameters.text('Identity') ?? ''): GraphObject {
  return existing(roleGroups(call), identity);
}

/** @throws AdminApiError when the service principal was not made known with `New-ServicePrincipal` */
export function findServicePrincipal(call: CmdletCall, identity = call.parameters.text('Identity') ?? ''): GraphObject {
  return existing(servicePrincipals(call), identity);
}

/** Name of a management role as the service writes it. @throws AdminApiError when it has none of that name */
export function findRole(call: CmdletCall, name: string): string {
  const found = roleNames(call.service).find((one) => one.toLowerCase() === name.trim().toLowerCase());
  if (found === undefined) {
    throw notFound(name);
  }
  return found;
}

/** Name of a management scope; undefined when the parameter was not given. @throws AdminApiError when there is none of that name */
export function findScope(call: CmdletCall, parameter: string): string | undefined {
  const name = call.parameters.text(parameter);
  return name === undefined ? undefined : String(existing(objects(call, 'ManagementScope'), name).Name);
}

/** A member of a role group: a service principal the service knows, or a recipient. */
export function memberObject(call: CmdletCall, name: string, mustExist = false): GraphObject {
  const principal = findStored(servicePrincipals(call), name);
  if (principal !== undefined) {
    return { ...principal, RecipientType: 'ServicePrincipal' };
  }
  try {
    return findRecipient(call, name);
  } catch (error) {
    if (mustExist) {
      throw error;
    }
    return { id: name, Identity: name, Name: name, DisplayName: name, RecipientType: 'Group' };
  }
}

/** Whom a new assignment is for, by the one of `-App`, `-User` and `-SecurityGroup` that was given. */
export function findAssignee(call: CmdletCall): Assignee {
  const given = ['App', 'User', 'SecurityGroup'].filter((name) => call.parameters.has(name));
  const [kind, another] = given;
  if (kind === undefined || another !== undefined) {
    throw ambiguousParameterSet();
  }
  const identity = call.parameters.text(kind) ?? '';
  if (kind === 'App') {
    const principal = findServicePrincipal(call, identity);
    return { id: principal.id, name: String(principal.Identity), type: 'ServicePrincipal' };
  }
  const group = kind === 'SecurityGroup' ? findStored(roleGroups(call), identity) : undefined;
  if (group !== undefined) {
    return { id: group.id, name: String(group.Name), type: 'RoleGroup' };
  }
  const recipient = findRecipient(call, identity);
  const isGroup = /Group$/.test(String(recipient.RecipientTypeDetails));
  if (isGroup !== (kind === 'SecurityGroup')) {
    throw notFound(identity);
  }
  return { id: recipient.id, name: String(recipient.Name), type: isGroup ? 'SecurityGroup' : 'User' };
}

/** @throws AdminApiError for a role only applications can hold */
export function checkAssignable(role: string, assignee: Assignee): void {
  if (applicationRoles.includes(role) && assignee.type !== 'ServicePrincipal') {
    throw invalidOperation(
      `The role "${role}" can only be assigned to an application. "${assignee.name}" is of type ${assignee.type}.`,
    );
  }
}

function existing(list: readonly GraphObject[], identity: string): GraphObject {
  const found = findStored(list, identity);
  if (found === undefined) {
    throw notFound(identity);
  }
  return found;
}
