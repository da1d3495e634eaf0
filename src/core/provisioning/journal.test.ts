import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryKeyValueStore, MemoryLog } from '../shared/memory.ts';
import { SetupJournal } from './journal.ts';
import type { JournalEntry, Lease } from './journalEntry.ts';

const initial: Pick<JournalEntry, 'key' | 'tenantId' | 'domain' | 'request' | 'applicationName'> = {
  key: 'k',
  tenantId: 't',
  domain: 'contoso.onmicrosoft.com',
  applicationName: 'Night shift',
  request: {
    services: [],
    application: { displayName: 'Night shift' },
    certificate: { thumbprint: 'A' },
    permissions: [],
  },
};

function open() {
  const store = new MemoryKeyValueStore();
  const clock = new ManualClock();
  const log = new MemoryLog();
  return { store, clock, log, journal: new SetupJournal({ store, clock, log }) };
}

const later = (clock: ManualClock, seconds: number) => new Date(clock.now().getTime() + seconds * 1000).toISOString();

describe('the journal of a set-up', () => {
  it('has written each change before it says so', async () => {
    const { journal } = open();
    const session = await journal.open(initial);
    await session.begin({ stepId: 'application' });
    assert.deepEqual(
      (await journal.read('t', 'k'))?.pending.map((one) => one.stepId),
      ['application'],
    );
    const application = { kind: 'application', id: 'o', appId: 'a', displayName: 'Night shift' } as const;
    await session.settle(['application'], [application, application], { appId: 'a' });
    await session.release('incomplete');
    const entry = await journal.read('t', 'k');
    assert.deepEqual([entry?.created, entry?.pending, entry?.appId, entry?.lease], [[application], [], 'a', undefined]);
  });

  it('leaves no entry of a run that did nothing', async () => {
    const { journal, store } = open();
    await (await journal.open(initial)).release('incomplete');
    assert.deepEqual(await store.keys(''), []);
  });

  const gone: readonly [string, (clock: ManualClock) => Partial<Lease>][] = [
    ['whose process is gone', () => ({ pid: 2 ** 30 })],
    ['that has been silent', (clock) => ({ until: later(clock, -1) })],
    ['with a clock that ran years ahead', (clock) => ({ until: later(clock, 1e8) })],
    ['with a date that is none', () => ({ until: 'tomorrow' })],
  ];
  for (const [what, change] of gone) {
    it(`does not wait for a window ${what}`, async () => {
      const { journal, store, clock } = open();
      const session = await journal.open(initial);
      const lease = { holder: 'other', host: hostname(), pid: process.pid, until: later(clock, 30), ...change(clock) };
      await store.set('setup/t/k', { ...session.entry, lease });
      const start = clock.now().getTime();
      await journal.open(initial);
      assert.ok(clock.now().getTime() - start < 1_000);
    });
  }

  it('gives up on a window that keeps working, and can be cancelled before', async () => {
    const { journal, clock, store } = open();
    const session = await journal.open(initial);
    const keepAlive = () => {
      const lease = { holder: 'other', host: 'another-computer', pid: 1, until: later(clock, 60) };
      void store.set('setup/t/k', { ...session.entry, lease });
    };
    keepAlive();
    await assert.rejects(journal.open(initial, { onWait: keepAlive }), (error) => isDomainError(error, 'Conflict'));
    const abort = new AbortController();
    const waiting = journal.open(initial, { signal: abort.signal, onWait: () => abort.abort() });
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('stops a window that another one has taken over from', async () => {
    const { journal, clock } = open();
    const slow = await journal.open(initial);
    clock.advance(120_000);
    const fast = await journal.open(initial);
    await assert.rejects(slow.begin({ stepId: 'application' }), (error) => isDomainError(error, 'Conflict'));
    await slow.release('done');
    await fast.begin({ stepId: 'application' });
    assert.equal((await journal.read('t', 'k'))?.state, 'running');
  });

  it('counts damage as absence, says so, and lists what is left', async () => {
    const { journal, store, log } = open();
    const session = await journal.open(initial);
    for (const damaged of ['text', [], { version: 2 }, { ...session.entry, created: [{ kind: 'tenant' }] }]) {
      await store.set('setup/t/k', damaged);
      assert.equal(await journal.read('t', 'k'), undefined);
    }
    assert.ok(log.lines.some((line) => line.includes('damaged')));
    await store.set('setup/t/other', { ...session.entry, key: 'other' });
    assert.deepEqual(
      (await journal.list('t')).map((entry) => entry.key),
      ['other'],
    );
  });
});
