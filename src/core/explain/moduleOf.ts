import { services } from '../services/index.ts';
import type { ErrorFacts } from './types.ts';

/** The module concerned, if it is one of ours: a text must not be able to suggest installing any other. */
export function moduleOf({ module, service }: ErrorFacts): string | undefined {
  const names = services.flatMap((each) => [each.module.name, ...(each.module.alsoNamed ?? [])]);
  const named = names.find((name) => name.toLowerCase() === module?.toLowerCase());
  return named ?? services.find(({ id }) => id === service)?.module.name;
}
