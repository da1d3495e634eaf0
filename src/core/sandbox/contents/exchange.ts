import type { GraphObject } from '../model.ts';
import { contact, createdUtc, groupMembers, mailGroup } from './exchangeGroups.ts';
import { acceptedDomains, organizationConfig, roleGroups, transportRules } from './exchangeOrganization.ts';
import { sampleGroups } from './groups.ts';
import { organizationUnit, sampleDomain, sampleId } from './ids.ts';
import { address, hasMailbox, personId, personName, type SamplePerson, samplePeople } from './people.ts';

const day = 86_400_000;

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
    DistributionGroupMember: groupMembers(),
    MailContact: [
      contact('fabrikam.sales', 'Fabrikam Sales', 'sales@fabrikam.com'),
      contact('print.shop', 'Print shop', 'orders@printshop.example'),
    ],
    AcceptedDomain: acceptedDomains(),
    OrganizationConfig: [organizationConfig()],
    TransportRule: transportRules(),
    RoleGroup: roleGroups(),
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
    DistinguishedName: `CN=${alias},${organizationUnit}`,
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
    WhenCreated: createdUtc(displayName, now),
    WhenCreatedUTC: createdUtc(displayName, now),
    WhenMailboxCreated: createdUtc(displayName, now),
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

function mailboxPermissions(): GraphObject[] {
  return Object.entries(sharedWith).flatMap(([alias, users]) =>
    users.map((user) => ({
      id: sampleId(`mailbox permission/${alias}/${user}`),
      Identity: personName(alias),
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
        Identity: personName(alias),
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
