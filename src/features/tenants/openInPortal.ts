import { env, l10n, Uri } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';

/** Opens the tenant, or one of its applications, in the Microsoft Entra admin center of its cloud. */
export async function openInPortal(rooms: Rooms, options: CommandOptions): Promise<{ url: string }> {
  const tenant = await pickTenant(rooms, options);
  const cloud = await (await rooms.sessions()).cloud(tenant.tenantId);
  const { portalUrl } = await import('../../core/directory/links.ts');
  const appId = options.text('appId');
  const url =
    appId === undefined ? `${cloud.adminCenter}/${tenant.tenantId}` : portalUrl(cloud, tenant.tenantId, appId);
  if (tenant.sample && !options.programmatic) {
    await confirm(
      l10n.t('Open the Entra admin center all the same?'),
      l10n.t('The sample tenant exists on this computer only, so the admin center will not find it.'),
      l10n.t('Open'),
    );
  }
  await env.openExternal(Uri.parse(url, true));
  return { url };
}
