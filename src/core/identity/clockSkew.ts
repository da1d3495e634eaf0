import { throwIfAborted } from '../shared/clock.ts';
import type { Clock, HttpTransport } from '../shared/ports.ts';
import { timeLimit } from './timeLimit.ts';
import type { Cloud } from './types.ts';

/** Assertions live ten minutes and Entra tolerates five: beyond this a sign-in is at risk. */
export const tolerableSkew = 5 * 60_000;

/**
 * How far this computer's clock is ahead of the one that wrote `date`, in milliseconds (negative: behind). An HTTP date has
 * whole seconds, so less than a second means nothing. Undefined when `date` is absent or unreadable.
 */
export function skewFromDate(date: string | null | undefined, now: Date): number | undefined {
  const server = date ? Date.parse(date) : Number.NaN;
  return Number.isNaN(server) ? undefined : now.getTime() - server;
}

/**
 * Compares this computer's clock with the sign-in service's. Gives milliseconds ahead (negative: behind), or undefined
 * when the service could not be asked: not knowing is no failure.
 *
 * @throws AbortError when `signal` aborts
 */
export async function measureClockSkew(
  cloud: Cloud,
  { transport, clock, signal }: { transport: HttpTransport; clock: Clock; signal?: AbortSignal },
): Promise<number | undefined> {
  throwIfAborted(signal);
  const limit = timeLimit(15_000, signal);
  try {
    const url = `${cloud.authority}/common/v2.0/.well-known/openid-configuration`;
    const response = await transport(url, { signal: limit.signal });
    await response.body?.cancel();
    return skewFromDate(response.headers.get('date'), clock.now());
  } catch {
    throwIfAborted(signal);
    return undefined;
  } finally {
    limit.clear();
  }
}
