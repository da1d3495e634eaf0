import { storePlace } from '../hosting/storePlace.ts';
import type { HostComputer } from '../hosting/types.ts';

/** The certificate store of this account as people call it on that system. */
export function storeName(platform: HostComputer['platform']): string {
  return platform === 'win32' ? storePlace() : 'CurrentUser\\My';
}
