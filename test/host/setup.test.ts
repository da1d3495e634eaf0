import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from 'vscode';
import { type CommandName, commandId } from '../../src/contributions.ts';

const exchange = '00000002-0000-0ff1-ce00-000000000000';
const graph = '00000003-0000-0000-c000-000000000000';

// biome-ignore lint/suspicious/noExplicitAny: the commands give plain JSON, which the tests look into.
const run = (name: CommandName, options?: object): Promise<any> =>
  Promise.resolve(commands.executeCommand(commandId(name), options));

const refusedAs = (name: string, message = /./) => ({ name, message });

describe('Set-up', () => {
  let tenantId = '';
  const mailboxReport = () => ({
    tenantId,
    services: ['exchangeOnline'],
    displayName: 'Host mailbox report',
    certificate: { subject: 'CN=Host mailbox report', months: 6 },
    permissions: [{ resourceAppId: graph, permission: 'Calendars.Read' }],
    role: 'Exchange Administrator',
  });

  before(async () => {
    ({ tenantId } = await run('openSampleTenant', {}));
  });

  it('plans in words, with the PowerShell that does the same, and changes nothing', async () => {
    const before = await run('listApplications', { tenantId });
    const plan = await run('planSetup', mailboxReport());
    assert.deepEqual(
      plan.steps.map(({ id }: { id: string }) => id.split(':')[0]),
      [
        'certificate',
        'application',
        'uploadCertificate',
        'requestPermissions',
        'servicePrincipal',
        'grantPermission',
        'grantPermission',
        'assignRole',
        'prove',
        'prove',
      ],
    );
    for (const { title, detail, change, powershell } of plan.steps) {
      assert.ok(title.length > 5 && !/undefined|\{0\}/.test(title + detail), title);
      assert.ok(['create', 'update', 'none'].includes(change));
      assert.equal(typeof powershell, 'string');
    }
    assert.ok(plan.requests <= 6, `${plan.requests} calls`);
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
    assert.deepEqual(await run('listApplications', { tenantId }), before);
  });

  it('sets up, proves it by signing in, and the application signs in from then on', async () => {
    const result = await run('setUp', { ...mailboxReport(), confirmed: true });
    assert.match(result.appId, /^[0-9a-f-]{36}$/);
    assert.match(result.thumbprint, /^[0-9A-F]{40}$/);
    assert.deepEqual(
      new Set(result.steps.map(({ state }: { state: string }) => state)),
      new Set(['done']),
      JSON.stringify(result.steps),
    );
    assert.deepEqual(
      result.proof.map(({ roles, directoryRoles }: { roles: string[]; directoryRoles: string[] }) => [
        roles,
        directoryRoles,
      ]),
      [
        [['Exchange.ManageAsApp'], ['Exchange Administrator']],
        [['Calendars.Read'], ['Exchange Administrator']],
      ],
    );
    const certificates = await run('listCertificates');
    assert.ok(certificates.some(({ thumbprint }: { thumbprint: string }) => thumbprint === result.thumbprint));
  });

  it('changes nothing when it runs again', async () => {
    const plan = await run('planSetup', mailboxReport());
    assert.ok(plan.steps.every(({ change }: { change: string }) => change === 'none'));
    const first = await run('setUp', mailboxReport());
    const second = await run('setUp', mailboxReport());
    assert.deepEqual([second.appId, second.thumbprint], [first.appId, first.thumbprint]);
    assert.ok(second.steps.every(({ state }: { state: string }) => ['unchanged', 'done'].includes(state)));
    assert.ok(second.steps.some(({ state }: { state: string }) => state === 'unchanged'));
  });

  it('adds to an existing application with the certificate it carries', async () => {
    const [made] = await run('listApplications', { tenantId, search: 'Host mailbox report' });
    const plan = await run('planSetup', {
      tenantId,
      appId: made.appId,
      services: ['graph'],
      permissions: [{ resourceAppId: graph, permission: 'User.Read.All' }],
    });
    assert.deepEqual(
      plan.steps.filter(({ change }: { change: string }) => change !== 'none').map(({ id }: { id: string }) => id),
      ['requestPermissions', `grantPermission:${graph}:User.Read.All`],
    );
  });

  it('gives the script, and never overwrites a file with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'entra-script-'));
    try {
      const path = join(folder, 'set-up.ps1');
      const { script } = await run('exportSetupScript', { ...mailboxReport(), displayName: 'Müller’s report', path });
      assert.match(script, /Connect-MgGraph/);
      assert.equal(readFileSync(path, 'utf8'), `\ufeff${script}`);
      writeFileSync(path, 'mine');
      await assert.rejects(run('exportSetupScript', { ...mailboxReport(), path }), refusedAs('AlreadyExists'));
      assert.equal(readFileSync(path, 'utf8'), 'mine');
      await assert.rejects(run('exportSetupScript', { ...mailboxReport(), path: 'a.ps1' }), refusedAs('InvalidInput'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('takes back what it made, and nothing else', async () => {
    const [made] = await run('listApplications', { tenantId, search: 'Host mailbox report' });
    const count = (await run('listCertificates')).length;
    const { removed, kept } = await run('undoSetUp', { tenantId, appId: made.appId, confirmed: true });
    assert.ok(removed.some((line: string) => line.includes('Host mailbox report')));
    assert.deepEqual(kept, []);
    assert.deepEqual(await run('listApplications', { tenantId, search: 'Host mailbox report' }), []);
    assert.equal((await run('listCertificates')).length, count - 1);
    await assert.rejects(run('undoSetUp', { tenantId, appId: made.appId, confirmed: true }), refusedAs('NotFound'));
  });

  for (const [what, options, message] of [
    ['an unknown service', { services: ['exchange'] }, /exchange.*exchangeOnline/],
    ['a service that is no text', { services: [7] }, /services/],
    ['services that are no list', { services: 'exchangeOnline' }, /services/],
    ['nothing to set up', { services: [] }, /at least one/],
    [
      'both an application and a name',
      { services: ['graph'], appId: exchange, displayName: 'x' },
      /appId.*displayName/,
    ],
    ['both certificates', { services: ['graph'], thumbprint: 'A', certificate: {} }, /thumbprint.*certificate/],
    ['an application id that is none', { services: ['graph'], appId: 'mine' }, /mine/],
    ['a thumbprint that is none', { services: ['graph'], thumbprint: 'xyz' }, /xyz/],
    ['a permission without a resource', { permissions: [{ permission: 'User.Read.All' }] }, /resourceAppId/],
    ['a permission that is text', { permissions: ['User.Read.All'] }, /permissions/],
    ['an unknown permission', { permissions: [{ resourceAppId: graph, permission: 'User.Eat' }] }, /User\.Eat/],
    ['a role of nobody', { services: ['exchangeOnline'], role: 'Chef' }, /Chef/],
    ['Global Administrator', { services: ['exchangeOnline'], role: 'Global Administrator' }, /Global Administrator/],
    ['a role of another service', { services: ['exchangeOnline'], role: 'Teams Administrator' }, /Teams Administrator/],
    ['no months at all', { services: ['graph'], certificate: { subject: 'x', months: 0 } }, /month/],
    ['half a month', { services: ['graph'], certificate: { subject: 'x', months: 0.5 } }, /month/],
    ['months as text', { services: ['graph'], certificate: { subject: 'x', months: '12' } }, /months/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(run('planSetup', { tenantId, ...options }), refusedAs('InvalidInput', message));
      await assert.rejects(run('setUp', { tenantId, ...options }), refusedAs('InvalidInput', message));
    });
  }

  it('names what is not there', async () => {
    const services = ['graph'];
    await assert.rejects(
      run('planSetup', { tenantId, services, appId: graph.replace('3', '9') }),
      refusedAs('NotFound'),
    );
    await assert.rejects(
      run('planSetup', { tenantId, services, thumbprint: 'A'.repeat(40) }),
      refusedAs('NotFound', /vault/),
    );
    await assert.rejects(run('planSetup', { tenantId: 'nowhere.example', services }), refusedAs('NotSignedIn'));
  });
});
