import { l10n } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickTenant, tenantLabel } from '../../workbench/targets/pickTenant.ts';

/** Signs out of a tenant and deletes its tokens; certificates and what was set up stay. */
export async function signOut(rooms: Rooms, options: CommandOptions): Promise<{ tenantId: string }> {
  const tenant = await pickTenant(rooms, options);
  if (!options.programmatic) {
    await confirm(
      l10n.t('Sign out of {0}?', tenantLabel(tenant)),
      l10n.t(
        'The tokens of {0} are deleted from this computer. Certificates and everything in the tenant stay.',
        tenant.account,
      ),
      l10n.t('Sign Out'),
    );
  }
  await (await rooms.sessions()).signOut(tenant.tenantId);
  return { tenantId: tenant.tenantId };
}
