import type { KeyCredential, PermissionRef } from '../../../core/directory/types.ts';
import type { Tenant } from '../../../core/identity/types.ts';
import type { SetupRequest } from '../../../core/provisioning/types.ts';
import type { ServiceId } from '../../../core/services/types.ts';
import type { ScriptHints } from './scriptHints.ts';

/** The application as far as it is decided: a new one by name, or one that exists. */
export type DraftApplication =
  | { readonly displayName: string; readonly appId?: undefined }
  | { readonly displayName: string; readonly appId: string; readonly keyCredentials: readonly KeyCredential[] };

/** The answers so far. What nobody answered yet is undefined and shows its default when its step comes. */
export interface Draft {
  tenant?: Tenant;
  services?: readonly ServiceId[];
  application?: DraftApplication;
  certificate?: SetupRequest['certificate'];
  permissions?: readonly PermissionRef[];
  /** Template id or name; `none` when the user wants none. */
  role?: string;
  /** What the caller decided: not asked for. */
  readonly fixed: ReadonlySet<keyof SetupRequest | 'tenant'>;
  /** What the script in the editor tells. */
  readonly hints: ScriptHints | undefined;
}

/** The services chosen; before anybody chose, those of the script in the editor, else Exchange Online. */
export function servicesOf({ services, hints }: Draft): readonly ServiceId[] {
  return services ?? (hints && hints.services.length > 0 ? hints.services : ['exchangeOnline']);
}

/** Graph, or a service whose scripts call Graph as well: where picking Graph permissions makes sense. */
const graphUsers: readonly ServiceId[] = ['graph', 'entra', 'teams', 'sharePoint'];

export function wantsPermissions(draft: Draft): boolean {
  return servicesOf(draft).some((id) => graphUsers.includes(id));
}
