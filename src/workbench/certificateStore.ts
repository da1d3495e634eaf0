import type { StorePresence } from '../core/deployment/storePresence.ts';
import type { KeyValueStore } from '../core/shared/ports.ts';
import { thisComputer } from './computer.ts';

/** Whether this computer's certificate store has a certificate, as far as that can be told without starting anything. */
export interface KnownPresence extends StorePresence {
  /** The store as people call it there. */
  readonly store: string;
  /** When it was looked at, where looking again takes PowerShell. ISO 8601. */
  readonly seen?: string;
}

interface Sighting {
  readonly present: boolean;
  readonly seen: string;
}

const key = (thumbprint: string) => `certificateStore/${thumbprint}`;

/** Looks into the store's files; where there are none, tells what the last command that looked found. */
export async function presenceInStore(store: KeyValueStore, thumbprint: string): Promise<KnownPresence> {
  const [{ storePresence }, { storeName }, computer] = await Promise.all([
    import('../core/deployment/storePresence.ts'),
    import('../core/deployment/storeName.ts'),
    thisComputer(),
  ]);
  const found = { ...(await storePresence(computer, thumbprint)), store: storeName(computer.platform) };
  if (found.state !== 'unknown') {
    return found;
  }
  const last = await store.get(key(thumbprint)).catch(() => undefined);
  return isSighting(last) ? { ...found, state: last.present ? 'present' : 'absent', seen: last.seen } : found;
}

/** Notes what a command found, for where nothing else tells. */
export async function rememberPresence(
  store: KeyValueStore,
  thumbprint: string,
  present: boolean,
  now: Date,
): Promise<void> {
  const { platform } = await thisComputer();
  if (platform === 'darwin') {
    await store.set(key(thumbprint), { present, seen: now.toISOString() } satisfies Sighting);
  }
}

function isSighting(value: unknown): value is Sighting {
  return (
    typeof value === 'object' &&
    value !== null &&
    'present' in value &&
    typeof value.present === 'boolean' &&
    'seen' in value &&
    typeof value.seen === 'string'
  );
}
