import type { Area, Grant } from './areas.ts';
import type { ExchangeService } from './cmdlet.ts';

const can = (read: readonly Area[], write: readonly Area[] = []): Grant => ({ read: ['connection', ...read], write });

/** Management roles of Exchange Online and what their cmdlets are about (Microsoft Learn, "Permissions in Exchange Online"). */
const exchangeOnlineRoles: Readonly<Record<string, Grant>> = {
  'Audit Logs': can(['organization']),
  'Compliance Admin': can(['organization', 'mailFlow', 'compliance'], ['compliance']),
  'Distribution Groups': can(['recipients', 'groups', 'organization'], ['groups']),
  Journaling: can(['mailFlow']),
  'Mail Recipient Creation': can(['recipients', 'groups', 'organization'], ['recipients']),
  'Mail Recipients': can(['recipients', 'groups', 'organization'], ['recipients']),
  'Organization Configuration': can(['organization'], ['organization']),
  'Remote and Accepted Domains': can(['organization']),
  'Reset Password': can(['recipients']),
  'Retention Management': can(['recipients', 'compliance'], ['compliance']),
  'Role Management': can(['recipients', 'groups', 'organization', 'roles'], ['roles']),
  'Transport Hygiene': can(['mailFlow'], ['mailFlow']),
  'Transport Rules': can(['mailFlow'], ['mailFlow']),
  'User Options': can(['recipients']),
  'View-Only Audit Logs': can(['organization']),
  'View-Only Configuration': can(['organization', 'mailFlow']),
  'View-Only Recipients': can(['recipients', 'groups']),
};

/**
 * Roles that only applications can hold: they open mailboxes to Microsoft Graph and EWS and cover no cmdlet. Source: Microsoft
 * Learn, "Role Based Access Control for Applications in Exchange Online", with the permission each stands for.
 */
export const applicationRoles: readonly string[] = [
  'Application Calendars.Read',
  'Application Calendars.ReadWrite',
  'Application Contacts.Read',
  'Application Contacts.ReadWrite',
  'Application EWS.AccessAsApp',
  'Application Exchange Full Access',
  'Application Mail Full Access',
  'Application Mail.Read',
  'Application Mail.ReadBasic',
  'Application Mail.ReadWrite',
  'Application Mail.Send',
  'Application MailboxSettings.Read',
  'Application MailboxSettings.ReadWrite',
];

/** Roles of Microsoft Purview, which `Connect-IPPSSession` shows. */
const complianceRoles: Readonly<Record<string, Grant>> = {
  'Audit Logs': can(['organization']),
  'Case Management': can(['compliance'], ['compliance']),
  'Compliance Administrator': can(['organization', 'compliance'], ['compliance']),
  'DLP Compliance Management': can(['compliance'], ['compliance']),
  'Organization Configuration': can(['organization'], ['organization']),
  'Retention Management': can(['compliance'], ['compliance']),
  'Role Management': can(['organization', 'roles'], ['roles']),
  'Sensitivity Label Administrator': can(['compliance'], ['compliance']),
  'View-Only DLP Compliance Management': can(['compliance']),
  'View-Only Recipients': can(['organization']),
  'View-Only Retention Management': can(['compliance']),
};

const roles: Readonly<Record<ExchangeService, Readonly<Record<string, Grant>>>> = {
  exchangeOnline: {
    ...exchangeOnlineRoles,
    ...Object.fromEntries(applicationRoles.map((name) => [name, { read: [], write: [] }])),
  },
  securityCompliance: complianceRoles,
};

/** Role groups every organization has, with their roles. */
const roleGroups: Readonly<Record<ExchangeService, Readonly<Record<string, readonly string[]>>>> = {
  exchangeOnline: {
    'Organization Management': Object.keys(exchangeOnlineRoles),
    'Recipient Management': ['Distribution Groups', 'Mail Recipient Creation', 'Mail Recipients', 'Reset Password'],
    'View-Only Organization Management': ['View-Only Configuration', 'View-Only Recipients'],
    'Compliance Management': [
      'Audit Logs',
      'Compliance Admin',
      'Retention Management',
      'Transport Rules',
      'View-Only Configuration',
      'View-Only Recipients',
    ],
    'Help Desk': ['Reset Password', 'User Options', 'View-Only Recipients'],
    'Hygiene Management': ['Transport Hygiene', 'View-Only Configuration', 'View-Only Recipients'],
    'Records Management': ['Audit Logs', 'Journaling', 'Retention Management', 'Transport Rules'],
  },
  securityCompliance: {
    OrganizationManagement: Object.keys(complianceRoles),
    ComplianceAdministrator: [
      'Audit Logs',
      'Case Management',
      'Compliance Administrator',
      'DLP Compliance Management',
      'Retention Management',
      'Sensitivity Label Administrator',
      'View-Only Recipients',
    ],
    eDiscoveryManager: ['Case Management', 'View-Only Recipients'],
    RecordsManagement: ['Retention Management'],
    SecurityReader: ['View-Only DLP Compliance Management', 'View-Only Recipients'],
  },
};

/** Names of the roles a service has, in alphabetical order. */
export function roleNames(service: ExchangeService): readonly string[] {
  return Object.keys(roles[service]).sort((a, b) => a.localeCompare(b, 'en'));
}

/** What the role lets its holders do; nothing for one that is not known. */
export function grantOfRole(service: ExchangeService, role: string): Grant {
  return roles[service][role] ?? { read: [], write: [] };
}

/** Role groups that nobody created and nobody can remove. */
export function builtInRoleGroups(service: ExchangeService): Readonly<Record<string, readonly string[]>> {
  return roleGroups[service];
}
