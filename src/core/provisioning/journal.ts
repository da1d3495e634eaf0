import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { throwIfAborted } from '../shared/clock.ts';
import type { Clock, KeyValueStore, Log } from '../shared/ports.ts';
import { provisioningError } from './errors.ts';
import { type JournalEntry, type Lease, parseEntry } from './journalEntry.ts';
import { JournalSession } from './journalSession.ts';

/** How long a holder that says nothing counts as working. Longer than a request takes. */
export const leaseDuration = 60_000;

/** How often the journal is looked at while another window holds it. */
const leasePoll = 1_000;

/** How long a window that took the entry looks whether another took it at the same moment. */
const takeover = 100;

/**
 * What set-ups have done, so that each can be resumed and undone: one value per tenant and request in a durable store
 * that other windows share.
 */
export class SetupJournal {
  readonly #store: KeyValueStore;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(ports: { readonly store: KeyValueStore; readonly clock: Clock; readonly log: Log }) {
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#log = ports.log;
  }

  /** The entry of a set-up. A damaged one counts as absent: what is in the directory is found again by its marks. */
  async read(tenantId: string, key: string): Promise<JournalEntry | undefined> {
    const value = await this.#store.get(storeKey(tenantId, key));
    const entry = parseEntry(value);
    if (value !== undefined && entry === undefined) {
      this.#log.warn('A set-up journal is damaged and counts as absent.', { tenantId, key });
    }
    return entry;
  }

  /** Every set-up known, of one tenant or of all, latest first. */
  async list(tenantId?: string): Promise<readonly JournalEntry[]> {
    const keys = await this.#store.keys(tenantId === undefined ? 'setup/' : `setup/${tenantId}/`);
    const entries: JournalEntry[] = [];
    for (const key of keys) {
      const entry = parseEntry(await this.#store.get(key));
      if (entry) {
        entries.push(entry);
      }
    }
    return entries.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  }

  /**
   * Takes the entry for this window, creating it from `initial` where there is none. While another window holds it,
   * waits until that one is done or has been silent for a minute; a window whose process is gone holds nothing.
   * @throws provisioning/runningElsewhere when the other window keeps working
   */
  async open(
    initial: Pick<JournalEntry, 'key' | 'tenantId' | 'domain' | 'request' | 'applicationName'>,
    options: { readonly signal?: AbortSignal; readonly onWait?: (elapsed: number, limit: number) => void } = {},
  ): Promise<JournalSession> {
    const holder = randomUUID();
    await this.#awaitTurn(initial.tenantId, initial.key, options);
    const now = this.#clock.now().toISOString();
    const known = await this.read(initial.tenantId, initial.key);
    const entry: JournalEntry = {
      ...(known ?? { ...initial, version: 1, state: 'running', startedAt: now, revision: 0, created: [], pending: [] }),
      updatedAt: now,
      lease: this.#lease(holder),
    };
    const session = new JournalSession(entry, {
      holder,
      read: () => this.read(initial.tenantId, initial.key),
      write: (value) => this.#store.set(storeKey(value.tenantId, value.key), value),
      remove: () => this.#store.delete(storeKey(initial.tenantId, initial.key)),
      lease: () => this.#lease(holder),
      now: () => this.#clock.now().toISOString(),
    });
    await this.#store.set(storeKey(entry.tenantId, entry.key), entry);
    try {
      // The store has no compare-and-set: of two windows that saw no holder at once, the one that wrote last stays.
      await this.#clock.sleep(takeover, options.signal);
      await session.confirm();
    } catch (error) {
      await session.release(entry.state);
      throw error;
    }
    return session;
  }

  async #awaitTurn(
    tenantId: string,
    key: string,
    { signal, onWait }: { readonly signal?: AbortSignal; readonly onWait?: (elapsed: number, limit: number) => void },
  ): Promise<void> {
    const start = this.#clock.now().getTime();
    const limit = leaseDuration + 5 * leasePoll;
    for (;;) {
      throwIfAborted(signal);
      const lease = (await this.read(tenantId, key))?.lease;
      if (lease === undefined || !this.#isLive(lease)) {
        return;
      }
      const elapsed = this.#clock.now().getTime() - start;
      if (elapsed >= limit) {
        throw provisioningError('runningElsewhere');
      }
      onWait?.(elapsed, limit);
      await this.#clock.sleep(leasePoll, signal);
    }
  }

  #lease(holder: string): Lease {
    const until = new Date(this.#clock.now().getTime() + leaseDuration).toISOString();
    return { holder, host: hostname(), pid: process.pid, until };
  }

  #isLive(lease: Lease): boolean {
    const until = Date.parse(lease.until);
    const now = this.#clock.now().getTime();
    // A date far ahead is a clock that was wrong then, not a holder.
    if (Number.isNaN(until) || until <= now || until > now + 2 * leaseDuration) {
      return false;
    }
    return lease.host !== hostname() || isRunning(lease.pid);
  }
}

function storeKey(tenantId: string, key: string): string {
  return `setup/${tenantId}/${key}`;
}

/** Whether a process of this computer exists; one of another user does, and may not be signalled. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
