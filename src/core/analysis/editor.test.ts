import assert from 'node:assert/strict';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/types.ts';
import { analyse, commandAt } from './analyse.ts';
import { checkScript } from './checkScript.ts';
import { commandRequirement } from './commandRequirements.ts';
import { connectionAt, connectValueAt } from './connectValueAt.ts';
import { verdict } from './verdict.ts';

const graph = '00000003-0000-0000-c000-000000000000';

describe('what the editor asks about a script', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  describe('the value at the cursor', () => {
    // The bar is the cursor.
    const cases: Readonly<Record<string, readonly [text: string, role: string | undefined, replaced?: string]>> = {
      'after the name': ['Connect-MgGraph -ClientId |', 'appId', ''],
      'after an alias': ['Connect-MgGraph -AppId |\nGet-MgUser', 'appId', ''],
      'between quotes': ["Connect-ExchangeOnline -Organization '|'", 'organization', ''],
      'in an open quote': ["Connect-ExchangeOnline -Organization 'cont|", 'organization', 'cont'],
      'in a value': ['Connect-MicrosoftTeams -TenantId 1111|-2', 'tenant', '1111-2'],
      'on the next line': ['Connect-PnPOnline -Url $u `\n    -Thumbprint `\n    |', 'thumbprint', ''],
      'before other parameters': ['Connect-MgGraph -ClientId | -NoWelcome', 'appId', ''],
      'in a splatted table': ["$p = @{ AppId = '|'; Organization = $o }\nConnect-ExchangeOnline @p", 'appId', ''],
      'after another parameter': ['Connect-MgGraph -Scopes |', undefined],
      'in another command': ["Get-MgUser -UserId '|'", undefined],
      'on the line below': ['Connect-MgGraph -ClientId\n|', undefined],
      'right behind the name': ['Connect-MgGraph -ClientId|', undefined],
    };
    for (const [title, [marked, role, replaced]] of Object.entries(cases)) {
      it(`is ${role ?? 'nothing'} ${title}`, () => {
        const text = marked.replace('|', '');
        const found = connectValueAt(analyse(text, { catalog }).script, marked.indexOf('|'));
        assert.equal(found?.role, role);
        assert.equal(found === undefined ? undefined : text.slice(found.range.start, found.range.end), replaced);
      });
    }
  });

  it('finds the command and the connect statement at a place', () => {
    const text = 'Connect-MgGraph -ClientId a -CertificateThumbprint b -TenantId c\nGet-MgUserCalendarView -UserId d';
    const analysis = analyse(text, { catalog });
    const command = commandAt(analysis, text.indexOf('Calendar'));
    assert.equal(command?.name, 'Get-MgUserCalendarView');
    assert.equal(
      command && commandRequirement(analysis.script, command)?.alternatives[0]?.[0]?.permission,
      'Calendars.ReadBasic.All',
    );
    assert.equal(commandAt(analysis, text.indexOf('-UserId') + 2), undefined);
    assert.equal(connectionAt(analysis.script, 20)?.appId?.text, 'a');
    assert.equal(connectionAt(analysis.script, text.length), undefined);
  });

  it('sums a script up', () => {
    const text =
      "Connect-MgGraph -Scopes a\nGet-MgUser\nGet-Mailbox\n$p = ConvertTo-SecureString 'Winter2021' -AsPlainText -Force";
    const grants = { requested: [], granted: [{ resourceAppId: graph, permission: 'User.Read.All' }], roles: [] };
    const result = verdict(analyse(text, { catalog }), grants);
    assert.deepEqual(result.services, ['graph', 'exchangeOnline']);
    assert.deepEqual([result.missingPermissions, result.missingRoles], [1, 1]);
    assert.deepEqual([result.worst?.finding.rule, result.worst?.line], ['passwordLiteral', 4]);
    assert.equal(verdict(analyse('', { catalog })).missingPermissions, undefined);
  });

  it('gives a check as plain JSON, positions counted from 1', async () => {
    const read: string[] = [];
    const result = await checkScript(
      '#Requires -Modules AzureAD\n. .\\lib.ps1\n  Get-MgUser\nGet-Widget\nGet-Library',
      {
        catalog,
        path: '/w/main.ps1',
        readFile: async (path) => {
          read.push(path);
          return 'function Get-Library { Get-MgGroup }';
        },
      },
    );
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
    assert.equal(read.length, 1);
    assert.deepEqual(result.services, ['graph']);
    assert.deepEqual(result.commands, [
      {
        name: 'Get-MgUser',
        line: 3,
        service: 'graph',
        kind: 'catalog',
        permissions: result.commands[0]?.permissions,
        roles: [],
      },
      { name: 'Get-Widget', line: 4, service: null, kind: 'unknown', permissions: [], roles: [] },
    ]);
    assert.deepEqual(
      result.requirements.permissions.map(({ permission }) => permission),
      ['Group.ReadBasic.All', 'User.Read.All'],
    );
    assert.deepEqual(result.requirements.unknownCommands, ['Get-Widget']);
    assert.deepEqual(result.findings, [
      {
        rule: 'retiredModule',
        message: 'module',
        severity: 'warning',
        params: { module: 'AzureAD', replacement: 'Microsoft.Entra' },
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 27,
      },
    ]);
  });

  it('never puts a secret into what it says', async () => {
    const secret = 'Winter2021!';
    const text = `$clientSecret = '${secret}'\n$p = ConvertTo-SecureString '${secret}x' -AsPlainText -Force\nNew-X -Password '${secret}y'`;
    const result = await checkScript(text, { catalog });
    assert.equal(result.findings.length, 3);
    assert.ok(!JSON.stringify(result).includes('Winter'));
  });
});
