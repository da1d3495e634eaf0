import { throwIfAborted } from '../shared/clock.ts';

const longestSlice = 8;

/**
 * Lets other work run: call `pause` often inside a long computation; it gives way when 8 ms have passed since it last
 * did, and throws an `AbortError` when `signal` has aborted meanwhile.
 */
export class Yielding {
  readonly #signal: AbortSignal | undefined;
  #sliceStart = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#sliceStart < longestSlice) {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
    throwIfAborted(this.#signal);
    this.#sliceStart = performance.now();
  }
}
