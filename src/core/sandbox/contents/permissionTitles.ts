/** Titles of the permissions scripts use most, as the consent page shows them. */
const titles: Readonly<Record<string, string>> = {
  'AppRoleAssignment.ReadWrite.All': 'Manage app permission grants and app role assignments',
  'Application.Read.All': 'Read all applications',
  'Application.ReadWrite.All': 'Read and write all applications',
  'Application.ReadWrite.OwnedBy': 'Manage apps that this app creates or owns',
  'AuditLog.Read.All': 'Read all audit log data',
  'Calendars.Read': 'Read calendars in all mailboxes',
  'Calendars.ReadBasic.All': 'Read basic details of calendars in all mailboxes',
  'Calendars.ReadWrite': 'Read and write calendars in all mailboxes',
  'Contacts.Read': 'Read contacts in all mailboxes',
  'DeviceManagementManagedDevices.Read.All': 'Read Microsoft Intune devices',
  'Directory.Read.All': 'Read directory data',
  'Directory.ReadWrite.All': 'Read and write directory data',
  'Exchange.ManageAsApp': 'Manage Exchange As Application',
  'Files.Read.All': 'Read files in all site collections',
  'Group.Read.All': 'Read all groups',
  'Group.ReadWrite.All': 'Read and write all groups',
  'GroupMember.Read.All': 'Read all group memberships',
  'LicenseAssignment.ReadWrite.All': 'Manage all license assignments',
  'Mail.Read': 'Read mail in all mailboxes',
  'Mail.ReadBasic.All': 'Read basic mail in all mailboxes',
  'Mail.ReadWrite': 'Read and write mail in all mailboxes',
  'Mail.Send': 'Send mail as any user',
  'MailboxSettings.Read': 'Read all user mailbox settings',
  'Organization.Read.All': 'Read organization information',
  'Reports.Read.All': 'Read all usage reports',
  'RoleManagement.Read.Directory': 'Read all directory RBAC settings',
  'RoleManagement.ReadWrite.Directory': 'Read and write all directory RBAC settings',
  'Sites.FullControl.All': 'Have full control of all site collections',
  'Sites.Read.All': 'Read items in all site collections',
  'Sites.ReadWrite.All': 'Read and write items in all site collections',
  'Sites.Selected': 'Access selected site collections',
  'Team.Create': 'Create teams',
  'Team.ReadBasic.All': 'Get a list of all teams',
  'TeamMember.ReadWrite.All': 'Add and remove members from all teams',
  'User.Read.All': "Read all users' full profiles",
  'User.ReadWrite.All': "Read and write all users' full profiles",
  full_access_as_app: 'Use Exchange Web Services with full access to all mailboxes',
};

const verbs: Readonly<Record<string, string>> = {
  Read: 'Read',
  ReadBasic: 'Read basic properties of',
  ReadWrite: 'Read and write',
};

/** What has no plural, or is one. */
const uncounted = /(?:s|access|compliance|configuration|data|information|management|protection|security)$/;

/** What to call a permission in words: `AccessReview.Read.All` reads all access reviews where it has no title of its own. */
export function permissionTitle(name: string): string {
  if (Object.hasOwn(titles, name)) {
    return titles[name] ?? name;
  }
  const [subject = '', verb = '', all, ...more] = name.split('.');
  if (all !== 'All' || more.length > 0 || !Object.hasOwn(verbs, verb)) {
    return spaced(name.replaceAll('.', ' '));
  }
  return `${verbs[verb]} all ${plural(spaced(subject).replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase()))}`;
}

function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
}

function plural(words: string): string {
  return uncounted.test(words) ? words : words.replace(/([^aeiou])y$/, '$1ie').concat('s');
}
