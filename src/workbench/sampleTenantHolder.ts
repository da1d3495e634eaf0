import type { SampleTenant } from '../core/sandbox/sampleTenant.ts';
import type { Clock, KeyValueStore, Log } from '../core/shared/ports.ts';

const snapshotKey = 'sampleTenant/snapshot';
const quietMilliseconds = 300;

/** Keeps the one sample tenant of this window, and what the user made in it, across restarts of the editor. */
export class SampleTenantHolder {
  readonly #store: KeyValueStore;
  readonly #clock: Clock;
  readonly #log: Log;
  #open: Promise<SampleTenant> | undefined;
  #saving: NodeJS.Timeout | undefined;

  constructor(store: KeyValueStore, clock: Clock, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** The sample tenant as it was left; `fresh` forgets what was made in it. */
  get(fresh = false): Promise<SampleTenant> {
    if (fresh || this.#open === undefined) {
      const opening = this.#create(fresh).catch((error: unknown) => {
        if (this.#open === opening) {
          this.#open = undefined;
        }
        throw error;
      });
      this.#open = opening;
    }
    return this.#open;
  }

  /** Saves what is not saved yet. */
  async dispose(): Promise<void> {
    if (this.#saving) {
      clearTimeout(this.#saving);
      await this.#save();
    }
  }

  async #create(fresh: boolean): Promise<SampleTenant> {
    const { createSampleTenant } = await import('../core/sandbox/sampleTenant.ts');
    const snapshot = fresh ? undefined : await this.#store.get(snapshotKey);
    const sample = await createSampleTenant({
      clock: this.#clock,
      log: this.#log,
      ...(snapshot === undefined ? {} : { snapshot }),
    });
    if (fresh) {
      await this.#store.delete(snapshotKey);
      // What was set up in it is gone with it.
      for (const key of await this.#store.keys(`setup/${sample.tenantId}/`)) {
        await this.#store.delete(key);
      }
    }
    sample.onDidChange(() => {
      this.#saving ??= setTimeout(() => void this.#save(), quietMilliseconds);
    });
    return sample;
  }

  async #save(): Promise<void> {
    this.#saving = undefined;
    try {
      await this.#store.set(snapshotKey, (await this.get()).snapshot());
    } catch (error) {
      this.#log.warn('The sample tenant could not be saved.', { error });
    }
  }
}
