import assert from 'node:assert/strict';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/types.ts';
import { analyse } from './analyse.ts';
import type { Grants, LinkedScript } from './types.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const protection = '00000007-0000-0ff1-ce00-000000000000';

const grants = (...granted: readonly string[]): Grants => ({
  requested: [],
  granted: granted.map((permission) => ({ resourceAppId: graph, permission })),
  roles: [],
});

describe('requirements of a script', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  const needed = (text: string, own?: Grants, linked: readonly LinkedScript[] = []) =>
    analyse(text, { catalog, linked, path: '/w/main.ps1' }).needed(own);
  const permissions = (text: string, own?: Grants) => needed(text, own).permissions.map(({ permission }) => permission);
  const roles = (text: string, own?: Grants) => needed(text, own).roles.map(({ role }) => role);
  const alternatives = (text: string) =>
    analyse(text, { catalog }).requirements.map((requirement) =>
      requirement.alternatives.map((option) => option.map(({ permission }) => permission).join('+')),
    );

  describe('per command', () => {
    it('lists what suffices for a calendar view, least first', () => {
      assert.deepEqual(alternatives('Get-MgUserCalendarView -UserId $u'), [
        ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
      ]);
    });

    it('adds what a property takes beside the object', () => {
      const least = (text: string) => alternatives(text)[0]?.[0];
      const withSignIns = 'User.Read.All+AuditLog.Read.All';
      assert.equal(least('Get-MgUser -All -Property Id, DisplayName, SignInActivity'), withSignIns);
      assert.equal(least("$p = @('id', 'signInActivity')\nGet-MgBetaUser -All -Property $p"), withSignIns);
      assert.equal(least("$p = @{ All = $true; Property = 'signInActivity' }\nGet-MgUser @p"), withSignIns);
      assert.equal(least('Get-EntraUser -Filter "signInActivity/lastSignInDateTime le 2026-01-01"'), withSignIns);
      assert.equal(least('Invoke-MgGraphRequest -Uri "v1.0/users?`$select=id,signInActivity"'), withSignIns);
      assert.equal(
        least('Get-MgUser -UserId a -Property CustomSecurityAttributes'),
        'User.Read.All+CustomSecAttributeAssignment.Read.All',
      );
      assert.equal(
        least('Update-MgUser -UserId a -CustomSecurityAttributes $set'),
        'User.ReadWrite.All+CustomSecAttributeAssignment.ReadWrite.All',
      );
      assert.equal(least('Get-MgUser -UserId a | Select-Object SignInActivity'), 'User.Read.All');
      assert.equal(least('Invoke-MgGraphRequest -Uri "v1.0/groups?`$select=signInActivity"'), 'Group.ReadBasic.All');
    });

    it('finds the commands wherever they stand', () => {
      assert.deepEqual(
        permissions(
          'function Get-It { if ($x) { "$(Get-MgUserCalendarView -UserId a)" } }\n$users | ForEach-Object { Microsoft.Graph.Users\\Get-MgUser }\n& "Get-MgGroup"',
        ),
        ['Calendars.ReadBasic.All', 'Group.ReadBasic.All', 'User.Read.All'],
      );
    });

    it('needs the API permission and the smallest directory role for Exchange', () => {
      assert.deepEqual(permissions('Get-Mailbox'), ['Exchange.ManageAsApp']);
      assert.deepEqual(roles('Get-Mailbox; Get-TransportRule'), ['Global Reader']);
      assert.deepEqual(roles('Get-Mailbox; Set-Mailbox a -HiddenFromAddressListsEnabled $true'), [
        'Exchange Recipient Administrator',
      ]);
      assert.deepEqual(roles('Get-Mailbox; Set-Mailbox a; New-TransportRule b'), ['Exchange Administrator']);
      // What the role for recipients does not read.
      assert.deepEqual(roles('Set-Mailbox a; Get-TransportRule'), ['Exchange Administrator']);
      assert.deepEqual(roles('Set-CASMailbox a; Get-EXOCasMailbox; Get-EXORecipient; Get-AcceptedDomain'), [
        'Exchange Recipient Administrator',
      ]);
    });

    it('keeps Exchange Online and Security & Compliance apart', () => {
      const both = needed('Get-Mailbox; Get-DlpCompliancePolicy').permissions;
      assert.deepEqual(
        both.map(({ resourceAppId }) => resourceAppId),
        [exchange, protection],
      );
      assert.deepEqual(roles('Get-Mailbox; Get-DlpCompliancePolicy'), ['Global Reader']);
      assert.deepEqual(roles('New-DlpCompliancePolicy -Name a'), ['Compliance Administrator']);
    });

    it('attributes a cmdlet of both by the session that is open there', () => {
      const resources = (text: string) => analyse(text, { catalog }).requirements.map(({ service }) => service);
      assert.deepEqual(resources('Connect-IPPSSession\nGet-RoleGroup'), ['securityCompliance']);
      assert.deepEqual(resources('Connect-ExchangeOnline\nGet-RoleGroup'), ['exchangeOnline']);
      assert.deepEqual(resources('Connect-ExchangeOnline\nGet-RoleGroup\nConnect-IPPSSession\nGet-RoleGroup'), [
        'exchangeOnline',
        'securityCompliance',
      ]);
      assert.deepEqual(resources('Get-RoleGroup'), ['exchangeOnline']);
      assert.deepEqual(resources('Get-RoleGroup; Get-DlpCompliancePolicy'), [
        'securityCompliance',
        'securityCompliance',
      ]);
    });

    it('knows cmdlets under the prefix of their session', () => {
      assert.deepEqual(roles('Connect-ExchangeOnline -Prefix Cloud\nGet-CloudMailbox'), ['Global Reader']);
    });

    it('asks nothing for sessions, Teams roles only for Cs cmdlets, nothing for Azure', () => {
      assert.deepEqual(needed('Connect-MgGraph -Identity; Get-MgContext; Disconnect-MgGraph').permissions, []);
      assert.deepEqual(permissions('Get-CsTeamsMeetingPolicy; Set-CsTeamsMeetingPolicy a'), []);
      assert.deepEqual(roles('Set-CsTeamsMeetingPolicy a'), ['Teams Administrator']);
      assert.deepEqual(permissions('Connect-AzAccount; Get-AzVM'), []);
    });

    it('takes a retired cmdlet for what replaces it', () => {
      const [requirement] = analyse('Get-AzureADUser', { catalog }).requirements;
      assert.equal(requirement?.derivedFrom, 'Get-MgUser');
      assert.deepEqual(permissions('Get-AzureADUser'), ['User.Read.All']);
    });

    it('takes an Exchange server for what it is', () => {
      assert.deepEqual(permissions('Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn\nGet-Mailbox'), []);
    });
  });

  describe('of requests', () => {
    const cases: Readonly<Record<string, readonly [text: string, request: string, permission: string]>> = {
      'a string': [
        'Invoke-MgGraphRequest -Uri "/v1.0/users/a/messages"',
        'GET /users/{}/messages',
        'Mail.ReadBasic.All',
      ],
      'by position': ['Invoke-MgGraphRequest POST /v1.0/users/a/sendMail', 'POST /users/{}/sendmail', 'Mail.Send'],
      'a full address': [
        "Invoke-RestMethod -Headers $h -Uri 'https://graph.microsoft.com/v1.0/users'",
        'GET /users',
        'User.Read.All',
      ],
      'an interpolated string': [
        'irm "https://graph.microsoft.com/v1.0/users/$($u.id)/calendarView?startDateTime=$start" -Method Get',
        'GET /users/{}/calendarview',
        'Calendars.ReadBasic.All',
      ],
      'a variable': [
        '$base = "https://graph.microsoft.com/v1.0"\n$uri = "$base/groups/$id/members"\niwr -Uri $uri',
        'GET /groups/{}/members',
        'GroupMember.ReadBasic.All',
      ],
      'a sum': [
        "$base = 'https://graph.microsoft.com/beta'\nInvoke-RestMethod -Uri ($base + '/users')",
        'GET /users',
        'User.Read.All',
      ],
      'a format': [
        "$uri = 'https://graph.microsoft.com/v1.0/users/{0}/messages' -f $id\nInvoke-RestMethod $uri",
        'GET /users/{}/messages',
        'Mail.ReadBasic.All',
      ],
      'a format with quotes in it': [
        '$uri = [uri]("https://graph.microsoft.com/v1.0/servicePrincipals(appId=\'{0}\')" -f $appId)\nInvoke-RestMethod $uri',
        'GET /serviceprincipals(appid={})',
        'Application.Read.All',
      ],
      'a format of what is written': [
        "Invoke-MgGraphRequest -Uri ('{0}/{1}/{2}' -f 'v1.0', 'groups', $id)",
        'GET /groups/{}',
        'Group.ReadBasic.All',
      ],
      'a sum with a name in it that PowerShell leaves alone': [
        '$url = "https://graph.microsoft.com/v1.0/"\nInvoke-RestMethod ($url + "auditLogs/signIns?`$top=10")',
        'GET /auditlogs/signins',
        'AuditLog.Read.All',
      ],
      'a splatted table': [
        "$p = @{ Uri = 'https://graph.microsoft.com/v1.0/users'; Method = 'POST'; Body = $b }\nInvoke-RestMethod @p",
        'POST /users',
        'User.ReadWrite.All',
      ],
      'a method in a variable': [
        "$method = 'PATCH'\nInvoke-MgGraphRequest -Method $method -Uri 'v1.0/users/a'",
        'PATCH /users/{}',
        'User.ReadWrite.All',
      ],
      'a function that is handed the address': [
        'function Get-Graph { param($Url, $Method = "Get") Invoke-RestMethod -Uri $Url -Method $Method }\nGet-Graph -Url "https://graph.microsoft.com/v1.0/groups"',
        'GET /groups',
        'Group.ReadBasic.All',
      ],
      'a function that is handed the end of it': [
        'function Invoke-Api($Path) { Invoke-RestMethod -Uri "https://graph.microsoft.com/v1.0/$Path" }\nInvoke-Api "groups/$id/members"',
        'GET /groups/{}/members',
        'GroupMember.ReadBasic.All',
      ],
      'a function that hands it on': [
        'function Send-It($Uri) { Invoke-MgGraphRequest -Uri $Uri }\nfunction Get-All($Uri) { Send-It -Uri $Uri }\nGet-All "/v1.0/groups"',
        'GET /groups',
        'Group.ReadBasic.All',
      ],
      'an item of a list': [
        'Invoke-MgGraphRequest -Method GET -Uri "https://graph.microsoft.com/v1.0/users/$u/messages/$($m.Id)/attachments/$($a.Id)/`$value"',
        'GET /users/{}/messages/{}/attachments/{}/$value',
        'Mail.Read',
      ],
      'an item that is only listed to be added': [
        'Invoke-MgGraphRequest DELETE "/v1.0/users/$u/messages/$($m.Id)/attachments/$($a.Id)"',
        'DELETE /users/{}/messages/{}/attachments/{}',
        'Mail.ReadWrite',
      ],
      PnP: ['Invoke-PnPGraphMethod -Url "users/$id/messages"', 'GET /users/{}/messages', 'Mail.ReadBasic.All'],
      'another cloud': [
        'Invoke-RestMethod https://graph.microsoft.us/v1.0/groups',
        'GET /groups',
        'Group.ReadBasic.All',
      ],
    };
    for (const [title, [text, request, permission]] of Object.entries(cases)) {
      it(`finds the endpoint in ${title}`, () => {
        const [found, ...others] = analyse(text, { catalog }).requirements;
        assert.deepEqual(others, []);
        assert.equal(found?.request?.toLowerCase(), request.toLowerCase());
        assert.equal(found?.alternatives[0]?.map((ref) => ref.permission).join('+'), permission);
      });
    }

    it('leaves other addresses alone', () => {
      const other =
        'Invoke-RestMethod -Uri "https://login.microsoftonline.com/$t/oauth2/v2.0/token" -Method Post -Body $b\nInvoke-WebRequest https://contoso.com/users\nInvoke-RestMethod $uri\nInvoke-RestMethod "$base/users"';
      assert.deepEqual(analyse(other, { catalog }).requirements, []);
    });

    it('says when only a run shows what is asked for', () => {
      assert.deepEqual(needed('Invoke-MgGraphRequest -Uri $next').undecided, [
        { name: 'Invoke-MgGraphRequest', line: 1 },
      ]);
    });
  });

  describe('per script', () => {
    it('names the lines that ask for each permission', () => {
      const [first] = needed('Get-MgUser\n\nGet-MgUser -UserId a\nGet-MgUserCalendarView -UserId a').permissions;
      assert.deepEqual(first, {
        resourceAppId: graph,
        permission: 'Calendars.ReadBasic.All',
        places: [{ name: 'Get-MgUserCalendarView', line: 4 }],
      });
    });

    it('takes one permission that serves two commands rather than two', () => {
      // Groups could be read with Group.ReadBasic.All, but members written need more, which reads groups as well.
      assert.deepEqual(permissions('Get-MgGroup; Update-MgGroup -GroupId a'), ['Group.ReadWrite.All']);
    });

    it('does not ask for the whole directory to save one permission', () => {
      assert.deepEqual(permissions('Get-MgUser; Get-MgGroup; Get-MgSubscribedSku'), [
        'Group.ReadBasic.All',
        'LicenseAssignment.Read.All',
        'User.Read.All',
      ]);
    });

    it('prefers what is granted, though it is more than needed', () => {
      assert.deepEqual(permissions('Get-MgUserCalendarView -UserId a', grants('Calendars.ReadWrite')), [
        'Calendars.ReadWrite',
      ]);
      assert.deepEqual(permissions('Get-MgUser; Get-MgGroup', grants('Directory.Read.All', 'User.Read.All')), [
        'Directory.Read.All',
      ]);
      assert.deepEqual(permissions('Get-MgUser', grants('mail.send', 'USER.READ.ALL')), ['User.Read.All']);
    });

    it('counts a role that is held, also the one that is never offered', () => {
      const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
      assert.deepEqual(roles('Get-Mailbox', { ...grants(), roles: [exchangeAdministrator.toUpperCase()] }), [
        'Exchange Administrator',
      ]);
      assert.deepEqual(roles('New-TransportRule a', { ...grants(), roles: ['62e90394-69f5-4237-9190-012177145e10'] }), [
        'Global Administrator',
      ]);
    });

    it('lists what nobody knows, once, and neither functions, programs nor PowerShell itself', () => {
      const { unknownCommands } = needed(
        'function Write-Log { }\nfilter script:Get-Odd { $_ }\nWrite-Log; Get-Odd; gci; ls; % { }; ? { }; Get-Widget; get-widget; Set-Widget -A 1\ngit push; .\\run.exe; python3 x.py; Get-ADUser a; New-Item b; Set-Alias Get-Short Get-Item; Get-Short; [Foo]::Bar()',
      );
      assert.deepEqual(unknownCommands, ['Get-Widget', 'Set-Widget']);
    });

    it('reads half a script', () => {
      const text =
        'Connect-MgGraph -Identity\nGet-MgUser -Filter "startswith(displayName, \'a\')" | ForEach-Object {\n  Get-MgUserCalendarView -UserId $_.Id';
      for (let length = 0; length <= text.length; length++) {
        assert.doesNotThrow(() => analyse(text.slice(0, length), { catalog }).findings);
      }
      assert.deepEqual(permissions(text), ['Calendars.ReadBasic.All', 'User.Read.All']);
    });
  });

  describe('of imported scripts', () => {
    const library = {
      path: '/w/lib.ps1',
      text: 'function Get-A { Get-MgUser }\nfunction Get-B { Get-C }\nfunction Get-C { Get-MgGroup }\nfunction Get-Unused { Get-MgApplication }',
    };

    it('counts the functions that are called, with file and line', () => {
      const { permissions: found, unknownCommands } = needed('. ./lib.ps1\nGet-B', undefined, [library]);
      assert.deepEqual(
        found.map(({ permission, places }) => [permission, places]),
        [['Group.ReadBasic.All', [{ name: 'Get-MgGroup', line: 3, path: '/w/lib.ps1' }]]],
      );
      assert.deepEqual(unknownCommands, []);
    });

    it('reports findings of the script itself only', () => {
      const linked = [{ path: '/w/lib.ps1', text: "ConvertTo-SecureString 'Winter2021' -AsPlainText -Force" }];
      assert.deepEqual(analyse('. ./lib.ps1', { catalog, linked }).findings, []);
    });
  });
});
