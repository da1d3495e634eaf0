/** A signal that aborts with `signal` or after some time, and what it takes to tell which it was. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Whether the time ran out. */
  readonly expired: () => boolean;
  /** Stops the timer. */
  readonly clear: () => void;
}

/**
 * Limits how long one HTTP exchange may take. It measures real time, not the `Clock` port's: a connection that hangs
 * does so by the wall.
 *
 * @param milliseconds until it aborts
 */
export function timeLimit(milliseconds: number, signal?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, milliseconds);
  timer.unref();
  const follow = () => controller.abort();
  signal?.addEventListener('abort', follow, { once: true });
  if (signal?.aborted) {
    controller.abort();
  }
  return {
    signal: controller.signal,
    expired: () => expired,
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}
