/** Runs `work` for a key once nothing has asked for it for `milliseconds`; each request puts it off anew. */
export class Debounced<Key> {
  readonly #work: (key: Key) => void;
  readonly #milliseconds: number;
  readonly #timers = new Map<Key, NodeJS.Timeout>();

  constructor(milliseconds: number, work: (key: Key) => void) {
    this.#milliseconds = milliseconds;
    this.#work = work;
  }

  request(key: Key, milliseconds = this.#milliseconds): void {
    this.cancel(key);
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.#work(key);
      }, milliseconds),
    );
  }

  cancel(key: Key): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#timers.clear();
  }
}
