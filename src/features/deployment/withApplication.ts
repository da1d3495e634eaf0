import { l10n } from 'vscode';
import { thumbprintOfKey } from '../../core/directory/keyCredential.ts';
import { listApplications } from '../../core/directory/listApplications.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';

/**
 * The options with the application a certificate of the vault belongs to, where they name the certificate alone: the only one
 * of the first page that has it, or the one the user picks. Options that name an application stay as they are.
 */
export async function withApplication(rooms: Rooms, options: CommandOptions): Promise<CommandOptions> {
  const thumbprint = options.text('thumbprint');
  if (thumbprint === undefined || options.text('appId') !== undefined) {
    return options;
  }
  const { tenantId } = await pickTenant(rooms, options);
  const directory = await rooms.directory(tenantId);
  const { applications } = await listApplications(directory, { filter: 'withCertificates' });
  const having = applications.filter(({ keyCredentials }) =>
    keyCredentials.some((key) => thumbprintOfKey(key) === thumbprint),
  );
  const [first, ...others] = having;
  if (first === undefined) {
    return options;
  }
  const chosen =
    others.length === 0
      ? first
      : await askOne(
          l10n.t('Move to Another Computer'),
          l10n.t('Several applications have this certificate. Which one will sign in?'),
          having.map((value) => ({ label: value.displayName, description: value.appId, value })),
        );
  return options.with({ tenantId, appId: chosen.appId });
}
