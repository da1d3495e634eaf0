import assert from 'node:assert/strict';
import { isAbort } from './errors.ts';
import { atOnce, inSlices, type Steps } from './slices.ts';

function* count(to: number, milliseconds = 0): Steps<number> {
  let steps = 0;
  while (steps < to) {
    for (const start = performance.now(); performance.now() - start < milliseconds; );
    steps++;
    yield;
  }
  return steps;
}

describe('Work in slices', () => {
  it('gives the same result at once and in slices', async () => {
    assert.equal(atOnce(count(1000)), 1000);
    assert.equal(await inSlices(count(1000)), 1000);
  });

  it('leaves room for everything else in between', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await inSlices(count(60, 1));
    clearInterval(timer);
    assert.ok(turns >= 4, `${turns} turns in 60 ms of work`);
  });

  it('stops between two slices when it is cancelled', async () => {
    const cancel = new AbortController();
    let steps = 0;
    const endless = (function* (): Steps<never> {
      for (;;) {
        steps++;
        yield;
      }
    })();
    setTimeout(() => cancel.abort(), 5);
    await assert.rejects(inSlices(endless, cancel.signal), isAbort);
    const then = steps;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(steps, then);
  });

  it('does nothing when it is cancelled beforehand', async () => {
    let steps = 0;
    const work = (function* (): Steps<void> {
      steps++;
      yield;
    })();
    await assert.rejects(inSlices(work, AbortSignal.abort()), isAbort);
    assert.equal(steps, 0);
  });

  it('passes an error on', async () => {
    // biome-ignore lint/correctness/useYield: it fails in its first step
    const broken = (function* (): Steps<void> {
      throw new TypeError('broken');
    })();
    await assert.rejects(inSlices(broken), TypeError);
  });
});
