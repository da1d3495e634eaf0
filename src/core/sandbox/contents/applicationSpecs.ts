/** What is worth knowing of a sample application; the objects are made from it. */
export interface ApplicationSpec {
  readonly name: string;
  readonly notes?: string;
  /** Aliases of people; nobody when empty. */
  readonly owners: readonly string[];
  readonly certificates?: readonly CertificateSpec[];
  readonly secrets?: readonly { readonly name: string; readonly days: readonly [start: number, end: number] }[];
  /** Application permissions asked for, as `resource:permission`. */
  readonly requested?: readonly string[];
  /** Delegated permissions asked for. */
  readonly delegated?: readonly string[];
  readonly granted?: readonly string[];
  /** Directory roles by name. */
  readonly roles?: readonly string[];
  /** False for an application without a service principal. */
  readonly principal?: boolean;
  readonly disabled?: boolean;
  readonly audience?: 'AzureADMyOrg' | 'AzureADMultipleOrgs';
  readonly redirects?: readonly string[];
  /** Days ago; a deleted application can be restored. */
  readonly deleted?: number;
}

export interface CertificateSpec {
  /** Common name; the application's name when absent. */
  readonly subject?: string;
  /** Validity in days from now. */
  readonly days: readonly [start: number, end: number];
}

const valid: CertificateSpec = { days: [-40, 325] };
const exchange = 'exchange:Exchange.ManageAsApp';

/** Applications in every state an administrator meets. */
export const applicationSpecs: readonly ApplicationSpec[] = [
  {
    name: 'Mailbox report',
    notes: 'Sends the size of every mailbox on Mondays.',
    owners: ['admin'],
    certificates: [{ days: [-353, 12] }, { days: [-5, 465] }],
    requested: [exchange, 'graph:Calendars.Read'],
    granted: [exchange, 'graph:Mail.ReadWrite'],
    roles: ['Exchange Administrator'],
  },
  {
    name: 'Nightly licences',
    owners: ['admin', 'allan'],
    certificates: [valid],
    requested: ['graph:User.Read.All', 'graph:Organization.Read.All', 'graph:LicenseAssignment.ReadWrite.All'],
    granted: ['graph:User.Read.All', 'graph:Organization.Read.All', 'graph:LicenseAssignment.ReadWrite.All'],
  },
  {
    name: 'Calendar report',
    notes: 'Waiting for consent.',
    owners: ['admin'],
    certificates: [valid],
    requested: ['graph:Calendars.Read', 'graph:User.Read.All'],
  },
  {
    name: 'Exchange migration 2025',
    owners: ['allan'],
    certificates: [{ days: [-820, -90] }],
    requested: [exchange, 'exchange:full_access_as_app'],
    granted: [exchange, 'exchange:full_access_as_app'],
    roles: ['Exchange Administrator'],
  },
  {
    name: 'Room booking sync',
    owners: ['admin'],
    certificates: [
      { subject: 'Room booking sync 2024', days: [-760, -30] },
      { subject: 'Room booking sync 2025', days: [-340, 25] },
      { subject: 'Room booking sync 2026', days: [-10, 355] },
    ],
    requested: ['graph:Calendars.ReadWrite', 'graph:Place.Read.All'],
    granted: ['graph:Calendars.ReadWrite', 'graph:Place.Read.All'],
  },
  {
    name: 'Teams provisioning',
    owners: ['admin'],
    certificates: [valid],
    requested: ['graph:Group.ReadWrite.All', 'graph:Team.Create', 'graph:TeamMember.ReadWrite.All'],
    granted: ['graph:Group.ReadWrite.All', 'graph:Team.Create', 'graph:TeamMember.ReadWrite.All'],
    roles: ['Teams Administrator'],
  },
  {
    name: 'Compliance export',
    owners: ['joni'],
    certificates: [{ days: [-100, 265] }],
    requested: [exchange, 'protection:Exchange.ManageAsApp'],
    granted: [exchange],
    roles: ['Compliance Administrator'],
  },
  {
    name: 'SharePoint archive',
    owners: ['admin'],
    certificates: [valid],
    requested: ['sharepoint:Sites.FullControl.All'],
    granted: ['sharepoint:Sites.FullControl.All'],
  },
  {
    name: 'Everything bot',
    notes: 'Nobody dares to touch it.',
    owners: [],
    certificates: [{ subject: 'everything-bot.contoso.com', days: [-900, 2750] }],
    requested: [
      'graph:Directory.ReadWrite.All',
      'graph:RoleManagement.ReadWrite.Directory',
      'graph:Application.ReadWrite.All',
      'graph:AppRoleAssignment.ReadWrite.All',
      'graph:Mail.ReadWrite',
      'graph:Sites.FullControl.All',
      exchange,
    ],
    granted: [
      'graph:Directory.ReadWrite.All',
      'graph:RoleManagement.ReadWrite.Directory',
      'graph:Application.ReadWrite.All',
      'graph:AppRoleAssignment.ReadWrite.All',
      'graph:Mail.ReadWrite',
      'graph:Sites.FullControl.All',
      exchange,
    ],
    roles: ['Global Administrator'],
  },
  {
    name: 'HR onboarding',
    owners: ['diego', 'allan'],
    certificates: [{ days: [-60, 120] }],
    requested: ['graph:User.ReadWrite.All', 'graph:Mail.Send'],
    granted: ['graph:User.ReadWrite.All', 'graph:Mail.Send'],
  },
  {
    name: 'Payroll export',
    owners: ['pradeep', 'sean'],
    secrets: [{ name: 'payroll server', days: [-300, 65] }],
    requested: ['graph:User.Read.All'],
    granted: ['graph:User.Read.All'],
  },
  {
    name: 'Legacy backup',
    owners: ['allan'],
    certificates: [{ days: [-1500, -420] }],
    secrets: [{ name: 'old', days: [-1100, -370] }],
    requested: ['exchange:full_access_as_app'],
    granted: ['exchange:full_access_as_app'],
  },
  { name: 'Intranet search', owners: ['megan'], requested: ['sharepoint:Sites.Read.All', 'graph:Sites.Read.All'] },
  {
    name: 'Prototype',
    notes: 'Has no service principal yet.',
    owners: ['admin'],
    certificates: [{ days: [-3, 362] }],
    requested: [exchange],
    principal: false,
  },
  { name: 'Old connector', owners: [], principal: false },
  {
    name: 'Device inventory',
    owners: ['appadmin'],
    certificates: [{ days: [5, 370] }],
    requested: ['graph:DeviceManagementManagedDevices.Read.All'],
    granted: ['graph:DeviceManagementManagedDevices.Read.All'],
  },
  {
    name: 'Audit collector',
    owners: ['admin'],
    certificates: [{ days: [-336, 29] }],
    requested: ['graph:AuditLog.Read.All', 'graph:Reports.Read.All'],
    granted: ['graph:AuditLog.Read.All', 'graph:Reports.Read.All'],
    roles: ['Security Reader', 'Reports Reader'],
  },
  {
    name: 'Guest clean-up',
    owners: ['admin'],
    certificates: [{ days: [-362, 3] }],
    requested: ['graph:User.ReadWrite.All', 'graph:AuditLog.Read.All'],
    granted: ['graph:AuditLog.Read.All', 'graph:User.Read.All'],
  },
  {
    name: 'Distribution list sync',
    owners: ['appadmin'],
    certificates: [valid],
    requested: [exchange],
    granted: [exchange],
    roles: ['Exchange Recipient Administrator'],
  },
  {
    name: 'Mail archiver',
    owners: ['allan'],
    certificates: [{ days: [-364.5, 0.5] }],
    requested: ['graph:Mail.Read'],
    granted: ['graph:Mail.Read'],
  },
  { name: 'Azure cost report', owners: ['admin'], certificates: [valid], delegated: ['azure:user_impersonation'] },
  {
    name: 'Help desk portal',
    owners: ['helpdesk'],
    secrets: [{ name: 'production', days: [-20, 710] }],
    delegated: ['graph:User.Read', 'graph:Calendars.Read'],
    audience: 'AzureADMultipleOrgs',
    redirects: ['https://portal.contoso.com/signin-oidc'],
  },
  {
    name: 'Group expiry',
    notes: 'Sign-in is disabled.',
    owners: ['admin'],
    certificates: [valid],
    requested: ['graph:Group.ReadWrite.All'],
    granted: ['graph:Group.ReadWrite.All'],
    disabled: true,
  },
  { name: 'Voice routing', owners: ['admin'], certificates: [valid], roles: ['Teams Communications Administrator'] },
  {
    name: "Finance – O'Neill's month-end",
    owners: ['sean'],
    certificates: [{ subject: "O'Neill & Söhne", days: [-30, 335] }],
    requested: ['graph:Files.Read.All'],
  },
  {
    name: 'Zürich Öffnungszeiten',
    owners: ['zoe', 'admin'],
    certificates: [{ days: [-200, 165] }],
    requested: ['graph:Sites.Selected'],
    granted: ['graph:Sites.Selected'],
  },
  { name: 'Test app', owners: ['henrietta'] },
  { name: 'Test app', owners: ['grady'], certificates: [{ subject: 'test', days: [-800, -435] }] },
  {
    name: 'Quarterly survey',
    owners: ['admin'],
    certificates: [valid],
    requested: ['graph:User.Read.All'],
    granted: ['graph:User.Read.All'],
    deleted: 5,
  },
];

/** Application ids of the resources that specs name. */
export const resourceIds: Readonly<Record<string, string>> = {
  graph: '00000003-0000-0000-c000-000000000000',
  exchange: '00000002-0000-0ff1-ce00-000000000000',
  protection: '00000007-0000-0ff1-ce00-000000000000',
  sharepoint: '00000003-0000-0ff1-ce00-000000000000',
  azure: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  teams: '48ac35b8-9aa8-4d74-927d-1f4a14a0b239',
};

/** Resources whose service principal exists from the start. The one of Security & Compliance has to be created first. */
export const presentResources: readonly string[] = ['graph', 'exchange', 'sharepoint', 'azure', 'teams'];
