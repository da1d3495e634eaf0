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

export function roleGroups(): GraphObject[] {
  const groups: readonly (readonly [name: string, roles: readonly string[], members: readonly string[]])[] = [
    [
      'Organization Management',
      ['Mail Recipients', 'Organization Configuration', 'Role Management', 'Transport Rules', 'View-Only Recipients'],
      ['admin'],
    ],
    ['Recipient Management', ['Mail Recipients', 'Distribution Groups', 'Reset Password'], ['allan']],
    ['View-Only Organization Management', ['View-Only Recipients', 'View-Only Configuration'], []],
    ['Compliance Management', ['Audit Logs', 'Compliance Admin', 'Retention Management'], ['joni']],
    ['Help Desk', ['User Options', 'View-Only Recipients'], ['helpdesk']],
  ];
  return groups.map(([name, roles, members]) => ({
    id: sampleId(`role group/${name}`),
    Identity: name,
    Id: name,
    Name: name,
    DisplayName: name,
    Description: `Members of ${name}.`,
    Roles: [...roles],
    Members: members.map(personName),
    ManagedBy: ['Organization Management'],
    Guid: sampleId(`role group/${name}`),
  }));
}

export function managementRoles(): GraphObject[] {
  const roles = [
    'Application Calendars.Read',
    'Application Mail.Read',
    'Audit Logs',
    'Compliance Admin',
    'Distribution Groups',
    'Mail Recipients',
    'Organization Configuration',
    'Reset Password',
    'Retention Management',
    'Role Management',
    'Transport Rules',
    'User Options',
    'View-Only Configuration',
    'View-Only Recipients',
  ];
  return roles.map((name) => ({
    id: sampleId(`management role/${name}`),
    Identity: name,
    Id: name,
    Name: name,
    RoleType: name.replaceAll(/[ .-]/g, ''),
    IsRootRole: true,
    IsEndUserRole: false,
    Description: `Lets its holders work with ${name.toLowerCase()}.`,
    Guid: sampleId(`management role/${name}`),
  }));
}
