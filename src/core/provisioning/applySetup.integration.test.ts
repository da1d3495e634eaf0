import assert from 'node:assert/strict';
import { type SetupBench, setupBench } from '../../../test/support/setupBench.ts';
import { censusOf, contentsOf, writesSince } from '../../../test/support/setupCensus.ts';
import { interruptions, Weather } from '../../../test/support/weather.ts';
import { directoryRoles } from '../services/directoryRoles.ts';
import { resourceAppIds } from '../services/resources.ts';
import { isDomainError } from '../shared/errors.ts';
import { applySetup } from './applySetup.ts';
import { SetupStopped } from './errors.ts';
import { planSetup } from './planSetup.ts';
import type { SetupRequest } from './types.ts';
import { undoSetup } from './undoSetup.ts';

const request: SetupRequest = {
  services: ['exchangeOnline'],
  application: { displayName: 'Night shift' },
  certificate: { subject: 'CN=Night shift', months: 12 },
  permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'Calendars.Read' }],
  role: directoryRoles.exchangeAdministrator.templateId,
};

const complete = { applications: 1, keys: 1, requested: 2, principals: 1, grants: 2, roles: 1 };

const setUp = async (bench: SetupBench, wanted = request) =>
  applySetup(await planSetup(wanted, bench.env), bench.env, bench.options);

describe('setting up a new application', () => {
  it('takes at most six calls, as many as the plan said, and proves itself by signing in', async () => {
    const bench = await setupBench();
    const plan = await planSetup(request, bench.env);
    const result = await applySetup(plan, bench.env, bench.options);
    assert.ok(bench.env.directory.calls <= 6, `${bench.env.directory.calls} calls`);
    assert.equal(bench.env.directory.calls, plan.requests);
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
    assert.deepEqual(
      result.proof.map(({ resource, roles }) => [resource, roles]),
      [
        ['https://outlook.office365.com', ['Exchange.ManageAsApp']],
        ['https://graph.microsoft.com', ['Calendars.Read']],
      ],
    );
    assert.ok(
      result.proof.every((one) => one.directoryRoles.includes(directoryRoles.exchangeAdministrator.templateId)),
    );
    assert.ok(result.steps.every((step) => step.state === 'done'));
    const application = Object.values(bench.tenant.state.collections.applications ?? {}).find(
      (one) => one.appId === result.appId,
    );
    assert.equal(application?.signInAudience, 'AzureADMyOrg');
  });

  it('changes nothing when run again, neither from a new plan nor from the old one', async () => {
    const bench = await setupBench();
    const plan = await planSetup(request, bench.env);
    const first = await applySetup(plan, bench.env, bench.options);
    const before = contentsOf(bench.tenant);
    const start = bench.tenant.requests.length;
    const again = await planSetup(request, bench.env);
    assert.ok(again.steps.every((step) => step.change === 'none'));
    const second = await applySetup(again, bench.env, bench.options);
    const third = await applySetup(plan, bench.window().env, bench.options);
    assert.deepEqual(writesSince(bench.tenant, start), []);
    assert.deepEqual(contentsOf(bench.tenant), before);
    assert.equal(bench.generated, 1);
    for (const result of [second, third]) {
      assert.deepEqual(
        [result.appId, result.objectId, result.servicePrincipalId, result.thumbprint],
        [first.appId, first.objectId, first.servicePrincipalId, first.thumbprint],
      );
      assert.ok(result.steps.every((step) => ['unchanged', 'done'].includes(step.state)));
    }
  });

  it('finds its work again when the journal is damaged', async () => {
    const bench = await setupBench();
    const first = await setUp(bench);
    for (const key of await bench.store.keys('setup/')) {
      bench.store.values.set(key, '{"version":1,"created":"?"}');
    }
    const start = bench.tenant.requests.length;
    const second = await setUp(bench);
    assert.deepEqual(writesSince(bench.tenant, start), []);
    assert.deepEqual([second.appId, second.thumbprint], [first.appId, first.thumbprint]);
    assert.equal(bench.generated, 1);
  });

  it('goes on with its own application when more is wanted of it, and leaves somebody else’s of the same name alone', async () => {
    const bench = await setupBench();
    const name = { displayName: 'Mailbox report' };
    const others = censusOf(bench.tenant, name.displayName);
    assert.ok(others.applications > 0);
    const plan = await planSetup({ ...request, application: name }, bench.env);
    assert.ok(plan.notes.some((note) => note.kind === 'sameName'));
    const first = await applySetup(plan, bench.env, bench.options);
    const more = await setUp(bench, {
      ...request,
      application: name,
      permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'User.Read.All' }],
    });
    assert.equal(more.appId, first.appId);
    assert.equal(more.thumbprint, first.thumbprint);
    assert.equal(censusOf(bench.tenant, name.displayName).applications, others.applications + 1);
  });

  it('keeps key, password and token out of journal and log', async () => {
    const bench = await setupBench();
    await setUp(bench);
    const key = [...bench.secrets.values.values()].find((value) => value.includes('PRIVATE KEY'));
    assert.ok(key);
    const written = [...bench.store.values.values(), ...bench.log.lines].join('\n');
    assert.ok(!written.includes('PRIVATE KEY') && !written.includes(key.slice(100, 140)));
    assert.doesNotMatch(written, /eyJ[\w-]+\.[\w-]+\./);
  });

  it('creates the service principal of an API that the tenant lacks first', async () => {
    const bench = await setupBench();
    const result = await setUp(bench, {
      ...request,
      services: ['exchangeOnline', 'securityCompliance'],
      permissions: [],
      role: directoryRoles.globalReader.templateId,
    });
    assert.deepEqual(
      result.proof.map(({ resource, roles }) => [resource, roles]),
      [
        ['https://outlook.office365.com', ['Exchange.ManageAsApp']],
        ['https://ps.compliance.protection.outlook.com', ['Exchange.ManageAsApp']],
      ],
    );
  });

  it('does every service at once', async () => {
    const bench = await setupBench();
    const result = await setUp(bench, {
      ...request,
      services: ['exchangeOnline', 'securityCompliance', 'teams', 'graph', 'entra', 'sharePoint', 'azure', 'azureAD'],
      permissions: [{ resourceAppId: resourceAppIds.sharePoint, permission: 'Sites.Selected' }],
      role: 'Global Reader',
    });
    assert.equal(result.proof.length, 6);
  });
});

describe('a set-up that is interrupted', () => {
  let bench: SetupBench;
  let start: unknown;
  const weather = new Weather();

  before(async () => {
    bench = await setupBench({ wrap: weather.wrap });
    start = contentsOf(bench.tenant);
  });

  // Read, application, service principal, grants and role, read-back.
  for (const at of [0, 1, 2, 3, 4]) {
    for (const kind of interruptions) {
      it(`resumes after ${kind} at call ${at + 1}, and can be undone`, async () => {
        const abort = new AbortController();
        const { signal } = abort;
        weather.strike(kind, at, () => abort.abort());
        let failure: unknown;
        try {
          const plan = await planSetup(request, bench.env, { signal });
          await applySetup(plan, bench.env, { ...bench.options, signal });
        } catch (error) {
          failure = error;
        }
        weather.clear();
        if (failure !== undefined && kind !== 'cancel' && at > 0) {
          assert.ok(isDomainError(failure, 'Incomplete'), String(failure));
        }
        const result = await setUp(bench.window());
        assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
        assert.equal((await bench.vault.list()).certificates.length, 1);
        assert.equal(result.proof.length, 2);
        await undoSetup(result.key, bench.env);
        assert.deepEqual(contentsOf(bench.tenant), start);
        assert.equal((await bench.vault.list()).certificates.length, 0);
        assert.deepEqual(await bench.store.keys('setup/'), []);
      });
    }
  }

  it('can be undone right away, also what it created without learning of it', async () => {
    for (const match of [/POST .*\/applications$/, /POST .*\/servicePrincipals$/, /POST .*\/\$batch$/]) {
      const plan = await planSetup(request, bench.env);
      bench.tenant.faults.queue.push({ match, answer: 'lostAnswer' });
      await assert.rejects(applySetup(plan, bench.env, bench.options), (error) => isDomainError(error, 'Incomplete'));
      await undoSetup(plan.key, bench.env);
      assert.deepEqual(contentsOf(bench.tenant), start);
    }
  });

  it('is taken over from a window that was closed in the middle of a request', async () => {
    let hang: (() => void) | undefined;
    const hung = new Promise<void>((resolve) => {
      hang = resolve;
    });
    let closed = false;
    const bench = await setupBench({
      wrap: (inner) => async (input, init) => {
        const answer = await inner(input, init);
        const url = input instanceof Request ? input.url : String(input);
        if (!closed && url.endsWith('/servicePrincipals')) {
          closed = true;
          hang?.();
          await new Promise(() => undefined);
        }
        return answer;
      },
    });
    void setUp(bench);
    await hung;
    const other = bench.window();
    await setUp(other);
    assert.ok(other.progress.some((one) => one.waiting?.forReason === 'otherWindow'));
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
  });

  it('does not double when two windows apply the same plan at once', async () => {
    const bench = await setupBench();
    const other = bench.window();
    const plans = [await planSetup(request, bench.env), await planSetup(request, other.env)] as const;
    const outcomes = await Promise.allSettled([
      applySetup(plans[0], bench.env, bench.options),
      applySetup(plans[1], other.env, other.options),
    ]);
    assert.ok(outcomes.some((outcome) => outcome.status === 'fulfilled'));
    await setUp(bench);
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
  });
});

describe('a tenant that takes its time', () => {
  it('is waited for visibly, and the plan still comes true', async () => {
    const bench = await setupBench();
    Object.assign(bench.tenant.faults.replicationDelay, { graph: 20_000, token: 90_000 });
    const result = await setUp(bench);
    assert.equal(result.proof.length, 2);
    const reasons = new Set(bench.progress.flatMap((one) => one.waiting?.forReason ?? []));
    assert.ok(reasons.has('replication') && (reasons.has('signIn') || reasons.has('token')), [...reasons].join());
    assert.ok(bench.progress.every((one) => !one.waiting || one.waiting.elapsed < one.waiting.limit));
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
  });

  it('is not waited for longer than the limit; the same call goes on later', async () => {
    const bench = await setupBench();
    bench.tenant.faults.replicationDelay.token = 200_000;
    const plan = await planSetup(request, bench.env);
    const start = bench.clock.now().getTime();
    await assert.rejects(
      applySetup(plan, bench.env, { ...bench.options, proofLimit: 60_000 }),
      (error) => isDomainError(error, 'Incomplete') && /signInNotYet|notInToken/.test(error.reason),
    );
    assert.ok(bench.clock.now().getTime() - start <= 70_000);
    await setUp(bench);
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
  });

  it('can be left while waiting', async () => {
    const bench = await setupBench();
    bench.tenant.faults.replicationDelay.token = 200_000;
    const abort = new AbortController();
    const options = {
      ...bench.options,
      signal: abort.signal,
      onProgress: (one: { state: string }) => one.state === 'waiting' && abort.abort(),
    };
    const plan = await planSetup(request, bench.env);
    await assert.rejects(applySetup(plan, bench.env, options), { name: 'AbortError' });
    await setUp(bench);
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
  });
});

describe('an administrator without the rights', () => {
  it('is told the role it takes before anything is made', async () => {
    const bench = await setupBench({ helpdesk: true });
    const plan = await planSetup(request, bench.env);
    assert.ok(
      plan.notes.some((note) => note.kind === 'stepBeyondRights' && note.role === 'Privileged Role Administrator'),
    );
    await assert.rejects(
      applySetup(plan, bench.env, bench.options),
      (error) =>
        error instanceof SetupStopped &&
        error.code === 'Forbidden' &&
        error.params.role === 'Cloud Application Administrator' &&
        error.params.kind === 'application',
    );
    assert.equal(censusOf(bench.tenant, 'Night shift').applications, 0);
  });

  it('gets done what the rights allow, the way on for the rest, and an administrator resumes it', async () => {
    const bench = await setupBench();
    const { administrator, helpdesk, state } = bench.tenant;
    const user = Object.values(state.collections.users ?? {}).find((one) => one.userPrincipalName === helpdesk);
    await bench.env.directory.request({
      method: 'POST',
      path: '/roleManagement/directory/roleAssignments',
      scopes: ['RoleManagement.ReadWrite.Directory'],
      body: {
        roleDefinitionId: directoryRoles.cloudApplicationAdministrator.templateId,
        principalId: user?.id,
        directoryScopeId: '/',
      },
    });
    const limited = bench.window(helpdesk);
    const plan = await planSetup(request, limited.env);
    let stopped: SetupStopped | undefined;
    await assert.rejects(applySetup(plan, limited.env, limited.options), (error) => {
      assert.ok(error instanceof SetupStopped);
      stopped = error;
      return error.code === 'Incomplete';
    });
    assert.ok(stopped);
    assert.equal(stopped.params.role, 'Privileged Role Administrator');
    assert.equal(stopped.params.subject, 'Calendars.Read');
    assert.equal(stopped.params.more, 1);
    assert.match(stopped.partial.adminConsentUrl ?? '', /\/adminconsent\?client_id=/);
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), { ...complete, grants: 1, roles: 0 });
    assert.deepEqual(
      stopped.partial.proof.map((one) => one.resource),
      ['https://outlook.office365.com'],
    );
    const result = await setUp(bench.window(administrator));
    assert.equal(result.appId, stopped.partial.appId);
    assert.deepEqual(censusOf(bench.tenant, 'Night shift'), complete);
  });
});
