import { contextKeys as keys } from '../../contributions.ts';
import type { Parts } from '../../workbench/parts.ts';

/** Keeps the menus right: whether there is a set-up to undo in a tenant that is signed in. Loads no room. */
export async function updateSetUpKeys({ rooms, contextKeys }: Pick<Parts, 'rooms' | 'contextKeys'>): Promise<void> {
  const tenants = (await rooms.store.keys('tenant/')).map((key) => key.split('/')[1]);
  const setUps = (await rooms.store.keys('setup/')).map((key) => key.split('/')[1]);
  await contextKeys.set(
    keys.canUndoSetUp,
    setUps.some((tenantId) => tenants.includes(tenantId)),
  );
}
