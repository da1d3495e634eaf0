import { l10n, window } from 'vscode';
import { conflictingServices } from '../../core/services/moduleFamilies.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { Cancelled } from '../../workbench/cancelled.ts';

/**
 * Warns before several services share one PowerShell whose modules conflict. Gives the services of each terminal to open:
 * all in one, or one each.
 *
 * @throws Cancelled
 */
export async function warnOfConflict(
  services: readonly ServiceDefinition[],
): Promise<readonly (readonly ServiceDefinition[])[]> {
  const conflicting = conflictingServices(services);
  if (conflicting.length === 0) {
    return [services];
  }
  const apart = l10n.t('One Terminal Each');
  const together = l10n.t('Connect Together');
  const chosen = await window.showWarningMessage(
    l10n.t('Modules of these services conflict in one process.'),
    {
      modal: true,
      detail: l10n.t(
        'The modules {0} bring different versions of the same libraries. Whichever is loaded first decides, and another may then fail to connect or stop working later.\n\nA terminal for each service avoids this.',
        conflicting.map(({ module }) => module.name).join(', '),
      ),
    },
    apart,
    together,
  );
  if (chosen === undefined) {
    throw new Cancelled();
  }
  return chosen === together ? [services] : services.map((service) => [service]);
}
