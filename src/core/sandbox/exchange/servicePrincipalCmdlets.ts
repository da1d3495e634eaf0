import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { alreadyExists, notFound } from './adminApiError.ts';
import {
  type Cmdlet,
  type CmdletCall,
  type CmdletOutput,
  discard,
  type ExchangeService,
  objects,
  store,
} from './cmdlet.ts';
import { findMailbox, findStored, select } from './finding.ts';
import { applicationRoles } from './managementRoles.ts';
import { compileFilter } from './opath.ts';
import {
  assignmentNoun,
  assignmentsOf,
  membersOf,
  roleGroups,
  servicePrincipalNoun,
  servicePrincipals,
} from './roleAssignments.ts';
import { findServicePrincipal } from './roleHolders.ts';
import { sourceOf } from './source.ts';

const services: readonly ExchangeService[] = ['exchangeOnline', 'securityCompliance'];
const nothing: CmdletOutput = { source: sourceOf([]) };

export const servicePrincipalCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-ServicePrincipal',
    area: 'organization',
    services,
    parameters: ['Identity', 'Organization', 'ResultSize'],
    run: (call) => {
      const stored = servicePrincipals(call);
      return select(call, sourceOf(stored), (identity) => findStored(stored, identity));
    },
  },
  {
    name: 'New-ServicePrincipal',
    area: 'roles',
    write: true,
    services,
    parameters: ['AppId', 'ObjectId', 'ServiceId', 'DisplayName', 'Organization'],
    mandatory: ['AppId', ['ObjectId', 'ServiceId']],
    run: newServicePrincipal,
  },
  {
    name: 'Set-ServicePrincipal',
    area: 'roles',
    write: true,
    services,
    parameters: ['Identity', 'DisplayName'],
    mandatory: ['Identity'],
    run: setServicePrincipal,
  },
  {
    name: 'Remove-ServicePrincipal',
    area: 'roles',
    write: true,
    services,
    parameters: ['Identity', 'Organization'],
    mandatory: ['Identity'],
    run: removeServicePrincipal,
  },
  {
    name: 'Test-ServicePrincipalAuthorization',
    area: 'organization',
    parameters: ['Identity', 'Resource'],
    mandatory: ['Identity'],
    run: testAuthorization,
  },
];

function newServicePrincipal(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const appId = parameters.text('AppId') ?? '';
  const objectId = parameters.text('ObjectId') ?? parameters.text('ServiceId') ?? '';
  const inDirectory = Object.values(context.state.collections.servicePrincipals ?? {}).find(
    (one) => one.id === objectId && String(one.appId).toLowerCase() === appId.toLowerCase(),
  );
  if (inDirectory === undefined) {
    // The usual mistake: the object id of the application instead of the one of its service principal.
    throw notFound(objectId);
  }
  if (findStored(servicePrincipals(call), appId) !== undefined) {
    throw alreadyExists(`The service principal with AppId "${appId}" already exists.`);
  }
  const principal = store(call, servicePrincipalNoun(call), {
    id: randomUUID(),
    Identity: objectId,
    Name: objectId,
    DisplayName: parameters.text('DisplayName') ?? '',
    AppId: appId,
    ObjectId: objectId,
    Sid: `S-1-5-21-${objectId.slice(0, 8)}`,
  });
  return { source: sourceOf([principal]) };
}

function setServicePrincipal(call: CmdletCall): CmdletOutput {
  const principal = findServicePrincipal(call);
  if (call.parameters.given('DisplayName')) {
    principal.DisplayName = call.parameters.text('DisplayName') ?? '';
    call.context.changed();
  }
  return nothing;
}

/** Forgets the service principal, and with it its memberships and role assignments. */
function removeServicePrincipal(call: CmdletCall): CmdletOutput {
  const principal = findServicePrincipal(call);
  const name = String(principal.Identity).toLowerCase();
  for (const group of roleGroups(call)) {
    if (membersOf(group).some((member) => member.toLowerCase() === name)) {
      group.Members = membersOf(group).filter((member) => member.toLowerCase() !== name);
    }
  }
  discard(call, assignmentNoun(call), ({ $assignee }) => $assignee === principal.id);
  discard(call, servicePrincipalNoun(call), (one) => one === principal);
  return nothing;
}

/** The application roles of a service principal and whether `-Resource` is in their scopes. */
function testAuthorization(call: CmdletCall): CmdletOutput {
  const principal = findServicePrincipal(call);
  const resource = call.parameters.text('Resource');
  const mailbox = resource === undefined ? undefined : findMailbox(call, resource);
  const answers = assignmentsOf(call, principal)
    .filter(({ Role, Enabled }) => Enabled === true && applicationRoles.includes(String(Role)))
    .map((one): GraphObject => {
      const role = String(one.Role);
      const scope = objects(call, 'ManagementScope').find(({ Name }) => Name === one.CustomResourceScope);
      return {
        id: one.id,
        RoleName: role,
        GrantedPermissions: role.slice('Application '.length),
        AllowedResourceScope: scope?.Name ?? 'Organization',
        ScopeType: scope === undefined ? 'OrganizationScope' : 'CustomRecipientScope',
        InScope: mailbox === undefined ? 'Not Run' : inScope(scope, mailbox),
      };
    });
  return { source: sourceOf(answers) };
}

function inScope(scope: GraphObject | undefined, mailbox: GraphObject): boolean {
  return scope === undefined || compileFilter(String(scope.RecipientFilter), undefined)(mailbox);
}
