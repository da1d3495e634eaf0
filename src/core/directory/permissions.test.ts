import assert from 'node:assert/strict';
import { json, ScriptedTransport } from '../../../test/support/scriptedTransport.ts';
import { clouds } from '../identity/clouds.ts';
import { isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryLog } from '../shared/memory.ts';
import { createDirectory } from './client.ts';
import { adminConsentUrl, portalUrl } from './links.ts';
import { literal, query, searchPhrase } from './odata.ts';
import { addRequiredAccess, joinPermissions, removeRequiredAccess } from './permissions.ts';
import { longestCertificateDays } from './tenant.ts';
import type { RequiredResourceAccess } from './types.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const role = (id: string) => ({ id, type: 'Role' as const });
const scope = (id: string) => ({ id, type: 'Scope' as const });

describe('requested permissions', () => {
  const required: readonly RequiredResourceAccess[] = [
    { resourceAppId: graph, resourceAccess: [scope('read'), role('write')] },
  ];

  it('grow by one and keep everything else', () => {
    assert.deepEqual(addRequiredAccess(required, graph.toUpperCase(), 'new'), [
      { resourceAppId: graph, resourceAccess: [scope('read'), role('write'), role('new')] },
    ]);
    assert.deepEqual(addRequiredAccess(required, exchange, 'new'), [
      ...required,
      { resourceAppId: exchange, resourceAccess: [role('new')] },
    ]);
    // A delegated permission of the same id is another thing.
    assert.equal(addRequiredAccess(required, graph, 'read')[0]?.resourceAccess.length, 3);
  });

  it('stay the same object when nothing is to be done, so that nothing is written', () => {
    assert.equal(addRequiredAccess(required, graph, 'WRITE'), required);
    assert.deepEqual(removeRequiredAccess(required, graph, 'absent'), required);
  });

  it('shrink by one, leave delegated ones alone and drop a resource that is empty', () => {
    assert.deepEqual(removeRequiredAccess(required, graph, 'read'), required);
    assert.deepEqual(removeRequiredAccess(required, graph, 'Write'), [
      { resourceAppId: graph, resourceAccess: [scope('read')] },
    ]);
    const only = [{ resourceAppId: exchange, resourceAccess: [role('x')] }];
    assert.deepEqual(removeRequiredAccess(only, exchange, 'x'), []);
    // The same resource twice, as some clients write it.
    assert.deepEqual(removeRequiredAccess([...only, ...only], exchange, 'x'), []);
  });

  it('are shown beside what is granted, in both directions', () => {
    const resources = [
      {
        id: 'graph-sp',
        appId: graph,
        displayName: 'Microsoft Graph',
        appRoles: [
          { id: 'write', value: 'Mail.ReadWrite', displayName: '' },
          { id: 'calendars', value: 'Calendars.Read', displayName: '' },
        ],
      },
    ];
    const grants = [
      { id: 'g1', principalId: 'p', resourceId: 'graph-sp', appRoleId: 'CALENDARS' },
      { id: 'g2', principalId: 'p', resourceId: 'gone-sp', resourceDisplayName: 'Gone', appRoleId: 'unknown' },
    ];
    const rows = joinPermissions(
      [...required, { resourceAppId: exchange, resourceAccess: [role('m')] }],
      grants,
      resources,
    );
    assert.deepEqual(
      rows.map(({ resourceName, permission, requested, granted }) => [resourceName, permission, requested, granted]),
      [
        [exchange, 'm', true, false],
        ['Gone', 'unknown', false, true],
        ['Microsoft Graph', 'Calendars.Read', false, true],
        ['Microsoft Graph', 'Mail.ReadWrite', true, false],
      ],
    );
    assert.equal(rows[2]?.assignmentId, 'g1');
  });
});

describe('what goes into an address', () => {
  it('is quoted and encoded', () => {
    assert.equal(literal("o'neil"), "'o''neil'");
    assert.equal(searchPhrase('displayName', 'a"b\\c'), '"displayName:a\\"b\\\\c"');
    assert.equal(query({ $top: 5, $search: '"a&b#c"', $filter: undefined }), '?$top=5&$search=%22a%26b%23c%22');
  });

  it('leads to the pages of the right cloud, and takes ids only', () => {
    const tenant = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
    const app = '11111111-1111-4111-8111-111111111111';
    assert.equal(
      adminConsentUrl(clouds.USGov, tenant, app),
      `https://login.microsoftonline.us/${tenant}/adminconsent?client_id=${app}`,
    );
    assert.match(
      portalUrl(clouds.China, tenant, app, 'certificates'),
      /^https:\/\/entra\.microsoftonline\.cn\/.*Credentials/,
    );
    assert.throws(
      () => adminConsentUrl(clouds.Global, tenant, 'x&redirect_uri=y'),
      (error) => isDomainError(error),
    );
    assert.throws(
      () => portalUrl(clouds.Global, '../x', app),
      (error) => isDomainError(error),
    );
  });
});

describe('the limit of the application management policy', () => {
  const days = (answer: Response) => {
    const { transport } = new ScriptedTransport(answer);
    const tokens = { accessToken: async () => 'token' };
    const directory = createDirectory({
      cloud: clouds.Global,
      tokens,
      transport,
      clock: new ManualClock(),
      log: new MemoryLog(),
    });
    return longestCertificateDays(directory);
  };
  const policy = (isEnabled: boolean, ...keyCredentials: object[]) =>
    json({ isEnabled, applicationRestrictions: { keyCredentials } });
  const lifetime = (maxLifetime: string | null, state = 'enabled') => ({
    restrictionType: 'asymmetricKeyLifetime',
    maxLifetime,
    state,
  });

  it('is the smallest that is in force', async () => {
    assert.equal(await days(policy(true, lifetime('P365D'), lifetime('P3M'), lifetime('P1D', 'disabled'))), 90);
    assert.equal(await days(policy(true, lifetime('P1Y2M3DT4H'))), 428);
  });

  it('is unknown when there is none, or nobody may read it', async () => {
    assert.equal(await days(policy(false, lifetime('P1D'))), undefined);
    assert.equal(await days(policy(true, lifetime(null), lifetime('soon'))), undefined);
    assert.equal(await days(json({ error: { code: 'Authorization_RequestDenied' } }, 403)), undefined);
  });
});
