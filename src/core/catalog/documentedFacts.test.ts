import assert from 'node:assert/strict';
import { loadCatalog } from './catalog.ts';
import type { Catalog, CmdletFacts, RequestFacts } from './types.ts';

/** Where Microsoft's pages and the source tables differ, and the most used commands: all alternatives, in order. */
const documented: Readonly<Record<string, string>> = {
  'Get-MgUser': 'User.Read.All | Directory.Read.All | User.ReadWrite.All | Directory.ReadWrite.All',
  'New-MgUser': 'User.ReadWrite.All | Directory.ReadWrite.All',
  'Update-MgUser': 'User.ReadWrite.All | Directory.ReadWrite.All',
  'GET /users': 'User.Read.All | Directory.Read.All | User.ReadWrite.All | Directory.ReadWrite.All',
  'GET /users/{}': 'User.Read.All | Directory.Read.All | User.ReadWrite.All | Directory.ReadWrite.All',
  'Get-MgOrganization':
    'Organization.Read.All | Directory.Read.All | Organization.ReadWrite.All | Directory.ReadWrite.All',
  'Update-MgOrganization': 'Organization.ReadWrite.All',
  'New-MgGroup': 'Group.Create | Group.ReadWrite.All | Directory.ReadWrite.All',
  'Update-MgGroup': 'Group.ReadWrite.All | Directory.ReadWrite.All',
  'POST /groups/{}/members/$ref': 'GroupMember.ReadWrite.All | Group.ReadWrite.All | Directory.ReadWrite.All',
  'New-MgGroupMember': 'GroupMember.ReadWrite.All | Group.ReadWrite.All | Directory.ReadWrite.All',
  'Get-MgAuditLogDirectoryAudit': 'AuditLog.Read.All+Directory.Read.All',
  'Get-MgAuditLogSignIn': 'AuditLog.Read.All',
  'New-MgServicePrincipalAppRoleAssignment':
    'Application.Read.All+AppRoleAssignment.ReadWrite.All | Directory.Read.All+AppRoleAssignment.ReadWrite.All',
  'Get-MgChatMessage': 'Chat.Read.All | Chat.ReadWrite.All',
  'Get-MgDirectoryDeletedItemAsServicePrincipal':
    'Application.Read.All | Directory.Read.All | Application.ReadWrite.All',
  'Get-MgUserMessage': 'Mail.ReadBasic.All | Mail.Read | Mail.ReadWrite',
  'Send-MgUserMail': 'Mail.Send',
  'Get-MgUserCalendarView': 'Calendars.ReadBasic.All | Calendars.Read | Calendars.ReadWrite',
  // Without a row: by the path the name spells, and by the list the item is in.
  'Get-MgBetaDeviceManagementConfigurationPolicy':
    'DeviceManagementConfiguration.Read.All | DeviceManagementConfiguration.ReadWrite.All',
  'Remove-MgBetaDeviceManagementConfigurationPolicy': 'DeviceManagementConfiguration.ReadWrite.All',
  'Get-MgBetaDeviceManagementScript':
    'DeviceManagementScripts.Read.All | DeviceManagementConfiguration.Read.All | DeviceManagementScripts.ReadWrite.All | DeviceManagementConfiguration.ReadWrite.All',
  'Get-MgUserManagedDevice': 'DeviceManagementManagedDevices.Read.All | DeviceManagementManagedDevices.ReadWrite.All',
  'Get-MgDriveRootChild': 'Files.Read.All | Sites.Read.All | Files.ReadWrite.All | Sites.ReadWrite.All',
};

describe('documented permissions', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  const written = (facts: CmdletFacts | RequestFacts | undefined) =>
    facts?.permissions.map((alternative) => alternative.map(({ permission }) => permission).join('+')).join(' | ');

  for (const [asked, expected] of Object.entries(documented)) {
    it(`of ${asked}`, () => {
      const [method = '', path] = asked.split(' ');
      assert.equal(written(path === undefined ? catalog.cmdlet(method) : catalog.request(method, path)), expected);
    });
  }

  it('leave out what serves but one kind of object', () => {
    const narrow = /AgentId|CrossCloud|Group-(NestingSupport|PreferredDataLocation|XTenant)|Group\.ManageProtection/;
    for (const asked of [
      'Get-MgGroup',
      'Get-MgUserManager',
      'Remove-MgUser',
      'Get-MgBetaGroup',
      'Get-MgUserLicenseDetail',
    ]) {
      assert.doesNotMatch(written(catalog.cmdlet(asked)) ?? '', narrow, asked);
    }
  });

  it('invent no cmdlet whose name spells no path', () => {
    for (const name of ['Get-MgUserInboxRule', 'Get-MgNonsense', 'Get-MgUser2', 'Get-MgUsers', 'Blend-MgUserMessage']) {
      assert.equal(catalog.cmdlet(name), undefined, name);
    }
  });
});
