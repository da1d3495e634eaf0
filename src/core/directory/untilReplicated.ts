import { throwIfAborted } from '../shared/clock.ts';
import { isDomainError } from '../shared/errors.ts';
import type { Clock } from '../shared/ports.ts';

export interface ReplicationWait {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait at most (milliseconds). */
  readonly limit: number;
  /** Told before each wait, with what has passed and the limit (milliseconds). */
  readonly onReplication?: (elapsed: number, limit: number) => void;
}

/**
 * Repeats `work` with growing pauses while this replica of the directory does not know yet what it is about.
 *
 * @throws what `work` throws, `NotFound` only after `limit`; AbortError
 */
export async function untilReplicated<T>(work: () => Promise<T>, wait: ReplicationWait): Promise<T> {
  const { clock, signal, limit, onReplication } = wait;
  const start = clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 15_000)) {
    throwIfAborted(signal);
    try {
      return await work();
    } catch (error) {
      const elapsed = clock.now().getTime() - start;
      if (!isDomainError(error, 'NotFound') || elapsed >= limit) {
        throw error;
      }
      onReplication?.(elapsed, limit);
      await clock.sleep(Math.min(pause, limit - elapsed), signal);
    }
  }
}
