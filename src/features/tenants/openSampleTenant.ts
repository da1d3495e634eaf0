import { commands, l10n } from 'vscode';
import { viewIds } from '../../contributions.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';

/** Opens the built-in tenant as it was left, or afresh, and signs its administrator in. */
export async function openSampleTenant(
  rooms: Rooms,
  options: CommandOptions,
): Promise<{ tenantId: string; domain: string }> {
  const fresh = options.boolean('fresh') === true;
  const tenant = await withProgress(l10n.t('Opening the sample tenant'), async (_report, signal) => {
    const sample = await rooms.sampleTenant.get(fresh);
    return (await rooms.sessions()).openSample(sample, signal);
  });
  if (!options.programmatic) {
    await commands.executeCommand(`${viewIds.tenants}.focus`);
  }
  return { tenantId: tenant.tenantId, domain: tenant.domain };
}
