import type { KeyValueStore } from '../../core/shared/ports.ts';

/** An application somebody worked with, enough to offer it again. */
export interface RecentApplication {
  readonly appId: string;
  readonly displayName: string;
}

const remembered = 8;

const key = (tenantId: string) => `recentApplications/${tenantId}`;

/** The applications of a tenant that were worked with lately, last first. A damaged record counts as none. */
export async function recentApplications(
  store: KeyValueStore,
  tenantId: string,
): Promise<readonly RecentApplication[]> {
  const stored = await store.get(key(tenantId));
  return Array.isArray(stored) ? stored.filter(isRecentApplication) : [];
}

/** Puts an application first among the recent ones. */
export async function rememberApplication(
  store: KeyValueStore,
  tenantId: string,
  { appId, displayName }: RecentApplication,
): Promise<void> {
  const others = (await recentApplications(store, tenantId)).filter((each) => each.appId !== appId);
  await store.set(key(tenantId), [{ appId, displayName }, ...others].slice(0, remembered));
}

/** Offers an application no more: it is gone. */
export async function forgetApplication(store: KeyValueStore, tenantId: string, appId: string): Promise<void> {
  const all = await recentApplications(store, tenantId);
  const others = all.filter((each) => each.appId.toLowerCase() !== appId.toLowerCase());
  if (others.length < all.length) {
    await store.set(key(tenantId), others);
  }
}

function isRecentApplication(value: unknown): value is RecentApplication {
  return (
    typeof value === 'object' &&
    value !== null &&
    'appId' in value &&
    typeof value.appId === 'string' &&
    'displayName' in value &&
    typeof value.displayName === 'string'
  );
}
