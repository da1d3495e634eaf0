import type { Reader, SandboxContext } from './model.ts';

const readers: readonly Reader[] = ['graph', 'token', 'exchange'];

/** Notes that the thing with `id` (object, assignment or credential) was created just now: lagging readers see it later. */
export function markCreated(context: SandboxContext, id: string): void {
  const { clock, faults, state } = context;
  const now = clock.now().getTime();
  for (const reader of readers) {
    const delay = faults.replicationDelay[reader];
    if (delay > 0) {
      state.visibleFrom[`${reader}/${id}`] = now + delay;
    }
  }
}

/** Whether `reader` already sees the thing with `id`. */
export function isVisible(context: SandboxContext, reader: Reader, id: string): boolean {
  const from = context.state.visibleFrom[`${reader}/${id}`];
  return from === undefined || from <= context.clock.now().getTime();
}

/** Forgets what has long become visible, so that the saved state does not grow. */
export function pruneVisibility(context: SandboxContext): void {
  const now = context.clock.now().getTime();
  for (const [key, from] of Object.entries(context.state.visibleFrom)) {
    if (from <= now) {
      delete context.state.visibleFrom[key];
    }
  }
}
