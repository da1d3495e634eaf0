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

/** Resolves when the slice that was asked for last may start. */
let turns: Promise<unknown> = Promise.resolve();

/** One slice each time the event loop goes round: the slices of works that are done at the same time do not add up. */
function nextTurn(): Promise<unknown> {
  turns = turns.then(() => setImmediate());
  return turns;
}

/**
 * Does the work in slices of a few milliseconds, with room for everything else in between, also for other work in slices.
 *
 * @throws AbortError before a slice
 */
export async function inSlices<Result>(steps: Steps<Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    await nextTurn();
    throwIfAborted(signal);
    for (const started = performance.now(); performance.now() - started < slice; ) {
      const { done, value } = steps.next();
      if (done) {
        return value;
      }
    }
  }
}
