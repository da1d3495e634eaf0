import { builtInRoleGroups } from '../exchange/managementRoles.ts';
import type { GraphObject } from '../model.ts';
import { sampleDomain, sampleId, sampleTenantId } from './ids.ts';
import { personName } from './people.ts';

export function acceptedDomains(): GraphObject[] {
  return [sampleDomain, 'contoso-sample.mail.onmicrosoft.com'].map((name) => ({
    id: sampleId(`domain/${name}`),
    Identity: name,
    Id: name,
    Name: name,
    DomainName: name,
    DomainType: 'Authoritative',
    Default: name === sampleDomain,
    InitialDomain: name === sampleDomain,
    AuthenticationType: 'Managed',
    MatchSubDomains: false,
    Guid: sampleId(`domain/${name}`),
  }));
}

export function organizationConfig(): GraphObject {
  return {
    id: sampleTenantId,
    Identity: sampleDomain,
    Name: sampleDomain,
    DisplayName: 'Contoso (sample)',
    Guid: sampleTenantId,
    IsDehydrated: false,
    AuditDisabled: false,
    OAuth2ClientProfileEnabled: true,
    MapiHttpEnabled: true,
    EwsEnabled: null,
    DefaultPublicFolderProhibitPostQuota: '1.953 GB (2,097,152,000 bytes)',
    FocusedInboxOn: null,
    SendFromAliasEnabled: false,
    AutoExpandingArchiveEnabled: false,
    CustomerLockboxEnabled: false,
    RejectDirectSend: false,
  };
}

export function transportRules(): GraphObject[] {
  const rules: readonly (readonly [name: string, state: string, description: string])[] = [
    ['Mark external mail', 'Enabled', 'Prepend the subject with [External].'],
    ['Encrypt payroll', 'Enabled', 'Encrypt messages from Finance that contain salary data.'],
    ['Old journal copy', 'Disabled', 'Send a blind copy to the old archive.'],
  ];
  return rules.map(([name, state, description], priority) => ({
    id: sampleId(`transport rule/${name}`),
    Identity: name,
    Id: name,
    Name: name,
    State: state,
    Mode: 'Enforce',
    Priority: priority,
    Comments: '',
    Description: description,
    Guid: sampleId(`transport rule/${name}`),
  }));
}

/** People in the role groups every organization has. */
const roleGroupMembers: Readonly<Record<string, readonly string[]>> = {
  'Organization Management': ['admin'],
  'Recipient Management': ['allan'],
  'Compliance Management': ['joni'],
  'Help Desk': ['helpdesk'],
};

export function roleGroups(): GraphObject[] {
  return Object.entries(builtInRoleGroups('exchangeOnline')).map(([name, roles]) => ({
    id: sampleId(`role group/${name}`),
    Identity: name,
    Id: name,
    Name: name,
    DisplayName: name,
    Description: `Members of ${name}.`,
    Roles: [...roles],
    Members: (roleGroupMembers[name] ?? []).map(personName),
    ManagedBy: ['Organization Management'],
    Guid: sampleId(`role group/${name}`),
  }));
}
