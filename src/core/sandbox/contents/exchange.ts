import type { GraphObject } from '../model.ts';
import { groupId, type SampleGroup, sampleGroups } from './groups.ts';
import { sampleDomain, sampleId, sampleTenantId } from './ids.ts';
import { address, hasMailbox, personId, type SamplePerson, samplePeople } from './people.ts';

const day = 86_400_000;
const organizationName = `OU=${sampleDomain},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`;

/** The Exchange objects of the sample tenant by cmdlet noun, with the property names PowerShell shows. */
export function exchangeObjects(now: Date, servicePrincipals: readonly GraphObject[]): Record<string, GraphObject[]> {
  return {
    Mailbox: samplePeople.filter(hasMailbox).map((person) => mailbox(person, now)),
    CASMailbox: casMailboxes(),
    MailboxPermission: mailboxPermissions(),
    RecipientPermission: recipientPermissions(),
    CalendarProcessing: samplePeople.filter(({ kind }) => kind === 'room').map(calendarProcessing),
    DistributionGroup: sampleGroups.filter(({ kind }) => kind === 'distribution').map((group) => mailGroup(group, now)),
    UnifiedGroup: sampleGroups.filter(({ kind }) => kind === 'unified').map((group) => mailGroup(group, now)),
    MailContact: [
      contact('fabrikam.sales', 'Fabrikam Sales', 'sales@fabrikam.com'),
      contact('print.shop', 'Print shop', 'orders@printshop.example'),
    ],
    AcceptedDomain: acceptedDomains(),
    OrganizationConfig: [organizationConfig()],
    TransportRule: transportRules(),
    RoleGroup: roleGroups(),
    ManagementRole: managementRoles(),
    ServicePrincipal: servicePrincipals
      .filter(({ displayName }) => displayName === 'Distribution list sync')
      .map(({ id, appId, displayName }) => ({
        id: String(id),
        AppId: appId,
        ObjectId: id,
        DisplayName: displayName,
        Identity: String(id),
        Name: String(id),
      })),
  };
}

function guidOf(alias: string): string {
  return sampleId(`mailbox/${alias}`);
}

function created(name: string, now: Date): string {
  return new Date(now.getTime() - (name.length * 29 + 120) * day).toISOString();
}

function mailbox(person: SamplePerson, now: Date): GraphObject {
  const { alias, displayName, kind } = person;
  const mail = address(alias);
  const type = kind === 'room' ? 'RoomMailbox' : kind === 'shared' ? 'SharedMailbox' : 'UserMailbox';
  const [first, ...last] = displayName.split(' ');
  return {
    id: guidOf(alias),
    Identity: displayName,
    Id: displayName,
    Name: alias,
    Alias: alias,
    DisplayName: displayName,
    FirstName: kind === 'user' ? first : '',
    LastName: kind === 'user' ? last.join(' ') : '',
    UserPrincipalName: mail,
    PrimarySmtpAddress: mail,
    WindowsEmailAddress: mail,
    EmailAddresses: [`SMTP:${mail}`, `smtp:${alias}@contoso-sample.mail.onmicrosoft.com`],
    RecipientType: 'UserMailbox',
    RecipientTypeDetails: type,
    ResourceType: kind === 'room' ? 'Room' : null,
    ResourceCapacity: kind === 'room' ? 6 + displayName.length : null,
    IsShared: kind === 'shared',
    IsResource: kind === 'room',
    IsMailboxEnabled: true,
    AccountDisabled: kind !== 'user' || person.blocked === true,
    Guid: guidOf(alias),
    ExchangeGuid: sampleId(`exchange mailbox/${alias}`),
    ExternalDirectoryObjectId: personId(alias),
    DistinguishedName: `CN=${alias},${organizationName}`,
    OrganizationalUnit: `eurpr01a001.prod.outlook.com/Microsoft Exchange Hosted Organizations/${sampleDomain}`,
    Office: person.office ?? '',
    Title: person.jobTitle ?? '',
    Department: person.department ?? '',
    Company: 'Contoso',
    ServerName: 'db3pr01mb0001',
    Database: 'EURPR01DG001-db001',
    ProhibitSendQuota: kind === 'user' ? '99 GB (106,300,440,576 bytes)' : '49.5 GB (53,150,220,288 bytes)',
    ProhibitSendReceiveQuota: kind === 'user' ? '100 GB (107,374,182,400 bytes)' : '50 GB (53,687,091,200 bytes)',
    IssueWarningQuota: kind === 'user' ? '98 GB (105,226,698,752 bytes)' : '49 GB (52,613,349,376 bytes)',
    ForwardingAddress: null,
    ForwardingSmtpAddress: alias === 'former' ? `smtp:${address('isaiah')}` : null,
    DeliverToMailboxAndForward: false,
    HiddenFromAddressListsEnabled: alias === 'former',
    LitigationHoldEnabled: person.department === 'Legal',
    ArchiveStatus: person.department === 'Legal' ? 'Active' : 'None',
    AuditEnabled: true,
    GrantSendOnBehalfTo: [],
    RetentionPolicy: 'Default MRM Policy',
    WhenCreated: created(displayName, now),
    WhenCreatedUTC: created(displayName, now),
    WhenMailboxCreated: created(displayName, now),
    WhenChangedUTC: new Date(now.getTime() - displayName.length * day).toISOString(),
  };
}

/** Mailboxes whose protocols differ from the usual ones. */
function casMailboxes(): GraphObject[] {
  return samplePeople
    .filter(({ alias }) => alias === 'former' || alias === 'invoices')
    .map(({ alias, displayName }) => ({
      id: guidOf(alias),
      Identity: displayName,
      Name: alias,
      DisplayName: displayName,
      PrimarySmtpAddress: address(alias),
      EmailAddresses: [`SMTP:${address(alias)}`],
      Guid: guidOf(alias),
      ActiveSyncEnabled: false,
      OWAEnabled: alias === 'invoices',
      PopEnabled: alias === 'invoices',
      ImapEnabled: alias === 'invoices',
      MAPIEnabled: true,
      EwsEnabled: false,
      SmtpClientAuthenticationDisabled: alias === 'former',
    }));
}

const sharedWith: Readonly<Record<string, readonly string[]>> = {
  info: ['debra', 'helpdesk'],
  sales: ['isaiah', 'patti'],
  support: ['helpdesk', 'allan'],
  invoices: ['pradeep', 'emily', 'sean'],
  jobs: ['diego'],
  patti: ['debra'],
};

function nameOf(alias: string): string {
  return samplePeople.find((person) => person.alias === alias)?.displayName ?? alias;
}

function mailboxPermissions(): GraphObject[] {
  return Object.entries(sharedWith).flatMap(([alias, users]) =>
    users.map((user) => ({
      id: sampleId(`mailbox permission/${alias}/${user}`),
      Identity: nameOf(alias),
      User: address(user),
      AccessRights: ['FullAccess'],
      IsInherited: false,
      Deny: false,
      InheritanceType: 'All',
    })),
  );
}

function recipientPermissions(): GraphObject[] {
  return Object.entries(sharedWith)
    .filter(([alias]) => alias !== 'patti')
    .flatMap(([alias, users]) =>
      users.slice(0, 1).map((user) => ({
        id: sampleId(`recipient permission/${alias}/${user}`),
        Identity: nameOf(alias),
        Trustee: address(user),
        AccessControlType: 'Allow',
        AccessRights: ['SendAs'],
        IsInherited: false,
        InheritanceType: 'None',
      })),
    );
}

function calendarProcessing({ alias, displayName }: SamplePerson): GraphObject {
  return {
    id: sampleId(`calendar processing/${alias}`),
    Identity: displayName,
    AutomateProcessing: 'AutoAccept',
    AllowConflicts: false,
    BookingWindowInDays: 180,
    MaximumDurationInMinutes: 1440,
    AllowRecurringMeetings: true,
    ResourceDelegates: [],
  };
}

function mailGroup(group: SampleGroup, now: Date): GraphObject {
  const { alias, displayName, kind } = group;
  const mail = address(alias);
  const unified = kind === 'unified';
  return {
    id: sampleId(`exchange group/${alias}`),
    Identity: displayName,
    Id: displayName,
    Name: alias,
    Alias: alias,
    DisplayName: displayName,
    PrimarySmtpAddress: mail,
    WindowsEmailAddress: mail,
    EmailAddresses: [`SMTP:${mail}`],
    RecipientType: 'MailUniversalDistributionGroup',
    RecipientTypeDetails: unified ? 'GroupMailbox' : 'MailUniversalDistributionGroup',
    GroupType: 'Universal',
    Guid: sampleId(`exchange group/${alias}`),
    ExternalDirectoryObjectId: groupId(alias),
    DistinguishedName: `CN=${alias},${organizationName}`,
    ManagedBy: group.owners.map(nameOf),
    Members: group.members
      .filter((member) => samplePeople.some((person) => person.alias === member && hasMailbox(person)))
      .map(address),
    HiddenFromAddressListsEnabled: false,
    RequireSenderAuthenticationEnabled: true,
    MemberJoinRestriction: 'Closed',
    MemberDepartRestriction: 'Open',
    ...(unified
      ? { AccessType: alias === 'leadership' ? 'Private' : 'Public', GroupMemberCount: group.members.length }
      : {}),
    WhenCreatedUTC: created(displayName, now),
    WhenChangedUTC: created(displayName, now),
  };
}

function contact(alias: string, displayName: string, external: string): GraphObject {
  return {
    id: sampleId(`contact/${alias}`),
    Identity: displayName,
    Id: displayName,
    Name: displayName,
    Alias: alias,
    DisplayName: displayName,
    PrimarySmtpAddress: external,
    ExternalEmailAddress: `SMTP:${external}`,
    EmailAddresses: [`SMTP:${external}`],
    RecipientType: 'MailContact',
    RecipientTypeDetails: 'MailContact',
    Guid: sampleId(`contact/${alias}`),
    DistinguishedName: `CN=${displayName},${organizationName}`,
    HiddenFromAddressListsEnabled: false,
  };
}

function acceptedDomains(): GraphObject[] {
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

function organizationConfig(): GraphObject {
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

function transportRules(): GraphObject[] {
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

function roleGroups(): GraphObject[] {
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
    Members: members.map(nameOf),
    ManagedBy: ['Organization Management'],
    Guid: sampleId(`role group/${name}`),
  }));
}

function managementRoles(): GraphObject[] {
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
