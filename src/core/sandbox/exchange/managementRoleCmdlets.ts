import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { alreadyExists, ambiguousParameterSet, invalidOperation, notFound } from './adminApiError.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, discard, objects, store } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { uuid } from './generatedMailboxes.ts';
import { applicationRoles, roleNames } from './managementRoles.ts';
import { compileFilter } from './opath.ts';
import { assignments } from './roleAssignments.ts';
import { sourceOf } from './source.ts';

const nothing: CmdletOutput = { source: sourceOf([]) };
const filters = ['RecipientRestrictionFilter', 'RecipientRoot', 'Exclusive', 'Force'];

export const managementRoleCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-ManagementRole',
    area: 'organization',
    services: ['exchangeOnline', 'securityCompliance'],
    parameters: [
      'Identity',
      'Cmdlet',
      'CmdletParameters',
      'GetChildren',
      'Recurse',
      'RoleType',
      'Script',
      'ScriptParameters',
      'ResultSize',
    ],
    run: listRoles,
  },
  {
    name: 'Get-ManagementScope',
    area: 'organization',
    parameters: ['Identity', 'Exclusive', 'Orphan', 'ResultSize'],
    run: listScopes,
  },
  {
    name: 'New-ManagementScope',
    area: 'roles',
    write: true,
    parameters: ['Name', ...filters],
    mandatory: ['Name', 'RecipientRestrictionFilter'],
    run: newScope,
  },
  {
    name: 'Set-ManagementScope',
    area: 'roles',
    write: true,
    parameters: ['Identity', 'Name', ...filters],
    mandatory: ['Identity'],
    run: setScope,
  },
  {
    name: 'Remove-ManagementScope',
    area: 'roles',
    write: true,
    parameters: ['Identity', 'Force'],
    mandatory: ['Identity'],
    run: removeScope,
  },
];

function listRoles(call: CmdletCall): CmdletOutput {
  const type = call.parameters.text('RoleType')?.toLowerCase();
  const roles = roleNames(call.service)
    .map((name) => roleObject(call, name))
    .filter((role) => type === undefined || String(role.RoleType).toLowerCase() === type);
  return select(call, sourceOf(roles), (identity) => findStored(roles, identity));
}

function roleObject({ service }: CmdletCall, name: string): GraphObject {
  const guid = uuid(`${service} management role ${name}`);
  return {
    id: guid,
    Guid: guid,
    Identity: name,
    Id: name,
    Name: name,
    RoleType: name.replaceAll(/[ .-]/g, ''),
    IsRootRole: true,
    IsEndUserRole: false,
    Parent: null,
    Description: applicationRoles.includes(name)
      ? `Lets an application use ${name.slice('Application '.length)} on mailboxes in its resource scope.`
      : `Lets its holders work with ${name.toLowerCase()}.`,
  };
}

function listScopes(call: CmdletCall): CmdletOutput {
  const { parameters } = call;
  const held = new Set(
    assignments(call).flatMap((one) => [one.CustomRecipientWriteScope, one.CustomResourceScope].map(String)),
  );
  const scopes = objects(call, 'ManagementScope').filter(
    (scope) =>
      (!parameters.given('Exclusive') || scope.Exclusive === parameters.flag('Exclusive')) &&
      (!parameters.flag('Orphan') || !held.has(String(scope.Name))),
  );
  return select(call, sourceOf(scopes), (identity) => findStored(scopes, identity));
}

function newScope(call: CmdletCall): CmdletOutput {
  const { parameters } = call;
  const name = parameters.text('Name') ?? '';
  if (findStored(objects(call, 'ManagementScope'), name) !== undefined) {
    throw alreadyExists(`The management scope "${name}" already exists. Choose another name.`);
  }
  const filter = checkedFilter(call);
  const guid = randomUUID();
  return {
    source: sourceOf([
      store(call, 'ManagementScope', {
        id: guid,
        Guid: guid,
        Identity: name,
        Id: name,
        Name: name,
        ScopeRestrictionType: 'RecipientScope',
        Exclusive: parameters.flag('Exclusive'),
        RecipientRoot: parameters.text('RecipientRoot') ?? '',
        RecipientFilter: filter,
        ServerFilter: '',
      }),
    ]),
  };
}

function setScope(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const scope = scopeToChange(call);
  if (parameters.has('RecipientRestrictionFilter')) {
    scope.RecipientFilter = checkedFilter(call);
  }
  const name = parameters.text('Name');
  if (name !== undefined) {
    for (const one of objects(call, 'ManagementRoleAssignment')) {
      for (const property of ['CustomRecipientWriteScope', 'CustomResourceScope', 'CustomConfigWriteScope']) {
        if (one[property] === scope.Name) {
          one[property] = name;
        }
      }
    }
    Object.assign(scope, { Identity: name, Id: name, Name: name });
  }
  context.changed();
  return nothing;
}

function removeScope(call: CmdletCall): CmdletOutput {
  const scope = scopeToChange(call);
  const user = assignments(call).find((one) =>
    [one.CustomRecipientWriteScope, one.CustomResourceScope, one.CustomConfigWriteScope].includes(scope.Name),
  );
  if (user !== undefined) {
    throw invalidOperation(
      `The management scope "${String(scope.Name)}" can't be removed because the role assignment "${String(user.Name)}" uses it.`,
    );
  }
  discard(call, 'ManagementScope', (one) => one === scope);
  return nothing;
}

function scopeToChange(call: CmdletCall): GraphObject {
  const identity = call.parameters.text('Identity') ?? '';
  const scope = findStored(objects(call, 'ManagementScope'), identity);
  if (scope === undefined) {
    throw notFound(identity);
  }
  return scope;
}

/** @throws AdminApiError when the filter is none */
function checkedFilter({ parameters }: CmdletCall): string {
  const filter = parameters.text('RecipientRestrictionFilter');
  if (filter === undefined) {
    throw ambiguousParameterSet();
  }
  compileFilter(filter, undefined);
  return filter;
}
