import assert from 'node:assert/strict';
import { createSampleTenant, type SampleTenant } from '../../src/core/sandbox/sampleTenant.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../../src/core/shared/memory.ts';
import { ApplicationLists } from '../../src/features/tenants/applicationLists.ts';
import { TenantRows } from '../../src/features/tenants/tenantRows.ts';
import { ConnectedTerminals } from '../../src/workbench/connectedTerminals.ts';
import { Rooms } from '../../src/workbench/rooms.ts';
import type { Row } from '../../src/workbench/tree/row.ts';

const applications = 10_000;

describe('The explorer with 10,000 applications', () => {
  let sample: SampleTenant;
  let lists: ApplicationLists;
  let rows: TenantRows;

  before(async function () {
    this.timeout(60_000);
    const log = new MemoryLog();
    sample = await createSampleTenant({ clock: systemClock, log, applications });
    const refuse = async () => assert.fail('nobody is asked');
    const rooms = new Rooms({
      secrets: new MemorySecretStore(),
      store: new MemoryKeyValueStore(),
      clock: systemClock,
      log,
      transport: async () => assert.fail('nothing leaves the computer'),
      signInPrompts: { openBrowser: refuse, showDeviceCode: refuse },
    });
    await (await rooms.sessions()).openSample(sample);
    const memento = { keys: () => [], get: () => undefined, update: async () => {} };
    lists = new ApplicationLists(rooms);
    rows = new TenantRows(rooms, lists, new ConnectedTerminals(memento));
  });

  const children = async (): Promise<readonly Row[]> => (await (await rows.roots())[0]?.children?.()) ?? [];

  /** Milliseconds and requests that `work` takes. */
  async function cost(work: () => Promise<unknown>): Promise<{ time: number; calls: number }> {
    const calls = sample.calls;
    const start = performance.now();
    await work();
    return { time: performance.now() - start, calls: sample.calls - calls };
  }

  it('shows the first page with one request for it', async () => {
    const first = await cost(children);
    assert.ok(first.time < 1500, `${first.time} ms`);
    assert.ok(first.calls <= 2, `${first.calls} calls`);
    const shown = await children();
    assert.equal(shown.length, 101);
    assert.deepEqual(shown.at(-1)?.flags, ['loadMore']);
    assert.equal((await cost(children)).calls, 0);
  });

  it('loads one page more with one request, and draws a thousand rows in no time', async () => {
    for (let page = 2; page <= 10; page++) {
      assert.equal((await cost(() => lists.more(sample.tenantId))).calls, 1);
    }
    const drawn = await cost(children);
    assert.equal((await children()).length, 1001);
    assert.equal(drawn.calls, 0);
    assert.ok(drawn.time < 100, `${drawn.time} ms`);
  });

  it('reads one application again after a change of it, and keeps the pages', async () => {
    const [, second] = (await lists.list(sample.tenantId)).applications;
    lists.forget(sample.tenantId, second?.appId);
    const again = await cost(children);
    assert.equal(again.calls, 1);
    assert.equal((await children()).length, 1001);
  });

  it('keeps the pages on a refresh, and begins anew with a search', async function () {
    this.timeout(20_000);
    lists.forgetAll();
    assert.equal((await cost(children)).calls, 10);
    assert.equal((await children()).length, 1001);
    lists.search = 'mailbox report';
    const found = await cost(children);
    assert.ok(found.calls === 1 && found.time < 1500, JSON.stringify(found));
    lists.search = '';
    assert.equal((await children()).length, 101);
  });
});
