import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { alreadyExists, notFound } from './adminApiError.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, type ExchangeService, objects, store } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { findRecipient } from './recipientCmdlets.ts';
import { sourceOf } from './source.ts';

const both: readonly ExchangeService[] = ['exchangeOnline', 'securityCompliance'];
const group = ['Identity', 'Member', 'BypassSecurityGroupManagerCheck'];

export const organizationCmdlets: readonly Cmdlet[] = [
  { name: 'Get-AcceptedDomain', area: 'organization', parameters: ['Identity', 'ResultSize'], run: acceptedDomains },
  { name: 'Get-OrganizationConfig', area: 'organization', services: both, parameters: [], run: organizationConfig },
  {
    name: 'Set-OrganizationConfig',
    area: 'roles',
    write: true,
    parameters: [
      'AuditDisabled',
      'CustomerLockboxEnabled',
      'MailTipsAllTipsEnabled',
      'MailTipsExternalRecipientsTipsEnabled',
      'OAuth2ClientProfileEnabled',
      'SendFromAliasEnabled',
      'FocusedInboxOn',
      'DefaultPublicFolderAgeLimit',
    ],
    run: setOrganizationConfig,
  },
  {
    name: 'Get-TransportRule',
    area: 'mailFlow',
    parameters: ['Identity', 'State', 'Filter', 'DlpPolicy', 'ExcludeConditionActionDetails', 'ResultSize'],
    run: (call) => listOf(call, 'TransportRule'),
  },
  {
    name: 'Get-RoleGroup',
    area: 'organization',
    services: both,
    parameters: [
      'Identity',
      'Filter',
      'ReadFromDomainController',
      'ResultSize',
      'ShowPartnerLinked',
      'SortBy',
      'UsnForReconciliationSearch',
    ],
    run: (call) => listOf(call, 'RoleGroup'),
  },
  {
    name: 'Get-RoleGroupMember',
    area: 'organization',
    services: both,
    parameters: ['Identity', 'ResultSize', 'ReadFromDomainController'],
    mandatory: ['Identity'],
    run: roleGroupMembers,
  },
  {
    name: 'Add-RoleGroupMember',
    area: 'roles',
    write: true,
    services: both,
    parameters: group,
    mandatory: ['Identity', 'Member'],
    run: addRoleGroupMember,
  },
  {
    name: 'Remove-RoleGroupMember',
    area: 'roles',
    write: true,
    services: both,
    parameters: group,
    mandatory: ['Identity', 'Member'],
    run: removeRoleGroupMember,
  },
  {
    name: 'Get-ManagementRole',
    area: 'organization',
    services: both,
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
    run: (call) => listOf(call, 'ManagementRole'),
  },
  {
    name: 'Get-ServicePrincipal',
    area: 'organization',
    services: both,
    parameters: ['Identity', 'Organization', 'ResultSize'],
    run: (call) => listOf(call, 'ServicePrincipal'),
  },
  {
    name: 'New-ServicePrincipal',
    area: 'roles',
    write: true,
    services: both,
    parameters: ['AppId', 'ObjectId', 'ServiceId', 'DisplayName', 'Organization'],
    mandatory: ['AppId', ['ObjectId', 'ServiceId']],
    run: newServicePrincipal,
  },
  {
    name: 'Get-ConnectionInformation',
    area: 'connection',
    services: both,
    parameters: ['ConnectionId', 'ModulePrefix'],
    run: connectionInformation,
  },
];

/** The stored objects of a noun, with what every Get cmdlet can do to them. */
export function listOf(call: CmdletCall, noun: string): CmdletOutput {
  const stored = objects(call, noun);
  return select(call, sourceOf(stored), (identity) => findStored(stored, identity));
}

function acceptedDomains(call: CmdletCall): CmdletOutput {
  const { domain } = call.context.state;
  const stored = objects(call, 'AcceptedDomain');
  const domains =
    stored.length > 0
      ? stored
      : [
          {
            id: domain,
            Identity: domain,
            Name: domain,
            DomainName: domain,
            DomainType: 'Authoritative',
            Default: true,
            InitialDomain: true,
          },
        ];
  return select(call, sourceOf(domains), (identity) => findStored(domains, identity));
}

function organizationConfig(call: CmdletCall): CmdletOutput {
  return { source: sourceOf([storedConfig(call) ?? defaultConfig(call)]) };
}

function setOrganizationConfig(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const config = storedConfig(call) ?? store(call, 'OrganizationConfig', defaultConfig(call));
  for (const name of organizationCmdlets.find((one) => one.name === 'Set-OrganizationConfig')?.parameters ?? []) {
    if (parameters.given(name)) {
      config[name] = typeof config[name] === 'boolean' ? parameters.flag(name) : parameters.raw(name);
    }
  }
  context.changed();
  return { source: sourceOf([]) };
}

function storedConfig(call: CmdletCall): GraphObject | undefined {
  return objects(call, 'OrganizationConfig')[0];
}

function defaultConfig({ context }: CmdletCall): GraphObject {
  const { domain, displayName, tenantId } = context.state;
  return {
    id: 'OrganizationConfig',
    Identity: domain,
    Name: domain,
    DisplayName: displayName,
    Guid: tenantId,
    AuditDisabled: false,
    OAuth2ClientProfileEnabled: true,
    IsDehydrated: false,
  };
}

function roleGroupMembers(call: CmdletCall): CmdletOutput {
  const members = membersOf(roleGroup(call)).map((name) => memberObject(call, name));
  return { source: sourceOf(members), limit: call.parameters.resultSize() };
}

function addRoleGroupMember(call: CmdletCall): CmdletOutput {
  const group = roleGroup(call);
  const member = memberObject(call, call.parameters.text('Member') ?? '', true);
  const name = String(member.Identity ?? member.Name);
  if (membersOf(group).some((one) => one.toLowerCase() === name.toLowerCase())) {
    throw alreadyExists(`The security principal "${name}" is already a member of the group "${String(group.Name)}".`);
  }
  group.Members = [...membersOf(group), name];
  call.context.changed();
  return { source: sourceOf([]) };
}

function removeRoleGroupMember(call: CmdletCall): CmdletOutput {
  const group = roleGroup(call);
  const asked = call.parameters.text('Member') ?? '';
  const names = [asked, String(memberObject(call, asked).Identity)].map((name) => name.toLowerCase());
  const rest = membersOf(group).filter((one) => !names.includes(one.toLowerCase()));
  if (rest.length === membersOf(group).length) {
    throw notFound(asked);
  }
  group.Members = rest;
  call.context.changed();
  return { source: sourceOf([]) };
}

function roleGroup(call: CmdletCall): GraphObject {
  const identity = call.parameters.text('Identity') ?? '';
  const group = findStored(objects(call, 'RoleGroup'), identity);
  if (group === undefined) {
    throw notFound(identity);
  }
  return group;
}

function membersOf(group: GraphObject): string[] {
  return Array.isArray(group.Members) ? group.Members.map(String) : [];
}

/** A member of a role group: a service principal Exchange knows, or a recipient. */
function memberObject(call: CmdletCall, name: string, mustExist = false): GraphObject {
  const principal = findStored(objects(call, 'ServicePrincipal'), name);
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
  if (findStored(objects(call, 'ServicePrincipal'), appId) !== undefined) {
    throw alreadyExists(`The service principal with AppId "${appId}" already exists.`);
  }
  const principal = store(call, 'ServicePrincipal', {
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

function connectionInformation(call: CmdletCall): CmdletOutput {
  const { caller, context } = call;
  return {
    source: sourceOf([
      {
        id: caller.appId,
        Name: 'ExchangeOnline_1',
        State: 'Connected',
        TenantID: context.state.tenantId,
        Organization: context.state.domain,
        AppId: caller.appId,
        CertificateAuthentication: caller.kind === 'application',
        TokenStatus: 'Active',
        ConnectionUri: 'https://outlook.office365.com',
      },
    ]),
  };
}
