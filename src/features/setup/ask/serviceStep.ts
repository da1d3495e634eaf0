import { l10n, type QuickPickItem } from 'vscode';
import type { ServiceDefinition, ServiceId } from '../../../core/services/types.ts';
import { pickManyStep, type Step } from '../../../workbench/prompts/steps.ts';
import { type Draft, servicesOf } from './draft.ts';
import { setUpTitle } from './title.ts';

/** Which services; ticked are the ones the script in the editor names, else Exchange Online. */
export function serviceStep(services: readonly ServiceDefinition[], draft: Draft): Step {
  return async (place) => {
    const fromScript = draft.hints?.services ?? [];
    const ticked = servicesOf(draft);
    const items: (QuickPickItem & { readonly id: ServiceId })[] = services.map((service) => ({
      id: service.id,
      label: service.name,
      description: service.connectCommand,
      ...(service.retired ? { detail: l10n.t('Retired: offered for scripts that still use it.') } : {}),
    }));
    const chosen = await pickManyStep(place, {
      title: setUpTitle(),
      placeholder:
        fromScript.length > 0
          ? l10n.t('Which services? The ones of {0} are ticked.', draft.hints?.name ?? '')
          : l10n.t('Which services will the script use?'),
      items,
      preselected: (item) => ticked.includes(item.id),
      required: l10n.t('Tick at least one service.'),
    });
    draft.services = chosen.map(({ id }) => id);
  };
}
