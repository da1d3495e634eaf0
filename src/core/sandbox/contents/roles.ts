import { loadCatalog } from '../../catalog/catalog.ts';
import { directoryRole } from '../graph/directoryRoleIds.ts';
import type { GraphObject } from '../model.ts';
import { sampleAssignmentId, sampleId, sampleTenantId } from './ids.ts';
import { personId } from './people.ts';

/** Who holds which directory role, besides applications. */
const holders: readonly (readonly [alias: string, ...roles: string[]])[] = [
  ['admin', directoryRole.globalAdministrator],
  ['helpdesk', directoryRole.helpdeskAdministrator, directoryRole.directoryReaders],
  ['appadmin', directoryRole.cloudApplicationAdministrator],
  ['allan', directoryRole.exchangeAdministrator, directoryRole.userAdministrator],
  ['nestor', directoryRole.globalReader],
];

/** The built-in directory roles; the id of a built-in role is its template id. */
export async function roleDefinitionObjects(): Promise<GraphObject[]> {
  const catalog = await loadCatalog();
  return catalog.roles.map(({ name, templateId, privileged }) => ({
    '@odata.type': '#microsoft.graph.unifiedRoleDefinition',
    id: templateId,
    description: `Built-in role ${name}.`,
    displayName: name,
    isBuiltIn: true,
    isEnabled: true,
    isPrivileged: privileged,
    resourceScopes: ['/'],
    rolePermissions: [],
    templateId,
    version: '1',
  }));
}

/** The role assignments of people. */
export function peopleRoleAssignments(): GraphObject[] {
  return holders.flatMap(([alias, ...roles]) => roles.map((role) => roleAssignmentObject(personId(alias), role)));
}

export function roleAssignmentObject(principalId: string, roleDefinitionId: string): GraphObject {
  return {
    '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
    id: `${sampleAssignmentId(`${principalId}/${roleDefinitionId}`).slice(0, 32)}-1`,
    directoryScopeId: '/',
    principalId,
    principalOrganizationId: sampleTenantId,
    resourceScope: '/',
    roleDefinitionId,
  };
}

/** The roles that somebody holds, as `directoryRoles` lists them. */
export function directoryRoleObjects(
  definitions: readonly GraphObject[],
  assignments: readonly GraphObject[],
): GraphObject[] {
  const held = new Set(assignments.map(({ roleDefinitionId }) => roleDefinitionId));
  return definitions
    .filter(({ id }) => held.has(id))
    .map(({ id, description, displayName }) => ({
      '@odata.type': '#microsoft.graph.directoryRole',
      id: sampleId(`directoryRole/${id}`),
      deletedDateTime: null,
      description,
      displayName,
      roleTemplateId: id,
    }));
}
