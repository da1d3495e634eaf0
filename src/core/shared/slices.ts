import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from './clock.ts';

/** Work in steps: each `yield` is a place where it may rest. */
export type Steps<Result> = Generator<void, Result, void>;

/** Milliseconds of work between two rests: well below what is felt while typing. */
const slice = 8;

/** Does the work without a rest. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
  }
}

/**
 * Does the work in slices of a few milliseconds, with room for everything else in between.
 *
 * @throws AbortError between two slices
 */
export async function inSlices<Result>(steps: Steps<Result>, signal?: AbortSignal): Promise<Result> {
  throwIfAborted(signal);
  let started = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
    if (performance.now() - started >= slice) {
      await setImmediate();
      throwIfAborted(signal);
      started = performance.now();
    }
  }
}
