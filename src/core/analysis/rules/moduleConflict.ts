import { serviceById } from '../../services/index.ts';
import type { ServiceId } from '../../services/types.ts';
import type { Connection } from '../connections.ts';
import type { Rule } from '../rule.ts';

/** Services whose modules share one set of assemblies. */
const families: Readonly<Record<ServiceId, string>> = {
  exchangeOnline: 'exchange',
  securityCompliance: 'exchange',
  graph: 'graph',
  entra: 'graph',
  teams: 'teams',
  sharePoint: 'sharePoint',
  azure: 'azure',
  azureAD: 'azureAD',
};

/** Modules that bring different versions of the same assemblies into one process. */
export const moduleConflict: Rule<'oneProcess'> = {
  id: 'moduleConflict',
  messages: ['oneProcess'],
  *check({ script }) {
    const seen = new Map<string, Connection>();
    for (const connection of script.connections) {
      const family = families[connection.service];
      const { invocation } = connection;
      if (seen.has(family) || family === 'azureAD' || connection.method === 'session') {
        continue;
      }
      // A script that chooses between services opens one of them.
      if (invocation.depth > 0 || !script.blocks.isUnconditional(invocation.range.start)) {
        continue;
      }
      const [first] = seen.values();
      seen.set(family, connection);
      if (first !== undefined) {
        yield {
          message: 'oneProcess',
          range: invocation.nameRange,
          params: { first: serviceById(first.service).name, second: serviceById(connection.service).name },
        };
      }
    }
  },
};
