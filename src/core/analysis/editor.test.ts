import assert from 'node:assert/strict';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/types.ts';
import { analyse, commandAt } from './analyse.ts';
import { checkScript } from './checkScript.ts';
import { commandRequirement } from './commandRequirements.ts';

describe('what the editor asks about a script', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  it('finds the command at a place', () => {
    const text = 'Connect-MgGraph -ClientId a -CertificateThumbprint b -TenantId c\nGet-MgUserCalendarView -UserId d';
    const analysis = analyse(text, { catalog });
    const command = commandAt(analysis, text.indexOf('Calendar'));
    assert.equal(command?.name, 'Get-MgUserCalendarView');
    assert.equal(
      command && commandRequirement(analysis.script, command)?.alternatives[0]?.[0]?.permission,
      'Calendars.ReadBasic.All',
    );
    assert.equal(commandAt(analysis, text.indexOf('-UserId') + 2), undefined);
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
