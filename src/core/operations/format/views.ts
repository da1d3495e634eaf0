import { toText } from '../language/text.ts';
import { PsObject, type Value } from '../language/values.ts';

export interface ViewColumn {
  readonly label: string;
  readonly value: (object: PsObject) => Value;
  /** Columns it takes whatever is in it. */
  readonly width?: number;
  /** Numbers go to the right where nothing is said. */
  readonly align?: 'left' | 'right' | 'center';
  /** A .NET format string for its values. */
  readonly format?: string;
}

/** How objects of a type are shown where nothing else was asked for. */
export interface View {
  readonly kind: 'table' | 'list';
  readonly columns: readonly ViewColumn[];
  /** A line above the table. */
  readonly heading?: string;
}

const column = (name: string): ViewColumn => ({ label: name, value: (object) => object.get(name) ?? null });
const table = (names: string): View => ({ kind: 'table', columns: names.split(' ').map(column) });

/** `2026-08-21T09:00:00 UTC` of a Graph dateTimeTimeZone. */
const moment = (name: string): ViewColumn => ({
  label: name,
  value: (object) => {
    const value = object.get(name) ?? null;
    return value instanceof PsObject
      ? `${toText(value.get('DateTime') ?? null).replace(/\.0+$/, '')} ${toText(value.get('TimeZone') ?? null)}`
      : value;
  },
});

/** Views of Exchange objects by the noun of their cmdlet, as the real module's format file has them. */
const exchangeViews: Readonly<Record<string, View>> = {
  mailbox: table('Name Alias Database ProhibitSendQuota ExternalDirectoryObjectId'),
  recipient: table('Name RecipientType'),
  user: table('Name RecipientType'),
  mailuser: table('Name RecipientType'),
  mailcontact: table('Name Alias RecipientType'),
  contact: table('Name RecipientType'),
  casmailbox: table('Name ActiveSyncEnabled OWAEnabled PopEnabled ImapEnabled MapiEnabled'),
  mailboxstatistics: table('DisplayName ItemCount StorageLimitStatus LastLogonTime'),
  mailboxpermission: table('Identity User AccessRights IsInherited Deny'),
  mailboxfolderpermission: table('FolderName User AccessRights SharingPermissionFlags'),
  recipientpermission: table('Identity Trustee AccessControlType AccessRights Inherited'),
  mailboxfolderstatistics: table('Name FolderPath ItemsInFolder FolderSize'),
  distributiongroup: table('Name DisplayName GroupType PrimarySmtpAddress'),
  distributiongroupmember: table('Name RecipientType'),
  dynamicdistributiongroup: table('Name ManagedBy'),
  unifiedgroup: table('Name Alias ServerName AccessType'),
  accepteddomain: table('Name DomainName DomainType Default'),
  remotedomain: table('Name DomainName AllowedOOFType'),
  transportrule: table('Name State Mode Priority Comments'),
  inboundconnector: table('Name SenderDomains SenderIPAddresses Enabled'),
  outboundconnector: table('Name RecipientDomains SmartHosts Enabled'),
  inboxrule: table('Name Enabled Priority RuleIdentity'),
  rolegroup: {
    kind: 'table',
    // The module's format names the column otherwise than the property.
    columns: [
      column('Name'),
      { label: 'AssignedRoles', value: (object) => object.get('Roles') ?? null },
      column('RoleAssignments'),
      column('ManagedBy'),
    ],
  },
  rolegroupmember: table('Name RecipientType'),
  managementrole: table('Name RoleType'),
  managementroleassignment: table('Name Role RoleAssigneeName RoleAssigneeType AssignmentMethod EffectiveUserName'),
  managementscope: table('Name ScopeRestrictionType Exclusive RecipientRoot RecipientFilter ServerFilter'),
  serviceprincipal: table('DisplayName ObjectId AppId'),
  retentionpolicy: table('Name RetentionPolicyTagLinks'),
  calendarprocessing: table('Identity AutomateProcessing'),
  mobiledevice: table('DeviceId DeviceType DeviceModel FirstSyncTime'),
  messagetracev2: table('Received SenderAddress RecipientAddress Subject Status'),
  compliancecase: table('Name Status CaseType CreatedDateTime'),
  compliancesearch: table('Name RunBy JobEndTime Status'),
  label: table('DisplayName Name Guid ContentType'),
  retentioncompliancepolicy: table('Name Workload Enabled Mode'),
  dlpcompliancepolicy: table('Name Workload Mode'),
};

const graphViews: Readonly<Record<string, View>> = {
  user: table('DisplayName Id Mail UserPrincipalName'),
  application: table('DisplayName Id AppId SignInAudience PublisherDomain'),
  serviceprincipal: table('DisplayName Id AppId SignInAudience ServicePrincipalType'),
  group: table('DisplayName Id MailNickname Description GroupTypes'),
  organization: table('DisplayName Id TenantType CountryLetterCode'),
  event: { kind: 'table', columns: [column('Subject'), moment('Start'), moment('End'), column('IsAllDay')] },
  message: table('Subject ReceivedDateTime IsRead Id'),
  mailfolder: table('DisplayName TotalItemCount UnreadItemCount Id'),
  calendar: table('Name Id CanEdit IsDefaultCalendar'),
  device: table('DeviceId Id DisplayName OperatingSystem'),
  domain: table('Id AuthenticationType IsDefault IsVerified'),
  team: table('DisplayName Id Description Visibility'),
  site: table('DisplayName Id WebUrl'),
  directoryobject: table('Id DeletedDateTime'),
};

const otherViews: Readonly<Record<string, View>> = {
  'system.security.cryptography.x509certificates.x509certificate2': {
    ...table('Thumbprint Subject EnhancedKeyUsageList'),
    heading: '   PSParentPath: Microsoft.PowerShell.Security\\Certificate::CurrentUser\\My',
  },
  'system.collections.dictionaryentry': {
    kind: 'table',
    columns: [
      { ...column('Name'), width: 30, align: 'left' },
      { ...column('Value'), align: 'left' },
    ],
  },
  'system.management.automation.cmdletinfo': table('CommandType Name Version Source'),
  'microsoft.powershell.commands.historyinfo': table('Id CommandLine'),
  'microsoft.powershell.commands.memberdefinition': table('Name MemberType Definition'),
  'microsoft.powershell.commands.groupinfo': table('Count Name Group'),
  'system.management.automation.pscredential': table('UserName Password'),
  'system.io.fileinfo': table('Name Length FullName'),
};

/** The view of a type; undefined when the number of its properties decides. */
export function viewOf(typeName: string): View | undefined {
  const name = typeName.toLowerCase();
  if (name.startsWith(exchangeType)) {
    return exchangeViews[name.slice(exchangeType.length)];
  }
  if (name.startsWith(graphType)) {
    return graphViews[name.slice(graphType.length)];
  }
  return otherViews[name];
}

const exchangeType = 'deserialized.microsoft.exchange.';
const graphType = 'microsoft.graph.powershell.models.microsoftgraph';

/** Type name of what an Exchange cmdlet with this noun puts out. */
export function exchangeTypeName(noun: string): string {
  return `Deserialized.Microsoft.Exchange.${noun}`;
}

/** Type name of a Graph resource (`user`, `event`). */
export function graphTypeName(resource: string): string {
  return `Microsoft.Graph.PowerShell.Models.MicrosoftGraph${resource.charAt(0).toUpperCase()}${resource.slice(1)}`;
}
