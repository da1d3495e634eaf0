import type { AccessRule } from './access.ts';
import { directoryRole } from './directoryRoleIds.ts';

const directoryRead = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const applicationRoles = [directoryRole.applicationAdministrator, directoryRole.cloudApplicationAdministrator];
const readScopes = ['Application.Read.All', 'Application.ReadWrite.All', ...directoryRead];

/** Reading applications and service principals, their owners and grants. */
export const readApplications: AccessRule = {
  application: [...readScopes, 'Application.ReadWrite.OwnedBy'],
  delegated: readScopes,
};

/** Creating: in the sample tenant, as in a hardened one, users can't register applications without a role. */
export const createApplications: AccessRule = {
  application: ['AppRegistration.Create', 'Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy'],
  delegated: ['AppRegistration.Create', 'Application.ReadWrite.All'],
  roles: [...applicationRoles, directoryRole.applicationDeveloper],
};

export const writeApplications: AccessRule = {
  application: ['Application.ReadWrite.All'],
  applicationOwned: ['Application.ReadWrite.OwnedBy'],
  delegated: ['Application.ReadWrite.All'],
  roles: applicationRoles,
  ownerSuffices: true,
};

export const writeServicePrincipals: AccessRule = {
  ...writeApplications,
  application: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  delegated: ['Application.ReadWrite.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All'],
};

/** Owners are directory objects that the caller must be able to read. */
export const writeApplicationOwners: AccessRule = { ...writeApplications, also: directoryRead };

export const writeServicePrincipalOwners: AccessRule = { ...writeServicePrincipals, also: directoryRead };

export const createServicePrincipals: AccessRule = { ...writeServicePrincipals, ownerSuffices: false };

/** `addKey` and `removeKey`: an application needs no permission to roll its own keys, the proof is enough. */
export const rollKeys: AccessRule = {
  application: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  applicationOwned: ['Application.ReadWrite.OwnedBy'],
  selfSuffices: true,
  delegated: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  roles: applicationRoles,
  ownerSuffices: true,
};

/** Granting; that Microsoft Graph's own permissions take a higher role is checked with the grant. */
export const grantAppRoles: AccessRule = {
  application: ['AppRoleAssignment.ReadWrite.All'],
  delegated: ['AppRoleAssignment.ReadWrite.All'],
  also: readScopes,
  roles: [...applicationRoles, directoryRole.privilegedRoleAdministrator],
};

/** What a user was granted in an application. */
export const readUserGrants: AccessRule = {
  application: ['AppRoleAssignment.ReadWrite.All', ...directoryRead],
  delegated: ['AppRoleAssignment.ReadWrite.All', ...directoryRead],
};

export const readConsents: AccessRule = {
  application: [...directoryRead, 'DelegatedPermissionGrant.Read.All', 'DelegatedPermissionGrant.ReadWrite.All'],
  delegated: [...directoryRead, 'DelegatedPermissionGrant.Read.All', 'DelegatedPermissionGrant.ReadWrite.All'],
};

export const writeConsents: AccessRule = {
  application: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'],
  delegated: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'],
  roles: [...applicationRoles, directoryRole.privilegedRoleAdministrator],
};

const readRoleScopes = [...directoryRead, 'RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory'];

/** Reading who holds which role. */
export const readRoles: AccessRule = { application: readRoleScopes, delegated: readRoleScopes };

export const readRoleDefinitions: AccessRule = {
  application: [...readRoleScopes, 'RoleManagement.Read.All'],
  delegated: [...readRoleScopes, 'RoleManagement.Read.All'],
};

export const writeRoles: AccessRule = {
  application: ['RoleManagement.ReadWrite.Directory'],
  delegated: ['RoleManagement.ReadWrite.Directory'],
  roles: [directoryRole.privilegedRoleAdministrator],
};

const readUserScopes = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directoryRead];

export const readUsers: AccessRule = { application: readUserScopes, delegated: readUserScopes };

const readProfileScopes = ['User.Read.All', 'User.ReadWrite.All', ...directoryRead];

/** Managers, direct reports and owned objects: more than the basic profile. */
export const readRelations: AccessRule = {
  application: readProfileScopes,
  delegated: ['User.Read', ...readProfileScopes],
};

export const readSelf: AccessRule = {
  application: 'any',
  delegated: ['User.Read', 'User.ReadWrite', ...readUserScopes],
};

export const writeUsers: AccessRule = {
  application: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  delegated: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  roles: [directoryRole.userAdministrator],
};

export const deleteUsers: AccessRule = {
  ...writeUsers,
  application: ['User.ReadWrite.All'],
  delegated: ['User.ReadWrite.All'],
};

const readGroupScopes = ['Group.ReadBasic.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directoryRead];
const readMemberScopes = [
  'GroupMember.ReadBasic.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.ReadBasic.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  ...directoryRead,
];

export const readGroups: AccessRule = {
  application: readGroupScopes,
  delegated: [...readGroupScopes, 'GroupMember.Read.All'],
};

export const readMembers: AccessRule = { application: readMemberScopes, delegated: readMemberScopes };

const readOwnerScopes = [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  ...directoryRead,
];

export const readGroupOwners: AccessRule = { application: readOwnerScopes, delegated: readOwnerScopes };

export const readMemberships: AccessRule = {
  application: [
    ...directoryRead,
    'User.Read.All',
    'GroupMember.Read.All',
    'GroupMember.ReadBasic.All',
    'Group.ReadBasic.All',
    'Group.Read.All',
  ],
  delegated: [...directoryRead, 'User.Read', 'User.Read.All', 'GroupMember.Read.All', 'Group.Read.All'],
};

export const writeGroups: AccessRule = {
  application: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  delegated: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  roles: [directoryRole.groupsAdministrator, directoryRole.userAdministrator, directoryRole.directoryWriters],
  ownerSuffices: true,
};

export const deleteGroups: AccessRule = {
  ...writeGroups,
  application: ['Group.ReadWrite.All'],
  delegated: ['Group.ReadWrite.All'],
};

export const createGroups: AccessRule = {
  ...writeGroups,
  application: ['Group.Create', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
};

export const writeMembers: AccessRule = {
  ...writeGroups,
  application: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  delegated: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
};

const readOrganizationScopes = ['Organization.Read.All', 'Organization.ReadWrite.All', ...directoryRead];

export const readOrganization: AccessRule = {
  application: readOrganizationScopes,
  delegated: ['User.Read', ...readOrganizationScopes],
};

export const readLicenses: AccessRule = {
  application: ['LicenseAssignment.Read.All', ...readOrganizationScopes],
  delegated: ['LicenseAssignment.Read.All', ...readOrganizationScopes],
};

export const readDomains: AccessRule = {
  application: ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All'],
  delegated: ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All'],
};

const readPolicyScopes = ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'];

export const readPolicies: AccessRule = { application: readPolicyScopes, delegated: readPolicyScopes };

export const readAuthorizationPolicy: AccessRule = {
  application: ['Policy.Read.All', 'Policy.ReadWrite.Authorization'],
  delegated: ['Policy.Read.All', 'Policy.ReadWrite.Authorization'],
};

export const writePolicies: AccessRule = {
  application: ['Policy.ReadWrite.ApplicationConfiguration'],
  delegated: ['Policy.ReadWrite.ApplicationConfiguration'],
  roles: applicationRoles,
};

export const readCalendars: AccessRule = {
  application: ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
  delegated: [
    'Calendars.ReadBasic',
    'Calendars.Read',
    'Calendars.ReadWrite',
    'Calendars.Read.Shared',
    'Calendars.ReadWrite.Shared',
  ],
  mailbox: true,
};

export const writeCalendars: AccessRule = {
  application: ['Calendars.ReadWrite'],
  delegated: ['Calendars.ReadWrite'],
  mailbox: true,
};

export const readMail: AccessRule = {
  application: ['Mail.ReadBasic.All', 'Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite'],
  delegated: ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite'],
  mailbox: true,
};

const readTeamScopes = [
  'Team.ReadBasic.All',
  'TeamSettings.Read.All',
  'TeamSettings.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  ...directoryRead,
];

export const listTeams: AccessRule = {
  application: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'],
  delegated: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'],
};

export const readTeams: AccessRule = { application: readTeamScopes, delegated: readTeamScopes };

export const readJoinedTeams: AccessRule = {
  application: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All', ...readProfileScopes],
  delegated: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All', ...readProfileScopes],
};

export const readChannels: AccessRule = {
  application: [
    'Channel.ReadBasic.All',
    'ChannelSettings.Read.All',
    'ChannelSettings.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    ...directoryRead,
  ],
  delegated: [
    'Channel.ReadBasic.All',
    'ChannelSettings.Read.All',
    'ChannelSettings.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    ...directoryRead,
  ],
};

export const readTeamMembers: AccessRule = {
  application: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
  delegated: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
};

export const readLicenseDetails: AccessRule = {
  application: ['LicenseAssignment.Read.All', ...readProfileScopes],
  delegated: ['LicenseAssignment.Read.All', 'User.Read', ...readProfileScopes],
};

/** Objects of any kind by id. */
export const readDirectoryObjects: AccessRule = { application: directoryRead, delegated: directoryRead };
