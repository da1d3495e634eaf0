import { l10n } from 'vscode';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { askOne, askSeveral, type Choice } from '../../workbench/prompts/prompts.ts';

/** The services a terminal is for: one, unless several are asked for. Never empty, each once, in the order they are offered. */
export async function chooseServices(options: CommandOptions, title: string): Promise<readonly ServiceDefinition[]> {
  const { services, serviceById } = await import('../../core/services/index.ts');
  const one = options.text('service');
  const several = options.list('services', (item) => serviceById(String(item)));
  if (one !== undefined && several !== undefined) {
    throw optionError('notTogether', { first: 'service', second: 'services' });
  }
  if (several !== undefined) {
    if (several.length === 0) {
      throw optionError('missing', { name: 'services' });
    }
    return services.filter((service) => several.includes(service));
  }
  if (one !== undefined) {
    return [serviceById(one)];
  }
  const together: Choice<ServiceDefinition | undefined> = {
    label: l10n.t('Several services in one terminal…'),
    description: l10n.t('for scripts that use them together'),
    value: undefined,
  };
  const chosen = await askOne(title, l10n.t('Which service?'), [...services.map(serviceChoice), together]);
  return chosen === undefined
    ? askSeveral(title, l10n.t('Which services, all in one process?'), services.map(serviceChoice))
    : [chosen];
}

function serviceChoice(service: ServiceDefinition): Choice<ServiceDefinition> {
  return {
    label: service.name,
    description: service.connectCommand,
    ...(service.retired ? { detail: l10n.t('The module is retired.') } : {}),
    value: service,
  };
}
