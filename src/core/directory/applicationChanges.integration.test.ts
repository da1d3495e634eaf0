import assert from 'node:assert/strict';
import type { SignInPrompts } from '../identity/administratorSignIn.ts';
import { clouds } from '../identity/clouds.ts';
import { TenantSessions } from '../identity/sessions.ts';
import { createSampleTenant, type SampleTenant } from '../sandbox/sampleTenant.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../shared/memory.ts';
import { readApplicationDetails } from './applicationDetails.ts';
import { findPermission, grantOnePermission, removePermission, requestPermission } from './applicationPermissions.ts';
import {
  assignApplicationRole,
  findHeldRole,
  isTooPowerful,
  listApplicationRoles,
  removeHeldRole,
} from './applicationRoles.ts';
import { createApplication, getApplication } from './applications.ts';
import { createDirectory } from './client.ts';
import { registerApplication } from './registerApplication.ts';
import { findServicePrincipal } from './servicePrincipals.ts';
import type { Application, Directory } from './types.ts';
import type { ReplicationWait } from './untilReplicated.ts';
import { writeRequiredAccess } from './writeRequiredAccess.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const protection = '00000007-0000-0ff1-ce00-000000000000';

describe('changing applications of the sample tenant', () => {
  const log = new MemoryLog();
  let clock: ManualClock;
  let sample: SampleTenant;
  let directory: Directory;
  let wait: ReplicationWait;
  let waited: number[];

  before(async () => {
    clock = new ManualClock(new Date());
    sample = await createSampleTenant({ clock, log });
    directory = await directoryOf(sample.administrator);
  });

  beforeEach(() => {
    sample.faults.replicationDelay.graph = 0;
    waited = [];
    wait = { clock, limit: 60_000, onReplication: (elapsed) => waited.push(elapsed) };
  });

  /** Microsoft Graph for somebody of the tenant. */
  async function directoryOf(account: string): Promise<Directory> {
    const prompts: SignInPrompts = {
      openBrowser: async () => assert.fail('no browser here'),
      showDeviceCode: async ({ userCode }) => assert.ok(sample.approve(userCode, account)),
    };
    const sessions = new TenantSessions({
      secrets: new MemorySecretStore(),
      store: new MemoryKeyValueStore(),
      transport: sample.transport,
      clock,
      log,
      prompts,
    });
    await sessions.signIn({ cloud: 'Global', tenant: sample.domain, method: 'deviceCode' });
    const tokens = sessions.tokens(sample.tenantId);
    return createDirectory({ cloud: clouds.Global, tokens, transport: sample.transport, clock, log });
  }

  async function named(name: string): Promise<Application> {
    const found = Object.values(sample.state.collections.applications ?? {}).find((one) => one.displayName === name);
    return getApplication(directory, String(found?.appId));
  }

  const details = (application: Application) => readApplicationDetails(directory, application.appId, new Map());

  const refused = (code: string, reason?: string) => (error: unknown) =>
    isDomainError(error) && error.code === code && (reason === undefined || error.reason === `directory/${reason}`);

  it('registers an application with its service principal, and waits for replication visibly', async () => {
    sample.faults.replicationDelay.graph = 5_000;
    const { application, servicePrincipal } = await registerApplication(directory, '  Fresh one ', {
      ...wait,
      sameName: 'refuse',
    });
    assert.equal(application.displayName, 'Fresh one');
    assert.equal(application.signInAudience, 'AzureADMyOrg');
    assert.equal(servicePrincipal.appId, application.appId);
    assert.ok(waited.length > 0);
  });

  it('refuses names that are empty, too long or taken, and creates a namesake only when told to', async () => {
    const register = (name: string, sameName: 'refuse' | 'allow' = 'refuse') =>
      registerApplication(directory, name, { ...wait, sameName });
    await assert.rejects(register('   '), refused('InvalidInput', 'nameEmpty'));
    await assert.rejects(register('x'.repeat(121)), refused('InvalidInput', 'nameTooLong'));
    await assert.rejects(register('Mailbox report'), refused('AlreadyExists', 'nameTaken'));
    await assert.rejects(register("Finance – O'Neill's month-end"), refused('AlreadyExists'));
    const second = await register('Mailbox report', 'allow');
    assert.notEqual(second.application.appId, (await named('Calendar report')).appId);
  });

  it('resumes after the service principal failed, without a second application', async () => {
    sample.faults.queue.push({ match: /^POST .*\/servicePrincipals$/, answer: 403 });
    const register = () => registerApplication(directory, 'Half done', { ...wait, sameName: 'refuse' });
    await assert.rejects(register(), refused('Incomplete', 'principalNotCreated'));
    const before = await named('Half done');
    const { application, servicePrincipal } = await register();
    assert.equal(application.appId, before.appId);
    assert.ok(servicePrincipal.id);
    await assert.rejects(register(), refused('AlreadyExists'));
  });

  it('can be cancelled while it waits', async () => {
    sample.faults.replicationDelay.graph = 600_000;
    const stop = new AbortController();
    const cancelled = registerApplication(directory, 'Cancelled', {
      ...wait,
      limit: 3_600_000,
      signal: stop.signal,
      onReplication: () => stop.abort(),
      sameName: 'refuse',
    });
    await assert.rejects(cancelled, isAbort);
  });

  it('requests a permission beside everything else the application requests', async () => {
    const application = await named('Azure cost report');
    const before = application.requiredResourceAccess;
    const permission = { resourceAppId: exchange, permission: 'exchange.manageasapp' };
    assert.deepEqual(await requestPermission(directory, application, permission, wait), {
      configured: true,
      granted: false,
    });
    const after = (await getApplication(directory, application.appId)).requiredResourceAccess;
    assert.deepEqual(after.slice(0, before.length), before);
    assert.equal(after.length, before.length + 1);
  });

  it('keeps a permission that somebody else requests at the same moment', async () => {
    const application = await named('Calendar report');
    const theirs = 'b633e1c5-b582-4048-a93e-9f11b44c7e96';
    let meddled = false;
    const meddling: Directory = {
      ...directory,
      get calls() {
        return directory.calls;
      },
      batch: async (requests, signal) => {
        if (!meddled) {
          meddled = true;
          await writeRequiredAccess(
            directory,
            application.id,
            (present) => [
              ...present,
              { resourceAppId: exchange, resourceAccess: [{ id: theirs, type: 'Role' as const }] },
            ],
            wait,
          );
        }
        return directory.batch(requests, signal);
      },
    };
    await requestPermission(meddling, application, { resourceAppId: graph, permission: 'Mail.Send' }, wait);
    const { permissions } = await details(application);
    assert.deepEqual(
      permissions.map(({ permission }) => permission).sort(),
      ['Calendars.Read', 'Mail.Send', 'User.Read.All', theirs].sort(),
    );
  });

  it('writes nothing when the permission is requested already', async () => {
    const application = await named('Calendar report');
    const before = sample.requests.filter(({ method }) => method === 'PATCH').length;
    await requestPermission(directory, application, { resourceAppId: graph, permission: 'Calendars.Read' }, wait);
    assert.equal(sample.requests.filter(({ method }) => method === 'PATCH').length, before);
  });

  it('grants a permission of an API the tenant lacks to an application without a service principal', async () => {
    const application = await named('Prototype');
    const permission = { resourceAppId: protection, permission: 'Exchange.ManageAsApp' };
    const first = await grantOnePermission(directory, application, permission, wait);
    assert.deepEqual(first, { permission: 'Exchange.ManageAsApp', grantedNow: true });
    assert.equal((await grantOnePermission(directory, application, permission, wait)).grantedNow, false);
    assert.ok(await findServicePrincipal(directory, application.appId));
  });

  it('says which API or permission there is none of', async () => {
    const application = await named('Calendar report');
    const request = (resourceAppId: string, permission: string) =>
      requestPermission(directory, application, { resourceAppId, permission }, wait);
    await assert.rejects(request('Microsoft Graph', 'Mail.Read'), refused('NotFound', 'resourceNotFound'));
    await assert.rejects(request('11111111-2222-3333-4444-555555555555', 'X'), refused('NotFound', 'resourceNotFound'));
    await assert.rejects(request(graph, 'Mail.Reed'), refused('NotFound', 'permissionNotFound'));
  });

  it('removes request and grant, and nothing else', async () => {
    const application = await named('Nightly licences');
    const before = await details(application);
    const state = findPermission(
      before.permissions,
      { resourceAppId: graph.toUpperCase(), permission: 'user.read.all' },
      application,
    );
    await removePermission(directory, application, state, wait);
    const after = await details(application);
    assert.deepEqual(
      after.permissions,
      before.permissions.filter((one) => one !== state),
    );
    assert.throws(
      () => findPermission(after.permissions, { resourceAppId: graph, permission: 'User.Read.All' }, application),
      refused('NotFound', 'permissionNotThere'),
    );
  });

  it('assigns a role by name or template id, and takes it away', async () => {
    const application = await named('Calendar report');
    const role = await assignApplicationRole(directory, application, 'exchange administrator', wait);
    assert.equal(role.displayName, 'Exchange Administrator');
    await assignApplicationRole(directory, application, role.templateId.toUpperCase(), wait);
    const held = await listApplicationRoles(directory, application);
    assert.deepEqual(
      held.map(({ name }) => name),
      ['Exchange Administrator'],
    );
    await removeHeldRole(directory, findHeldRole(held, role.templateId, application));
    assert.deepEqual(await listApplicationRoles(directory, application), []);
    assert.throws(
      () => findHeldRole([], 'Exchange Administrator', application),
      refused('NotFound', 'roleNotAssigned'),
    );
  });

  it('never gives an application Global Administrator, and creates nothing on the way', async () => {
    const application = await createApplication(directory, { displayName: 'Modest' });
    for (const name of ['Global Administrator', ' global administrator', '62E90394-69F5-4237-9190-012177145E10']) {
      assert.ok(isTooPowerful(name));
      await assert.rejects(
        assignApplicationRole(directory, application, name, wait),
        refused('NotSupported', 'roleTooPowerful'),
      );
    }
    assert.equal(await findServicePrincipal(directory, application.appId), undefined);
    await assert.rejects(assignApplicationRole(directory, application, 'Emperor', wait), refused('NotFound'));
  });

  it('is refused, not broken, for somebody without the rights', async () => {
    const application = await named('Calendar report');
    const reader = await directoryOf(sample.helpdesk);
    await assert.rejects(
      requestPermission(reader, application, { resourceAppId: graph, permission: 'Mail.ReadBasic.All' }, wait),
      refused('Forbidden', 'forbidden'),
    );
  });
});
