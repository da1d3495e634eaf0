import assert from 'node:assert/strict';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/types.ts';
import { analyse } from './analyse.ts';
import { buildReport, joinRequirements, serviceRequirements } from './report.ts';
import { type ReportLabels, reportCsv, reportJson, reportMarkdown } from './reportText.ts';
import type { Grants } from './types.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const ref = (permission: string, resourceAppId = graph) => ({ resourceAppId, permission });
const nothing: Grants = { requested: [], granted: [], roles: [] };

const labels: ReportLabels = {
  resource: 'API',
  permission: 'Permission',
  needed: 'Needed',
  requested: 'Requested',
  granted: 'Granted',
  inToken: 'In token',
  state: 'State',
  role: 'Role',
  held: 'Held',
  yes: 'yes',
  no: 'no',
  unknown: '?',
  unknownCommands: 'Unknown',
  states: {
    missing: 'missing',
    notGranted: 'not granted',
    notInToken: 'not in token',
    granted: 'granted',
    notChecked: 'not checked',
    unused: 'unused',
  },
  resourceName: (id) => (id === graph ? 'Microsoft Graph' : 'Office 365 Exchange Online'),
};

describe('the report', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });
  const report = (text: string, grants: Grants) =>
    buildReport(analyse(text, { catalog }).needed(grants), grants, catalog);

  it('has exactly the documented shape', () => {
    const result = report('Get-Mailbox; Get-Widget', nothing);
    assert.deepEqual(result, {
      rows: [
        {
          resourceAppId: exchange,
          permission: 'Exchange.ManageAsApp',
          needed: true,
          requested: false,
          granted: false,
          inToken: null,
          state: 'missing',
        },
      ],
      roles: [{ role: 'Global Reader', needed: true, held: false }],
      missing: [ref('Exchange.ManageAsApp', exchange)],
      unused: [],
      unknownCommands: ['Get-Widget'],
    });
    assert.deepEqual(JSON.parse(reportJson(result)), result);
  });

  it('tells every state apart, what is missing first and what is unused last', () => {
    const grants: Grants = {
      requested: [ref('User.Read.All'), ref('Mail.Send'), ref('Group.ReadBasic.All')],
      granted: [ref('Group.ReadBasic.All'), ref('LicenseAssignment.Read.All'), ref('Mail.ReadWrite')],
      inToken: [ref('Group.ReadBasic.All'), ref('Mail.ReadWrite')],
      roles: [],
    };
    const result = report('Get-MgUser; Get-MgGroup; Get-MgSubscribedSku; Get-MgApplication', grants);
    assert.deepEqual(
      result.rows.map(({ permission, state }) => [permission, state]),
      [
        ['Application.Read.All', 'missing'],
        ['User.Read.All', 'notGranted'],
        ['LicenseAssignment.Read.All', 'notInToken'],
        ['Group.ReadBasic.All', 'granted'],
        ['Mail.ReadWrite', 'unused'],
        ['Mail.Send', 'unused'],
      ],
    );
    assert.deepEqual(result.missing, [ref('Application.Read.All'), ref('User.Read.All')]);
    assert.deepEqual(result.unused, [ref('Mail.ReadWrite'), ref('Mail.Send')]);
  });

  it('takes a higher permission for the one that is needed', () => {
    const result = report('Get-MgUserCalendarView -UserId a', { ...nothing, granted: [ref('Calendars.ReadWrite')] });
    assert.deepEqual(
      result.rows.map(({ permission, needed, state }) => [permission, needed, state]),
      [['Calendars.ReadWrite', true, 'granted']],
    );
    assert.deepEqual([result.missing, result.unused], [[], []]);
  });

  it('shows roles that are held and not needed', () => {
    const grants = { ...nothing, roles: [exchangeAdministrator, globalReader] };
    assert.deepEqual(report('Get-Mailbox', grants).roles, [
      { role: 'Global Reader', needed: true, held: true },
      { role: 'Exchange Administrator', needed: false, held: true },
    ]);
  });

  it('calls nothing unused when it was not told what runs', () => {
    const grants: Grants = { requested: [], granted: [ref('Mail.Send')], roles: [exchangeAdministrator] };
    const result = buildReport(serviceRequirements(['exchangeOnline', 'graph'], grants), grants, catalog, 'services');
    assert.deepEqual(
      result.rows.map(({ permission, state }) => [permission, state]),
      [
        ['Exchange.ManageAsApp', 'missing'],
        ['Mail.Send', 'notChecked'],
      ],
    );
    assert.deepEqual(result.roles, [{ role: 'Exchange Administrator', needed: true, held: true }]);
    assert.deepEqual(result.unused, []);
  });

  it('joins what several scripts need', () => {
    const all = ['Get-MgUser\nGet-A', 'Get-MgUser; Get-MgGroup; Get-A; Get-Mailbox'].map((text) =>
      analyse(text, { catalog }).needed(),
    );
    const joined = joinRequirements(all);
    assert.deepEqual(
      joined.permissions.map(({ permission, places }) => [permission, places.length]),
      [
        ['User.Read.All', 2],
        ['Exchange.ManageAsApp', 1],
        ['Group.ReadBasic.All', 1],
      ],
    );
    assert.deepEqual(joined.unknownCommands, ['Get-A']);
  });

  it('exports Markdown in which names stand for themselves', () => {
    const text = reportMarkdown(
      {
        ...report('Get-MgUser', nothing),
        roles: [{ role: 'Cloud | <b>Admin</b>\n[x](y)', needed: true, held: false }],
        unknownCommands: ['Get-*'],
      },
      labels,
    );
    assert.equal(
      text,
      [
        '| Permission | API | Needed | Requested | Granted | In token | State |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        '| User.Read.All | Microsoft Graph | yes | no | no | ? | missing |',
        '',
        '| Role | Needed | Held |',
        '| --- | --- | --- |',
        '| Cloud \\| &lt;b>Admin&lt;/b> \\[x\\](y) | yes | no |',
        '',
        'Unknown: Get-\\*',
        '',
      ].join('\n'),
    );
  });

  it('exports CSV that no spreadsheet runs', () => {
    const text = reportCsv(
      {
        ...report('Get-MgUser', nothing),
        roles: [
          { role: '=HYPERLINK("http://a","b")', needed: true, held: false },
          { role: '@SUM(1)', needed: false, held: true },
        ],
      },
      labels,
    );
    assert.equal(
      text,
      [
        'API,resourceAppId,Permission / Role,Needed,Requested,Granted,In token,State',
        `Microsoft Graph,${graph},User.Read.All,yes,no,no,?,missing`,
        `,,"'=HYPERLINK(""http://a"",""b"")",yes,,no,,missing`,
        ",,'@SUM(1),no,,yes,,unused",
        '',
      ].join('\r\n'),
    );
  });
});
