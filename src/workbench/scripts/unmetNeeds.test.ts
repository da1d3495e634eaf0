import assert from 'node:assert/strict';
import { analyse } from '../../core/analysis/analyse.ts';
import type { Grants } from '../../core/analysis/types.ts';
import { loadCatalog } from '../../core/catalog/catalog.ts';
import { unmetNeeds } from './unmetNeeds.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const text = `Connect-MgGraph -ClientId a -CertificateThumbprint b -TenantId c
Get-MgUserCalendarView -UserId $id
Connect-ExchangeOnline -AppId d -CertificateThumbprint e -Organization f
Get-Mailbox
`;

describe('What an application lacks', () => {
  it('is counted for the connection that serves the commands', async () => {
    const analysis = analyse(text, { catalog: await loadCatalog() });
    const none: Grants = { requested: [], granted: [], roles: [] };
    const [first, second] = analysis.script.connections.map((connection) => {
      const { permissions, roles } = unmetNeeds(analysis, none, connection);
      return [permissions.map(({ permission }) => permission), roles.length] as const;
    });
    assert.match(first?.[0].join() ?? '', /^Calendars\.Read[A-Za-z.]*$/);
    assert.equal(first?.[1], 0);
    assert.deepEqual(second, [['Exchange.ManageAsApp'], 1]);
    const whole = unmetNeeds(analysis, none);
    assert.equal(whole.permissions.length + whole.roles.length, 3);
  });

  it('is counted for requests as for cmdlets', async () => {
    const script =
      'Connect-MgGraph -ClientId a -CertificateThumbprint b -TenantId c\nInvoke-MgGraphRequest GET /v1.0/users\n';
    const analysis = analyse(script, { catalog: await loadCatalog() });
    const none: Grants = { requested: [], granted: [], roles: [] };
    assert.equal(unmetNeeds(analysis, none, analysis.script.connections[0]).permissions.length, 1);
  });

  it('is nothing once a higher permission is granted, in whatever case it is written', async () => {
    const analysis = analyse(text, { catalog: await loadCatalog() });
    const grants: Grants = {
      requested: [],
      granted: [{ resourceAppId: graph.toUpperCase(), permission: 'calendars.readwrite' }],
      roles: [],
    };
    const [connection] = analysis.script.connections;
    assert.deepEqual(unmetNeeds(analysis, grants, connection), { permissions: [], roles: [] });
  });
});
