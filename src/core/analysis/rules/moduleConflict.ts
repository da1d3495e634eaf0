import { serviceById } from '../../services/index.ts';
import { moduleFamily } from '../../services/moduleFamilies.ts';
import type { Connection } from '../connections.ts';
import type { Rule } from '../rule.ts';

/** Modules that bring different versions of the same assemblies into one process; said once in a script. */
export const moduleConflict: Rule<'oneProcess'> = {
  id: 'moduleConflict',
  messages: ['oneProcess'],
  *check({ script }) {
    const seen = new Map<string, Connection>();
    for (const connection of script.connections) {
      const family = moduleFamily(connection.service);
      const { invocation } = connection;
      if (family === undefined || seen.has(family) || connection.method === 'session') {
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
        // What is to be done about two is to be done about all.
        return;
      }
    }
  },
};
