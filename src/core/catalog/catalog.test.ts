import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalog } from './catalog.ts';
import { graphCmdlets } from './data/graphCmdlets.ts';
import { graphEndpoints } from './data/graphEndpoints.ts';
import { graphPermissions } from './data/graphPermissions.ts';
import { permissionSets } from './data/permissionSets.ts';
import { graphAppId, PermissionSets } from './permissionTable.ts';
import type { Catalog, CmdletFacts } from './types.ts';

const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';
const complianceAppId = '00000007-0000-0ff1-ce00-000000000000';
const dataFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data');

describe('catalog', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  const cmdlet = (name: string): CmdletFacts => {
    const facts = catalog.cmdlet(name);
    assert.ok(facts, `${name} is unknown`);
    return facts;
  };
  const names = (facts: { permissions: CmdletFacts['permissions'] }) =>
    facts.permissions.map((alternative) => alternative.map(({ permission }) => permission).join('+'));

  describe('data', () => {
    it('stays under 1.5 MB', () => {
      const bytes = readdirSync(dataFolder).reduce((sum, name) => sum + statSync(path.join(dataFolder, name)).size, 0);
      assert.ok(bytes < 1_500_000, `${bytes} bytes`);
    });

    it('holds every Graph permission, endpoint and cmdlet of its sources', () => {
      assert.equal(catalog.resource(graphAppId)?.permissions.length, 971);
      assert.equal(graphCmdlets.split('\n').length - 1, 7199);
      const methods = graphEndpoints.split('\n').flatMap((row) => row.split('\t')[1]?.split(' ') ?? []);
      assert.ok(methods.length > 9300, `${methods.length} endpoints`);
      assert.equal(catalog.roles.length, 44);
      assert.equal(catalog.dataDate, '2026-08-07');
    });

    it('decodes every list of alternatives to permissions that exist', () => {
      const sets = new PermissionSets(permissionSets, graphPermissions);
      assert.ok(sets.size > 900);
      for (let id = 0; id < sets.size; id++) {
        const alternatives = sets.alternatives(id.toString(36));
        assert.ok(alternatives.length > 0, `list ${id} is empty`);
        for (const { resourceAppId, permission } of alternatives.flat()) {
          assert.ok(catalog.permission(resourceAppId, permission), `${resourceAppId} has no ${permission}`);
        }
      }
    });

    it('refers to lists that exist, from every cmdlet and every endpoint', () => {
      for (const name of catalog.cmdletsStartingWith('', 100_000)) {
        const facts = cmdlet(name);
        assert.equal(facts.permissionState === 'listed', facts.permissions.length > 0, name);
        assert.ok(facts.services.length > 0, name);
        assert.ok(facts.module !== '', name);
      }
      const sets = new PermissionSets(permissionSets, graphPermissions);
      for (const row of graphEndpoints.split('\n')) {
        for (const code of row.split('\t')[1]?.split(' ') ?? []) {
          const id = code.slice(1).replace(/[~*]/g, '');
          assert.ok(Number.parseInt(id || '0', 36) < sets.size, row);
        }
      }
    });

    it('offers nothing that cannot be granted by an app role assignment before something that can', () => {
      for (const name of catalog.cmdletsStartingWith('', 100_000)) {
        const facts = cmdlet(name);
        const grantable = facts.permissions.map((alternative) =>
          alternative.every((ref) => {
            const permission = catalog.permission(ref.resourceAppId, ref.permission);
            assert.ok(permission !== undefined && !permission.resourceSpecific, `${name}: ${ref.permission}`);
            return permission.applicationId !== undefined;
          }),
        );
        assert.ok(grantable.lastIndexOf(true) < grantable.indexOf(false) || !grantable.includes(false), name);
      }
    });
  });

  describe('permissions', () => {
    it('are found by name, app role id and scope id, whatever the case', () => {
      const permission = catalog.permission(graphAppId, 'calendars.readbasic.ALL');
      assert.equal(permission?.name, 'Calendars.ReadBasic.All');
      assert.equal(permission?.applicationId, '8ba4a692-bc31-4128-9094-475872af8a53');
      assert.equal(catalog.permission(graphAppId, '8BA4A692-BC31-4128-9094-475872AF8A53'), permission);
      assert.equal(catalog.permission(graphAppId, '570282fd-fa5c-430d-a7fd-fc8dc98a9dca')?.name, 'Mail.Read');
      assert.equal(catalog.permission(graphAppId, 'Mail.Nothing'), undefined);
    });

    it('keep Exchange Online and Exchange Online Protection apart', () => {
      assert.equal(
        catalog.permission(exchangeAppId, 'Exchange.ManageAsApp')?.applicationId,
        'dc50a0fb-09a3-484d-be87-e023b12c6440',
      );
      assert.equal(
        catalog.permission(complianceAppId, 'Exchange.ManageAsApp')?.applicationId,
        '455e5cd2-84e8-4751-8344-5672145dfa17',
      );
      assert.equal(catalog.resource(complianceAppId)?.name, 'Microsoft Exchange Online Protection');
    });

    it('have a privilege level where Microsoft publishes one', () => {
      assert.equal(catalog.privilege('Mail.Read'), 3);
      assert.equal(catalog.privilege('APIConnectors.Read.All'), undefined);
    });
  });

  describe('cmdlets', () => {
    const least: readonly (readonly [cmdlet: string, permission: string])[] = [
      ['Get-MgUser', 'User.Read.All'],
      ['Get-MgUserCalendarView', 'Calendars.ReadBasic.All'],
      ['Get-MgUserEvent', 'Calendars.ReadBasic.All'],
      ['New-MgUserEvent', 'Calendars.ReadWrite'],
      ['Send-MgUserMail', 'Mail.Send'],
      ['Get-MgUserMailboxSetting', 'MailboxSettings.Read'],
      ['New-MgUser', 'User.ReadWrite.All'],
      ['Update-MgUser', 'User.ReadWrite.All'],
      ['Set-MgUserLicense', 'LicenseAssignment.ReadWrite.All'],
      ['Get-MgUserPhotoContent', 'ProfilePhoto.Read.All'],
      ['New-MgGroup', 'Group.Create'],
      ['New-MgGroupMember', 'GroupMember.ReadWrite.All'],
      ['Get-MgApplication', 'Application.Read.All'],
      ['Get-MgDevice', 'Device.Read.All'],
      ['Get-MgOrganization', 'Organization.Read.All'],
      ['Get-MgAuditLogSignIn', 'AuditLog.Read.All'],
      ['Get-MgTeamChannel', 'Channel.ReadBasic.All'],
      ['Get-MgUserDrive', 'Files.Read.All'],
      ['Get-MgSite', 'Sites.Read.All'],
      ['Get-MgIdentityConditionalAccessPolicy', 'Policy.Read.All'],
      ['New-MgIdentityConditionalAccessPolicy', 'Policy.ReadWrite.ConditionalAccess+Policy.Read.All'],
      ['New-MgApplicationAppManagementPolicyByRef', 'Application.Read.All+Policy.ReadWrite.ApplicationConfiguration'],
      ['Get-MgApplicationFederatedIdentityCredential', 'Application.Read.All'],
      ['New-MgServicePrincipalAppRoleAssignedTo', 'Application.Read.All+AppRoleAssignment.ReadWrite.All'],
      ['New-MgRoleManagementDirectoryRoleAssignment', 'RoleManagement.ReadWrite.Directory'],
      ['Get-MgUserAuthenticationMethod', 'UserAuthenticationMethod.Read.All'],
      ['Get-MgSubscribedSku', 'LicenseAssignment.Read.All'],
      ['New-MgUserMessageAttachmentUploadSession', 'Mail.ReadWrite'],
      ['Get-EntraUser', 'User.Read.All'],
      ['Set-EntraBetaUser', 'User.ReadWrite.All'],
      ['Add-EntraGroupMember', 'GroupMember.ReadWrite.All'],
      ['Get-EntraAuditSignInLog', 'AuditLog.Read.All'],
      ['Get-EXOMailbox', 'Exchange.ManageAsApp'],
      ['Get-TeamChannelUser', 'ChannelMember.ReadWrite.All+User.Read.All'],
      ['Get-PnPList', 'Sites.Selected'],
      ['Set-PnPTenant', 'Sites.FullControl.All'],
      ['Get-PnPAzureADUser', 'User.Read.All'],
      ['Get-AzADUser', 'User.Read.All'],
    ];
    for (const [name, permission] of least) {
      it(`${name} needs ${permission} at least`, () => {
        assert.equal(names(cmdlet(name))[0], permission);
      });
    }

    it('list the wider alternatives after the least', () => {
      assert.deepEqual(names(cmdlet('Get-MgUserCalendarView')), [
        'Calendars.ReadBasic.All',
        'Calendars.Read',
        'Calendars.ReadWrite',
      ]);
    });

    it('list what reads before what also writes', () => {
      assert.deepEqual(names(cmdlet('Get-MgDeviceManagementManagedDevice')), [
        'DeviceManagementManagedDevices.Read.All',
        'DeviceManagementConfiguration.Read.All',
        'DeviceManagementManagedDevices.ReadWrite.All',
        'DeviceManagementConfiguration.ReadWrite.All',
      ]);
    });

    it('never accept reading alone for a change that needs writing', () => {
      for (const name of [
        'Update-MgUser',
        'New-MgGroupMember',
        'New-MgIdentityConditionalAccessPolicy',
        'Update-MgDeviceManagementManagedDevice',
      ]) {
        for (const alternative of cmdlet(name).permissions) {
          assert.ok(
            alternative.some(({ permission }) => !/\.Read(Basic)?(\.|$)/.test(permission)),
            `${name} accepts ${alternative.map(({ permission }) => permission).join('+')}`,
          );
        }
      }
    });

    it('are found in any case, with the module in front, and with a typographic dash', () => {
      assert.equal(cmdlet('gET-mGuSER').name, 'Get-MgUser');
      assert.equal(cmdlet('Microsoft.Graph.Users\\Get-MgUser').name, 'Get-MgUser');
      assert.equal(cmdlet('Get\u2013MgUser').name, 'Get-MgUser');
    });

    it('follow the naming rule of the SDK where they have no row', () => {
      const beta = cmdlet('Get-MgBetaUserMemberOfCount');
      assert.equal(beta.api, 'beta');
      const cast = cmdlet('Get-MgGroupTransitiveMemberAsServicePrincipal');
      assert.equal(names(cast)[0], names(cmdlet('Get-MgGroupTransitiveMember'))[0]);
      assert.equal(catalog.cmdlet('Get-MgNothingLikeThis'), undefined);
      assert.equal(catalog.cmdlet('Get-MyUser'), undefined);
      assert.equal(catalog.cmdlet(''), undefined);
    });

    it('tell which service an Exchange cmdlet belongs to, and its permission there', () => {
      assert.deepEqual(cmdlet('Get-Mailbox').services, ['exchangeOnline']);
      assert.deepEqual(cmdlet('Get-Label').services, ['securityCompliance']);
      assert.equal(cmdlet('Get-Label').permissions[0]?.[0]?.resourceAppId, complianceAppId);
      assert.deepEqual(cmdlet('Connect-IPPSSession').services, ['securityCompliance']);
      assert.equal(cmdlet('Connect-IPPSSession').kind, 'session');
      const both = cmdlet('Get-RoleGroup');
      assert.deepEqual(both.services, ['exchangeOnline', 'securityCompliance']);
      assert.deepEqual(
        both.permissions.map(([ref]) => ref?.resourceAppId),
        [exchangeAppId, complianceAppId],
      );
    });

    it('tell what a role has to allow', () => {
      assert.equal(cmdlet('Get-Mailbox').purpose, 'read');
      assert.equal(cmdlet('Set-Mailbox').purpose, 'recipients');
      assert.equal(cmdlet('New-TransportRule').purpose, 'everything');
      assert.equal(cmdlet('Search-UnifiedAuditLog').purpose, 'everything');
      assert.equal(cmdlet('Grant-CsTeamsMeetingPolicy').purpose, 'everything');
      assert.equal(cmdlet('Get-MgUser').purpose, undefined);
    });

    it('tell which refuse application sign-in', () => {
      for (const name of ['New-UnifiedGroup', 'Add-UnifiedGroupLinks', 'New-Team', 'Get-CsUserPolicyPackage']) {
        assert.equal(cmdlet(name).appOnly, 'no', name);
      }
      for (const name of ['Get-UnifiedGroup', 'Get-CsOnlineUser', 'Get-MgUser', 'Get-CsTeamsSettingsCustomApp']) {
        assert.equal(cmdlet(name).appOnly, 'yes', name);
      }
      assert.deepEqual(cmdlet('New-CsOnlineApplicationInstance').appOnlyRefusedIn, ['USGov', 'USGovDoD']);
      assert.equal(cmdlet('Get-CaseHoldPolicy').appOnly, 'unknown');
      // Declared for users, and no page says that applications are refused.
      assert.equal(cmdlet('Set-PnPSearchVertical').appOnly, 'unknown');
      assert.equal(cmdlet('Grant-PnPAzureADAppSitePermission').appOnly, 'yes');
      assert.equal(cmdlet('Get-PnPTenantRetentionLabel').appOnly, 'no');
    });

    it('tell which need a search-only session, and do not call them impossible', () => {
      for (const name of ['New-ComplianceSearch', 'Start-ComplianceSearch', 'New-ComplianceSearchAction']) {
        assert.equal(cmdlet(name).searchOnlySession, true, name);
        assert.equal(cmdlet(name).appOnly, 'yes', name);
      }
      assert.equal(cmdlet('Get-Label').searchOnlySession, undefined);
    });

    it('tell which are retired and what replaces them', () => {
      assert.deepEqual(cmdlet('Connect-MsolService').replacements, ['Connect-MgGraph']);
      assert.equal(cmdlet('Connect-MsolService').appOnly, 'no');
      assert.deepEqual(cmdlet('Get-AzureADUser').replacements, ['Get-MgUser']);
      assert.deepEqual(cmdlet('Get-AzureRmVM').replacements, ['Get-AzVM']);
      assert.equal(cmdlet('Get-MsolNeverListed').retired, true);
      assert.equal(cmdlet('Get-DlpPolicy').retired, true);
      assert.equal(cmdlet('Get-MgUser').retired, undefined);
      const unknown = catalog
        .cmdletsStartingWith('', 100_000)
        .filter((name) => cmdlet(name).replacements?.some((other) => catalog.cmdlet(other) === undefined));
      // The map names a few cmdlets that the current SDK no longer has.
      assert.ok(unknown.length <= 11, unknown.join(' '));
    });

    it('know the SharePoint Online Management Shell, also what is younger than the table', () => {
      for (const name of ['Get-SPOSite', 'Set-SPOTenant', 'Set-SPOSomethingNew']) {
        const { module, services, permissions, appOnly, purpose } = cmdlet(name);
        assert.deepEqual(
          [module, services, appOnly],
          ['Microsoft.Online.SharePoint.PowerShell', ['sharePoint'], 'yes'],
        );
        assert.deepEqual(
          permissions.map((all) => all.map(({ permission }) => permission)),
          [['Sites.FullControl.All']],
        );
        assert.equal(permissions[0]?.[0]?.resourceAppId, '00000003-0000-0ff1-ce00-000000000000');
        assert.equal(purpose, undefined, 'no directory role is asked of an application');
      }
      assert.equal(cmdlet('Connect-SPOService').kind, 'session');
      assert.equal(cmdlet('ConvertTo-SPOMigrationTargetedPackage').permissionState, 'notNeeded');
      assert.equal(catalog.cmdlet('New-SPOnlineApplicationPrincipalManagementServiceApplicationProxy'), undefined);
      assert.equal(cmdlet('Get-PnPTenantSite').purpose, undefined);
    });

    it('know Az by its prefix and do not take AzureAD for it', () => {
      assert.deepEqual(cmdlet('Get-AzVM').services, ['azure']);
      assert.equal(cmdlet('Get-AzVM').permissionState, 'notNeeded');
      assert.equal(cmdlet('Connect-AzAccount').kind, 'session');
      assert.deepEqual(cmdlet('Get-AzureADGroup').services, ['azureAD']);
      assert.equal(catalog.cmdlet('Get-Azimuth'), undefined);
      assert.equal(cmdlet('get-azvm').module, 'Az');
    });

    it('leave requests to the request', () => {
      assert.equal(cmdlet('Invoke-MgGraphRequest').permissionState, 'dependsOnRequest');
      assert.equal(cmdlet('Invoke-GraphRequest').permissionState, 'dependsOnRequest');
      assert.equal(cmdlet('Invoke-PnPGraphMethod').permissionState, 'dependsOnRequest');
      assert.equal(cmdlet('Connect-Graph').kind, 'session');
    });

    it('complete by prefix, in order and within the limit', () => {
      const found = catalog.cmdletsStartingWith('get-mgUSERcal');
      assert.equal(found[0], 'Get-MgUserCalendar');
      assert.deepEqual([...found].sort(), found);
      assert.ok(found.includes('Get-MgUserCalendarView'));
      assert.equal(catalog.cmdletsStartingWith('Get-', 7).length, 7);
      assert.deepEqual(catalog.cmdletsStartingWith('Zap-'), []);
    });
  });

  describe('roles', () => {
    it('are found by name and template id', () => {
      const role = catalog.role('exchange administrator');
      assert.equal(role?.templateId, '29232cdf-9323-42fd-ade2-1d097af3e4de');
      assert.equal(catalog.role('29232CDF-9323-42FD-ADE2-1D097AF3E4DE'), role);
      assert.deepEqual(role?.covers, ['exchangeOnline']);
      assert.equal(catalog.role('Nobody'), undefined);
    });

    it('suffice smallest first, and never include Global Administrator', () => {
      assert.equal(catalog.rolesFor('exchangeOnline', 'read')[0]?.name, 'Global Reader');
      assert.equal(catalog.rolesFor('exchangeOnline', 'recipients')[0]?.name, 'Exchange Recipient Administrator');
      assert.deepEqual(
        catalog.rolesFor('exchangeOnline', 'everything').map(({ name }) => name),
        ['Exchange Administrator'],
      );
      assert.equal(catalog.rolesFor('securityCompliance', 'everything')[0]?.name, 'Compliance Administrator');
      assert.equal(catalog.rolesFor('teams', 'everything')[0]?.name, 'Teams Administrator');
      assert.deepEqual(catalog.rolesFor('graph', 'everything'), []);
      for (const service of ['exchangeOnline', 'securityCompliance', 'teams', 'sharePoint'] as const) {
        for (const purpose of ['read', 'recipients', 'everything'] as const) {
          const roles = catalog.rolesFor(service, purpose);
          assert.ok(roles.length > 0, `${service} ${purpose}`);
          for (const role of roles) {
            assert.notEqual(role.name, 'Global Administrator');
            assert.ok(role.covers.includes(service), `${role.name} does not cover ${service}`);
          }
        }
      }
    });
  });
});
