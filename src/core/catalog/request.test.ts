import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadCatalog } from './catalog.ts';
import type { Catalog } from './types.ts';

describe('catalog requests', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  const cases: readonly (readonly [method: string, url: string, template: string, least: string])[] = [
    ['GET', 'https://graph.microsoft.com/v1.0/users', '/users', 'User.Read.All'],
    ['PATCH', 'https://graph.microsoft.com/v1.0/users/adele@contoso.com', '/users/{}', 'User.ReadWrite.All'],
    ['POST', '/me/sendMail', '/users/{}/sendmail', 'Mail.Send'],
    ['post', "https://graph.microsoft.us/v1.0/users('adele')/sendMail", '/users/{}/sendmail', 'Mail.Send'],
    ['GET', 'https://dod-graph.microsoft.us/beta/users/x/messages?$top=5', '/users/{}/messages', 'Mail.ReadBasic.All'],
    [
      'GET',
      'https://microsoftgraph.chinacloudapi.cn/v1.0/groups/x/members/$count',
      '/groups/{}/members',
      'GroupMember.ReadBasic.All',
    ],
    [
      'POST',
      'https://graph.microsoft.com/v1.0/groups/{}/members/$ref',
      '/groups/{}/members',
      'GroupMember.ReadWrite.All',
    ],
    [
      'GET',
      'v1.0/users/{}/calendarView?startDateTime={}&endDateTime={}',
      '/users/{}/calendarview',
      'Calendars.ReadBasic.All',
    ],
    ['GET', '{}/users/{}/messages{}', '/users/{}/messages', 'Mail.ReadBasic.All'],
    ['GET', 'https://{}/v1.0/auditLogs/signIns', '/auditlogs/signins', 'AuditLog.Read.All'],
    ['GET', 'https://graph.microsoft.com/{}/users{}', '/users', 'User.Read.All'],
    ['GET', 'https://graph.microsoft.com/v1.0//users/', '/users', 'User.Read.All'],
    [
      'GET',
      "https://graph.microsoft.com/v1.0/reports/getOffice365ActiveUserDetail(period='D7')",
      '/reports/getoffice365activeuserdetail(period={})',
      'Reports.Read.All',
    ],
    [
      'GET',
      'https://graph.microsoft.com/v1.0/reports/getOffice365ActiveUserDetail(date=2026-01-01)',
      '/reports/getoffice365activeuserdetail(date={})',
      'Reports.Read.All',
    ],
    ['GET', "/applications(appId='x')", '/applications(appid={})', 'Application.Read.All'],
    ['GET', '/users/delta()', '/users/delta', 'User.Read.All'],
    ['GET', '/users/x/drive/root:/a%20b/c%23.txt:/content', '/users/{}/drive/root:/{}:/content', 'Files.Read.All'],
    ['GET', '/users/x/drive/root:/docs:/children', '/users/{}/drive/items/{}/children', 'Files.Read.All'],
    ['GET', '/sites/contoso.sharepoint.com:/sites/team', '/sites/{}', 'Sites.Read.All'],
    ['GET', '/sites/contoso.sharepoint.com:/sites/team:/lists', '/sites/{}/lists', 'Sites.Read.All'],
    ['HEAD', '/users', '/users', 'User.Read.All'],
    ['GET', '/groups/x/members/microsoft.graph.user', '/groups/{}/members', 'GroupMember.ReadBasic.All'],
    ['GET', '/users/x/photo/$value', '/users/{}/photo/$value', 'ProfilePhoto.Read.All'],
    ['GET', '/organization', '/organization', 'Organization.Read.All'],
    ['GET', '/users/x/messages/y/attachments/AAMkAD=', '/users/{}/messages/{}/attachments/{}', 'Mail.Read'],
    ['DELETE', '/users/x/messages/y/attachments/AAMkAD=', '/users/{}/messages/{}/attachments/{}', 'Mail.ReadWrite'],
    ['GET', "'https://graph.microsoft.com/v1.0/devices'", '/devices', 'Device.Read.All'],
  ];
  for (const [method, url, template, least] of cases) {
    it(`${method} ${url}`, () => {
      const facts = catalog.request(method, url);
      assert.equal(facts?.template, template);
      assert.equal(facts?.permissions[0]?.map(({ permission }) => permission).join('+'), least);
    });
  }

  it('says that an application has no /me', () => {
    assert.equal(catalog.request('GET', '/me/messages')?.usesMe, true);
    assert.equal(catalog.request('GET', '/users/me/messages')?.usesMe, false);
  });

  it('leaves batches and subscriptions to what is in them', () => {
    assert.equal(
      catalog.request('POST', 'https://graph.microsoft.com/v1.0/$batch')?.permissionState,
      'dependsOnRequest',
    );
    assert.equal(catalog.request('POST', '/subscriptions')?.permissionState, 'dependsOnRequest');
  });

  it('knows nothing of other hosts, unknown paths, other methods and empty text', () => {
    for (const [method, url] of [
      ['GET', 'https://example.com/v1.0/users'],
      ['GET', 'https://graph.microsoft.com.example.com/v1.0/users'],
      ['GET', 'https://graph.windows.net/contoso/users'],
      ['GET', 'ftp://graph.microsoft.com/v1.0/users'],
      ['GET', '/nothing/at/all'],
      ['GET', '/groups/x/members/nothing'],
      ['GET', '/users/x/nothing-1'],
      ['TRACE', '/users'],
      ['DELETE', '/users'],
      ['GET', ''],
      ['GET', '{}'],
      ['GET', 'https://graph.microsoft.com/v1.0/{}'],
      ['GET', 'https://graph.microsoft.com'],
      ['GET', '/users/%E0%A4%A'.repeat(1)],
    ] as const) {
      const facts = catalog.request(method, url);
      assert.ok(facts === undefined || url.includes('%E0'), `${method} ${url} → ${facts?.template}`);
    }
  });

  it('survives anything a script can contain', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '/',
        '{}',
        '$ref',
        '$count',
        "users('",
        "')",
        'root:',
        ':',
        '(',
        ')',
        '=',
        'microsoft.graph.',
        '?',
        'v1.0',
        'me',
        '%',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        catalog.request('GET', pieces.join(''));
        catalog.cmdlet(pieces.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('stays quick on hostile paths', () => {
    const started = performance.now();
    catalog.request('GET', `/users${'/x'.repeat(20_000)}`);
    catalog.request('GET', `/users(${'a=,'.repeat(20_000)})`);
    catalog.request('GET', `https://graph.microsoft.com/${'{}/'.repeat(20_000)}`);
    catalog.cmdlet(`Get-Mg${'AsUserCount'.repeat(5_000)}`);
    assert.ok(performance.now() - started < 1_000);
  });
});
