import { l10n } from 'vscode';
import { identityError } from '../../core/identity/errors.ts';
import type { Tenant } from '../../core/identity/types.ts';
import type { CommandOptions } from '../commandOptions.ts';
import { askOne } from '../prompts/prompts.ts';
import type { Rooms } from '../rooms.ts';

/** The tenant a command is for: from its options, the only one there is, or the one the user picks. Throws NotSignedIn. */
export async function pickTenant(rooms: Rooms, options: CommandOptions): Promise<Tenant> {
  const sessions = await rooms.sessions();
  const tenantId = options.text('tenantId');
  if (tenantId !== undefined) {
    return sessions.get(tenantId);
  }
  const tenants = await sessions.list();
  const [first] = tenants;
  if (first === undefined) {
    throw identityError('notSignedIn', {});
  }
  if (tenants.length === 1) {
    return first;
  }
  return askOne(
    l10n.t('Choose a Tenant'),
    l10n.t('The tenant to work in'),
    tenants.map((tenant) => ({
      label: tenantLabel(tenant),
      description: tenant.domain,
      detail: tenant.account,
      value: tenant,
    })),
  );
}

/** How a tenant is called everywhere: the sample tenant is always labelled as one. */
export function tenantLabel(tenant: Pick<Tenant, 'displayName' | 'sample'>): string {
  return tenant.sample && !/\(sample\)/i.test(tenant.displayName)
    ? l10n.t('{0} (sample)', tenant.displayName)
    : tenant.displayName;
}
