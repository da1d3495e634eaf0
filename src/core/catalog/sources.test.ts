import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { MemoryLog } from '../shared/memory.ts';
import { loadCatalog } from './catalog.ts';
import { findModuleMetadata, readModuleMetadata } from './moduleMetadata.ts';
import { graphAppId } from './permissionTable.ts';
import { CatalogSources } from './sources.ts';
import type { Catalog, CmdletFacts } from './types.ts';

const entry = (command: string, uri: string | null, permissions: readonly object[], more: object = {}) => ({
  ApiReferenceLink: null,
  ApiVersion: 'v1.0',
  Command: command,
  CommandAlias: null,
  Method: 'GET',
  Module: 'Users',
  OutputType: 'IMicrosoftGraphUser',
  Permissions: permissions,
  Uri: uri,
  Variants: ['Get'],
  ...more,
});
const application = (name: string, least = false) => ({
  Name: name,
  Description: 'Says "quotes", {braces} and [brackets] \\ too',
  IsAdmin: true,
  PermissionType: 'Application',
  IsLeastPrivilege: least,
});

describe('catalog sources', () => {
  let shipped: Catalog;
  let folder: string;
  let log: MemoryLog;
  before(async () => {
    shipped = await loadCatalog();
    folder = await mkdtemp(path.join(os.tmpdir(), 'catalog-'));
  });
  beforeEach(() => {
    log = new MemoryLog();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (content: string | Uint8Array, signal?: AbortSignal) => {
    const file = path.join(folder, 'metadata.json');
    await writeFile(file, content);
    return readModuleMetadata(
      { file, version: '2.99.0' },
      { log, privilege: (name) => shipped.privilege(name), ...(signal === undefined ? {} : { signal }) },
    );
  };
  const names = (facts: CmdletFacts | undefined) => facts?.permissions.map(([ref]) => ref?.permission);

  it('answer from the shipped data when there is nothing newer', () => {
    const sources = new CatalogSources(shipped);
    assert.deepEqual(sources.catalog.cmdlet('Get-MgUser'), shipped.cmdlet('Get-MgUser'));
    assert.deepEqual(sources.inUse, { dataDate: shipped.dataDate, tenantResources: [] });
  });

  it('prefer the installed module, and say so', async () => {
    const metadata = await read(
      JSON.stringify([
        entry('Get-MgUserEvent', '/users/{user-id}/events', [
          application('Calendars.Read'),
          application('Calendars.Newer', true),
        ]),
        entry('Get-MgUserEvent', '/users/{user-id}/events/{event-id}', [application('Calendars.Read')]),
        entry('Get-MgFresh', "/fresh/{id}/microsoft.graph.look(at='{at}')", [application('Fresh.Read.All', true)]),
        entry('Get-MgUser', '/users', [{ Name: 'User.Read', PermissionType: 'DelegatedWork' }]),
        entry('Get-MgContext', null, []),
      ]),
    );
    assert.ok(metadata);
    const sources = new CatalogSources(shipped);
    sources.useModule(metadata);
    const { catalog } = sources;
    assert.deepEqual(names(catalog.cmdlet('get-mguserevent')), ['Calendars.Newer', 'Calendars.Read']);
    assert.equal(catalog.cmdlet('Get-MgUserEvent')?.source, 'module');
    assert.equal(catalog.cmdlet('Get-MgFresh')?.permissions[0]?.[0]?.permission, 'Fresh.Read.All');
    assert.equal(catalog.request('GET', "https://graph.microsoft.com/v1.0/fresh/1/look(at='x')")?.source, 'module');
    assert.equal(catalog.request('GET', '/users/x/events')?.permissions[0]?.[0]?.permission, 'Calendars.Newer');
    assert.equal(catalog.request('GET', 'https://graph.microsoft.com/beta/fresh/1/look'), undefined);
    // Delegated permissions only: nothing is known of applications, so what we ship stands.
    assert.deepEqual(catalog.cmdlet('Get-MgUser'), shipped.cmdlet('Get-MgUser'));
    assert.equal(catalog.cmdlet('Get-MgContext')?.kind, 'session');
    assert.equal(sources.inUse.module?.version, '2.99.0');
    sources.useModule(undefined);
    assert.equal(catalog.cmdlet('Get-MgUserEvent')?.source, 'catalog');
  });

  it('keep a first choice that the module lists too, in a file as the module ships it', async () => {
    const users = ['User.ReadBasic.All', 'DeviceManagementApps.Read.All', 'User.Read.All', 'User.ReadWrite.All'];
    const listed = users.map((name) => application(name, name === 'User.ReadBasic.All'));
    const metadata = await read(
      `\ufeff${JSON.stringify(
        [
          entry('Get-MgUser', '/users', listed, { Variants: ['List'] }),
          entry('Get-MgUser', '/users/{user-id}', listed),
          entry('Get-MgBetaUser', '/users', listed, { ApiVersion: 'beta', Module: 'Beta.Users' }),
          entry('Get-MgGroup', '/groups', [application('Group.Newest.All', true), application('Group.ReadBasic.All')]),
          entry('Connect-MgGraph', null, [], {
            ApiVersion: '',
            Method: '',
            Module: 'Authentication',
            OutputType: null,
          }),
        ],
        undefined,
        2,
      )}`,
    );
    assert.ok(metadata);
    assert.equal(metadata.cmdletCount, 4);
    const sources = new CatalogSources(shipped);
    sources.useModule(metadata);
    const { catalog } = sources;
    for (const name of ['Get-MgUser', 'Get-MgBetaUser', 'Connect-MgGraph']) {
      assert.deepEqual(catalog.cmdlet(name), shipped.cmdlet(name));
    }
    assert.deepEqual(catalog.request('GET', '/users'), shipped.request('GET', '/users'));
    // Newer than what we ship.
    assert.equal(catalog.cmdlet('Get-MgGroup')?.permissions[0]?.[0]?.permission, 'Group.Newest.All');
  });

  it('prefer the app roles of the tenant to every other id', () => {
    const sources = new CatalogSources(shipped);
    const role = (value: string | null, id: string, more: object = {}) => ({
      value,
      id,
      isEnabled: true,
      allowedMemberTypes: ['Application'],
      ...more,
    });
    sources.useTenant([
      {
        appId: graphAppId.toUpperCase(),
        displayName: 'Microsoft Graph',
        appRoles: [
          role('Mail.Read', '11111111-1111-1111-1111-111111111111'),
          role('Brand.New.All', '22222222-2222-2222-2222-222222222222'),
          role('Disabled.All', '33333333-3333-3333-3333-333333333333', { isEnabled: false }),
          role('ForUsers', '44444444-4444-4444-4444-444444444444', { allowedMemberTypes: ['User'] }),
          role(null, '55555555-5555-5555-5555-555555555555'),
        ],
      },
      {
        appId: '99999999-9999-9999-9999-999999999999',
        displayName: 'Contoso API',
        appRoles: [role('Orders.Read', '66666666-6666-6666-6666-666666666666')],
      },
      { appId: '88888888-8888-8888-8888-888888888888', displayName: 'Roles not read' },
    ]);
    const { catalog } = sources;
    const mail = catalog.permission(graphAppId, 'mail.read');
    assert.equal(mail?.applicationId, '11111111-1111-1111-1111-111111111111');
    assert.equal(mail?.delegatedId, '570282fd-fa5c-430d-a7fd-fc8dc98a9dca');
    assert.equal(mail?.source, 'tenant');
    assert.equal(catalog.permission(graphAppId, '22222222-2222-2222-2222-222222222222')?.name, 'Brand.New.All');
    assert.equal(catalog.permission(graphAppId, 'Disabled.All'), undefined);
    assert.equal(catalog.permission(graphAppId, 'ForUsers'), undefined);
    assert.equal(catalog.permission(graphAppId, 'Mail.Send')?.source, 'catalog');
    assert.equal(catalog.resource('99999999-9999-9999-9999-999999999999')?.name, 'Contoso API');
    assert.equal(catalog.resource('88888888-8888-8888-8888-888888888888'), undefined);
    assert.equal(sources.inUse.tenantResources.length, 2);
    sources.useTenant([]);
    assert.equal(catalog.permission(graphAppId, 'Mail.Read')?.source, 'catalog');
  });

  it('treat a damaged file as absent and log why', async () => {
    const good = JSON.stringify([entry('Get-MgUser', '/users', [application('User.Read.All')])]);
    for (const content of [
      '',
      '{}',
      '[]',
      'null',
      '"text"',
      good.slice(0, -5),
      good.slice(0, 40),
      `${good}]`,
      `${good}[]`,
      '[1,2,3]',
      '["Get-MgUser"]',
      '[{"Command":1}]',
      `[{"Command":"Get-MgUser"`,
      '\u0000\u0001',
      good.replace('"Command":', '"Command"'),
    ]) {
      log.lines.length = 0;
      assert.equal(await read(content), undefined, content.slice(0, 60));
      assert.equal(log.lines.length, 1, content.slice(0, 60));
      assert.match(log.lines[0] ?? '', /^warn /);
    }
    assert.equal(
      await readModuleMetadata(
        { file: path.join(folder, 'missing.json'), version: '1.0' },
        { log, privilege: () => undefined },
      ),
      undefined,
    );
  });

  it('pass over a few entries they do not understand', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      entry(`Get-MgThing${index}`, `/things/${index}`, [application('Thing.Read.All')]),
    );
    const metadata = await read(JSON.stringify([...many, { Command: 'rm -rf' }, { nothing: true }]));
    assert.equal(metadata?.cmdletCount, 60);
  });

  it('read a large file with every character split across slices', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      entry(`Get-MgThing${index}`, `/things/{id}/part${index}`, [
        { ...application('Thing.Read.All'), Description: `ünï ☃ 𝒳 \\" ${index}` },
      ]),
    );
    const metadata = await read(`\n ${JSON.stringify(many, undefined, 1)}\n`);
    assert.equal(metadata?.cmdletCount, 3_000);
    assert.equal(metadata?.cmdlet('get-mgthing2999')?.permissions.length, 1);
  });

  it('stop when cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(read('[{"Command":"Get-MgUser"}]', controller.signal), { name: 'AbortError' });
    assert.deepEqual(log.lines, []);
  });

  it('find the newest installed module', async () => {
    for (const version of ['2.9.1', '2.34.0', '2.4.0', 'not-a-version']) {
      await mkdir(path.join(folder, 'Microsoft.Graph.Authentication', version), { recursive: true });
    }
    const found = await findModuleMetadata([path.join(folder, 'missing'), folder]);
    assert.equal(found?.version, '2.34.0');
    assert.equal(
      found?.file,
      path.join(folder, 'Microsoft.Graph.Authentication', '2.34.0', 'custom', 'common', 'MgCommandMetadata.json'),
    );
    assert.equal(await findModuleMetadata([]), undefined);
  });
});
