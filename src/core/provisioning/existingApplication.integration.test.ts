import assert from 'node:assert/strict';
import { type SetupBench, setupBench } from '../../../test/support/setupBench.ts';
import { contentsOf, writesSince } from '../../../test/support/setupCensus.ts';
import { interruptions, Weather } from '../../../test/support/weather.ts';
import { addKeyCredential } from '../directory/keyCredentials.ts';
import { directoryRoles } from '../services/directoryRoles.ts';
import { resourceAppIds } from '../services/resources.ts';
import { isDomainError } from '../shared/errors.ts';
import { applySetup } from './applySetup.ts';
import { planSetup } from './planSetup.ts';
import type { SetupRequest } from './types.ts';
import { undoPreview } from './undoPreview.ts';
import { undoSetup } from './undoSetup.ts';

const setUp = async (bench: SetupBench, wanted: SetupRequest) =>
  applySetup(await planSetup(wanted, bench.env), bench.env, bench.options);

function named(bench: SetupBench, displayName: string) {
  const found = Object.values(bench.tenant.state.collections.applications ?? {}).find(
    (one) => one.displayName === displayName,
  );
  assert.ok(found);
  return found as typeof found & {
    appId: string;
    keyCredentials: { keyId: string }[];
    requiredResourceAccess: unknown;
  };
}

function requestFor(appId: string): SetupRequest {
  return {
    services: ['exchangeOnline', 'teams'],
    application: { appId },
    certificate: { subject: 'CN=Added later', months: 12 },
    permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'Group.Read.All' }],
    role: directoryRoles.exchangeRecipientAdministrator.name,
  };
}

describe('setting up an existing application', () => {
  for (const name of ['Room booking sync', 'Intranet search', 'Old connector']) {
    it(`keeps every certificate and permission of ${name}, and undoing restores it exactly`, async () => {
      const bench = await setupBench();
      const before = contentsOf(bench.tenant);
      const application = named(bench, name);
      const keys = application.keyCredentials.map((key) => key.keyId);
      const plan = await planSetup(requestFor(application.appId), bench.env);
      const result = await applySetup(plan, bench.env, bench.options);
      assert.ok(bench.env.directory.calls <= plan.requests, `${bench.env.directory.calls} of ${plan.requests}`);
      const after = named(bench, name);
      assert.deepEqual(
        after.keyCredentials
          .map((key) => key.keyId)
          .slice(0, keys.length)
          .sort(),
        keys.sort(),
      );
      assert.equal(after.keyCredentials.length, keys.length + 1);
      const start = bench.tenant.requests.length;
      await setUp(bench, requestFor(application.appId));
      assert.deepEqual(writesSince(bench.tenant, start), []);

      const preview = await undoPreview(result.key, bench.env);
      assert.ok(preview.items.every(({ created }) => created.kind !== 'application'));
      await undoSetup(result.key, bench.env);
      assert.deepEqual(contentsOf(bench.tenant), before);
    });
  }

  it('does not take back what others added meanwhile', async () => {
    const bench = await setupBench();
    const application = named(bench, 'Room booking sync');
    const result = await setUp(bench, requestFor(application.appId));
    const other = await bench.env.certificates.generate({ subject: 'CN=Colleague', months: 6 });
    const { keyId } = await addKeyCredential(
      bench.env.directory,
      result.objectId,
      await bench.env.certificates.der(other.thumbprint),
      { displayName: 'Colleague', clock: bench.clock },
    );
    await undoSetup(result.key, bench.env);
    assert.ok(named(bench, 'Room booking sync').keyCredentials.some((key) => key.keyId === keyId));
    assert.ok(await bench.env.certificates.describe(other.thumbprint));
  });

  it('says what others would lose with an application that would be deleted', async () => {
    const bench = await setupBench();
    const result = await setUp(bench, { ...requestFor(''), application: { displayName: 'Brand new' } });
    const other = await bench.env.certificates.generate({ subject: 'CN=Colleague', months: 6 });
    await addKeyCredential(bench.env.directory, result.objectId, await bench.env.certificates.der(other.thumbprint), {
      displayName: 'Colleague',
      clock: bench.clock,
    });
    const preview = await undoPreview(result.key, bench.env);
    assert.deepEqual(preview.others, { certificates: 1, grants: 0, roles: 0 });
    assert.equal(preview.items[0]?.created.kind, 'roleAssignment');
  });

  it('goes on undoing where it was stopped, and passes over what is gone', async () => {
    const bench = await setupBench();
    const before = contentsOf(bench.tenant);
    const application = named(bench, 'Room booking sync');
    const result = await setUp(bench, requestFor(application.appId));
    for (const match of [/DELETE .*appRoleAssignedTo/, /PATCH .*applications/, /POST .*batch/]) {
      bench.tenant.faults.queue.push({ match, answer: 500 }, { match, answer: 500 }, { match, answer: 500 });
      bench.tenant.faults.queue.push({ match, answer: 500 }, { match, answer: 500 }, { match, answer: 500 });
      await assert.rejects(undoSetup(result.key, bench.env), (error) => isDomainError(error, 'Incomplete'));
      bench.tenant.faults.queue.length = 0;
    }
    await undoSetup(result.key, bench.env);
    assert.deepEqual(contentsOf(bench.tenant), before);
    await assert.rejects(undoSetup(result.key, bench.env), (error) => isDomainError(error, 'NotFound'));
  });

  it('keeps a certificate that something else uses, and one that was there before', async () => {
    const bench = await setupBench();
    const result = await setUp(bench, { ...requestFor(''), application: { displayName: 'Brand new' } });
    const env = {
      ...bench.env,
      certificates: { ...bench.env.certificates, usedElsewhere: async () => true },
    };
    const undone = await undoSetup(result.key, env);
    assert.deepEqual(undone.kept, [{ kind: 'certificate', thumbprint: result.thumbprint }]);
    const again = await setUp(bench, {
      ...requestFor(''),
      application: { displayName: 'Brand new' },
      certificate: { thumbprint: result.thumbprint },
    });
    assert.equal(again.thumbprint, result.thumbprint);
    await undoSetup(again.key, bench.env);
    assert.ok(await bench.env.certificates.describe(result.thumbprint));
  });

  describe('interrupted', () => {
    const weather = new Weather();
    let bench: SetupBench;
    let start: unknown;

    before(async () => {
      bench = await setupBench({ wrap: weather.wrap });
      start = contentsOf(bench.tenant);
    });

    // Two readings, certificate, requested permissions, grants and role, read-back.
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7]) {
      for (const kind of interruptions.filter((one) => one !== 'unavailable')) {
        it(`resumes after ${kind} at call ${at + 1}, and can be undone`, async () => {
          const request = requestFor(named(bench, 'Room booking sync').appId);
          const keys = named(bench, 'Room booking sync').keyCredentials.length;
          const abort = new AbortController();
          const { signal } = abort;
          weather.strike(kind, at, () => abort.abort());
          try {
            const plan = await planSetup(request, bench.env, { signal });
            await applySetup(plan, bench.env, { ...bench.options, signal });
          } catch (error) {
            assert.ok(at < 2 || kind === 'cancel' || isDomainError(error, 'Incomplete'), String(error));
          }
          assert.ok(weather.calls > at, `only ${weather.calls} calls`);
          weather.clear();
          const result = await setUp(bench.window(), request);
          assert.equal(named(bench, 'Room booking sync').keyCredentials.length, keys + 1);
          await undoSetup(result.key, bench.env);
          assert.deepEqual(contentsOf(bench.tenant), start);
          assert.equal((await bench.vault.list()).certificates.length, 0);
        });
      }
    }
  });
});
