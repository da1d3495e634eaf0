import assert from 'node:assert/strict';
import { analyse } from '../../../core/analysis/analyse.ts';
import { loadCatalog } from '../../../core/catalog/catalog.ts';
import { services } from '../../../core/services/index.ts';
import { scriptHints } from './scriptHints.ts';

async function hints(script: string) {
  const catalog = await loadCatalog();
  const analysis = analyse(script, { catalog });
  const commands = analysis.script.commands.map(({ name }) => name);
  const { permissions } = analysis.needed();
  return scriptHints({ name: 'a.ps1', path: '/a.ps1', commands, permissions }, services, catalog);
}

describe('What a script tells the set-up', () => {
  it('is the service it connects to, and what it does there', async () => {
    const { services: ids, purposes, permissions } = await hints('Connect-ExchangeOnline\nGet-EXOMailbox | Out-Null');
    assert.deepEqual(ids, ['exchangeOnline']);
    assert.deepEqual(purposes, { exchangeOnline: 'read' });
    assert.deepEqual(permissions, []);
    const changing = await hints('connect-exchangeonline; Get-Mailbox; Set-Mailbox -Identity a');
    assert.notEqual(changing.purposes.exchangeOnline, 'read');
  });

  it('is the service of its cmdlets where it does not connect itself', async () => {
    assert.deepEqual((await hints('Get-MgUser -All')).services, ['graph']);
    assert.deepEqual((await hints('Get-CsOnlineUser; Get-MgUser')).services, ['teams', 'graph']);
  });

  it('is the least permissions its Graph cmdlets need, each once', async () => {
    const { permissions } = await hints('Get-MgUser; Get-MgUser; Get-MgUserCalendarView -UserId a');
    const names = permissions.map(({ permission }) => permission);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length >= 1 && names.every((name) => !name.includes('Write')), names.join());
  });

  it('is what its requests to Graph need, too', async () => {
    const { permissions } = await hints("Connect-MgGraph\nInvoke-MgGraphRequest -Method GET -Uri '/v1.0/organization'");
    assert.deepEqual(
      permissions.map(({ permission }) => permission),
      ['Organization.Read.All'],
    );
  });

  it('is nothing for a script of another kind', async () => {
    const { services: ids, permissions, purposes } = await hints('Get-ChildItem | Export-Csv a.csv');
    assert.deepEqual([ids, permissions, purposes], [[], [], {}]);
  });
});
