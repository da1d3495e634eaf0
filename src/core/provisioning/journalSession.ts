import { provisioningError } from './errors.ts';
import type { Created, JournalEntry, Lease } from './journalEntry.ts';

interface Access {
  readonly holder: string;
  readonly read: () => Promise<JournalEntry | undefined>;
  readonly write: (entry: JournalEntry) => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly lease: () => Lease;
  /** ISO 8601. */
  readonly now: () => string;
}

/** Ids that become known as the set-up goes on. */
export type KnownIds = Partial<Pick<JournalEntry, 'appId' | 'objectId' | 'servicePrincipalId' | 'thumbprint'>>;

/**
 * The journal of one set-up while this window works on it. Each call has written before it resolves; each refuses with
 * `provisioning/runningElsewhere` once another window has taken over.
 */
export class JournalSession {
  #entry: JournalEntry;
  readonly #access: Access;
  readonly #left: ReadonlySet<string>;

  constructor(entry: JournalEntry, access: Access) {
    this.#entry = entry;
    this.#access = access;
    this.#left = new Set(entry.pending.map((pending) => pending.stepId));
  }

  get entry(): JournalEntry {
    return this.#entry;
  }

  /** Whether an earlier run sent this step and never learned what became of it. */
  wasLeft(stepId: string): boolean {
    return this.#left.has(stepId);
  }

  /** Notes that changes are about to be sent. */
  async begin(...steps: readonly { readonly stepId: string; readonly items?: readonly string[] }[]): Promise<void> {
    const since = this.#access.now();
    const ids = new Set(steps.map((step) => step.stepId));
    const others = this.#entry.pending.filter((pending) => !ids.has(pending.stepId));
    await this.#save({ pending: [...others, ...steps.map((step) => ({ ...step, since }))] });
  }

  /** Notes how steps ended: what they created, and ids that became known. They are no longer pending. */
  async settle(stepIds: readonly string[], created: readonly Created[] = [], ids: KnownIds = {}): Promise<void> {
    const all = new Map([...created, ...this.#entry.created].map((one) => [identity(one), one]));
    const order = new Set([...this.#entry.created, ...created].map(identity));
    await this.#save({
      ...ids,
      created: [...order].flatMap((id) => all.get(id) ?? []),
      pending: this.#entry.pending.filter((pending) => !stepIds.includes(pending.stepId)),
    });
  }

  /** Forgets what is no longer there. */
  async forget(gone: (created: Created) => boolean): Promise<void> {
    await this.#save({ created: this.#entry.created.filter((one) => !gone(one)) });
  }

  /** Says that this window is still at it. */
  async renew(): Promise<void> {
    await this.#save({});
  }

  async mark(state: JournalEntry['state']): Promise<void> {
    await this.#save({ state });
  }

  /**
   * Lets go, so that another window need not wait. Quiet when another has taken over. A run that did nothing leaves no
   * entry.
   */
  async release(state: JournalEntry['state']): Promise<void> {
    const { lease: _, ...rest } = this.#entry;
    if ((await this.#access.read())?.lease?.holder === this.#access.holder) {
      this.#entry = { ...rest, state, updatedAt: this.#access.now(), revision: rest.revision + 1 };
      const idle = state === 'incomplete' && rest.created.length === 0 && rest.pending.length === 0;
      await (idle ? this.#access.remove() : this.#access.write(this.#entry));
    }
  }

  /** Deletes the entry: nothing of the set-up is left. */
  async remove(): Promise<void> {
    await this.confirm();
    await this.#access.remove();
  }

  /** @throws provisioning/runningElsewhere */
  async confirm(): Promise<void> {
    const stored = await this.#access.read();
    if (stored?.lease?.holder !== this.#access.holder) {
      throw provisioningError('runningElsewhere');
    }
  }

  async #save(change: Partial<JournalEntry>): Promise<void> {
    await this.confirm();
    this.#entry = {
      ...this.#entry,
      ...change,
      lease: this.#access.lease(),
      updatedAt: this.#access.now(),
      revision: this.#entry.revision + 1,
    };
    await this.#access.write(this.#entry);
  }
}

/** What makes two records the same thing. */
function identity(created: Created): string {
  switch (created.kind) {
    case 'certificate':
      return `certificate:${created.thumbprint}`;
    case 'keyCredential':
      return `keyCredential:${created.applicationId}:${created.keyId}`;
    case 'requestedPermission':
      return `requestedPermission:${created.applicationId}:${created.resourceAppId}:${created.permissionId}`;
    default:
      return `${created.kind}:${created.id}`;
  }
}
