import { l10n } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { copyValue } from '../../workbench/copied.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { resolveTarget } from './target.ts';

/** Copies the address where an administrator grants the application what it requests. */
export async function copyAdminConsentLink(rooms: Rooms, options: CommandOptions): Promise<{ url: string }> {
  const { tenant, application } = await resolveTarget(rooms, options, l10n.t('Copy Admin Consent Link'));
  const cloud = await (await rooms.sessions()).cloud(tenant.tenantId);
  const { adminConsentUrl } = await import('../../core/directory/links.ts');
  const url = adminConsentUrl(cloud, tenant.tenantId, application.appId);
  await copyValue(l10n.t('the admin consent link'), url);
  return { url };
}
