import type { ServiceDefinition } from '../services/types.ts';

/**
 * Modules that bring the connect command of a service, the one to install first. The others are complete editions and
 * previews, which somebody may have alone; MSOnline belongs to the same service, but connects differently.
 */
export function moduleNames({ module }: ServiceDefinition): readonly [string, ...string[]] {
  return [module.name, ...(module.alsoNamed ?? []).filter((name) => name !== 'MSOnline')];
}
