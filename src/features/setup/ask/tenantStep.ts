import { commands, l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { type CommandName, commandId } from '../../../contributions.ts';
import type { Tenant } from '../../../core/identity/types.ts';
import { Cancelled } from '../../../workbench/cancelled.ts';
import { pickStep, type Step } from '../../../workbench/prompts/steps.ts';
import type { Rooms } from '../../../workbench/rooms.ts';
import { tenantLabel } from '../../../workbench/targets/pickTenant.ts';
import type { Draft } from './draft.ts';
import { setUpTitle } from './title.ts';

type TenantItem = QuickPickItem & { readonly tenant?: Tenant; readonly way?: CommandName };

/** Which tenant; where nobody is signed in, the ways into one. */
export function tenantStep(rooms: Rooms, tenants: readonly Tenant[], draft: Draft): Step {
  return async (place) => {
    const chosen = await pickStep<TenantItem>(place, {
      title: setUpTitle(),
      placeholder: tenants.length > 0 ? l10n.t('Which tenant?') : l10n.t('A set-up needs a tenant. Where to?'),
      items: tenants.length > 0 ? tenants.map(tenantItem) : waysIn(),
      preselected: (item) => item.tenant?.tenantId === draft.tenant?.tenantId,
    });
    draft.tenant = chosen.tenant ?? (await enter(rooms, chosen.way ?? 'signIn'));
  };
}

function tenantItem(tenant: Tenant): TenantItem {
  return {
    label: tenantLabel(tenant),
    description: tenant.domain,
    detail: tenant.account,
    iconPath: new ThemeIcon(tenant.sample ? 'beaker' : 'organization'),
    tenant,
  };
}

function waysIn(): readonly TenantItem[] {
  return [
    {
      label: l10n.t('Sign In to a Tenant…'),
      detail: l10n.t('With your administrator account of Microsoft Entra'),
      iconPath: new ThemeIcon('account'),
      way: 'signIn',
    },
    {
      label: l10n.t('Open the Sample Tenant'),
      detail: l10n.t('Built in, to try everything: nothing leaves this computer'),
      iconPath: new ThemeIcon('beaker'),
      way: 'openSampleTenant',
    },
  ];
}

async function enter(rooms: Rooms, way: CommandName): Promise<Tenant> {
  const options = way === 'openSampleTenant' ? [{}] : [];
  const entered = await commands.executeCommand<{ tenantId?: string } | undefined>(commandId(way), ...options);
  if (entered?.tenantId === undefined) {
    throw new Cancelled();
  }
  return (await rooms.sessions()).get(entered.tenantId);
}
