import type { HttpTransport } from '../../src/core/shared/ports.ts';

/** What can happen to a call: broken before or after it was carried out, cancelled once it was, a service that is down. */
export const interruptions = ['network', 'lostAnswer', 'cancel', 'unavailable'] as const;

type Interruption = (typeof interruptions)[number];

/** A connection to Microsoft Graph that breaks at a chosen call. */
export class Weather {
  #strike: { readonly kind: Interruption; readonly at: number; readonly cancel: () => void } | undefined;
  #seen = 0;

  /** How many calls came by since the last `strike`. */
  get calls(): number {
    return this.#seen;
  }

  /** Lets `kind` happen to the call with this number, counted from 0; a service that is down stays down. */
  strike(kind: Interruption, at: number, cancel: () => void): void {
    this.#strike = { kind, at, cancel };
    this.#seen = 0;
  }

  clear(): void {
    this.#strike = undefined;
  }

  readonly wrap =
    (inner: HttpTransport): HttpTransport =>
    async (input, init) => {
      const now = this.#strike;
      const url = new URL(input instanceof Request ? input.url : input);
      const turn = now && url.host === 'graph.microsoft.com' ? this.#seen++ : -1;
      if (!now || turn < now.at || (turn > now.at && now.kind !== 'unavailable')) {
        return inner(input, init);
      }
      if (now.kind === 'network') {
        throw broken('fetch failed');
      }
      if (now.kind === 'unavailable') {
        return new Response('{}', { status: 504, headers: { 'content-type': 'application/json' } });
      }
      const answer = await inner(input, { ...init, signal: null });
      if (now.kind === 'cancel') {
        now.cancel();
        init?.signal?.throwIfAborted();
        return answer;
      }
      throw broken('terminated');
    };
}

function broken(message: string): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' });
  return new TypeError(message, { cause });
}
