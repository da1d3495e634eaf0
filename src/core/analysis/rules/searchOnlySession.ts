import type { Connection } from '../connections.ts';
import type { Rule } from '../rule.ts';
import type { Fix } from '../types.ts';

/** Content search cmdlets answer only in a session that was opened for them. */
export const searchOnlySession: Rule<'switchMissing'> = {
  id: 'searchOnlySession',
  messages: ['switchMissing'],
  *check({ script }) {
    const connections = script.connections.filter(({ service }) => service === 'securityCompliance');
    const without = connections.filter(isWithout);
    const [first] = without;
    if (first === undefined || without.length < connections.length) {
      return;
    }
    for (const { facts, invocation, service } of script.commands) {
      if (facts?.searchOnlySession && service === 'securityCompliance') {
        yield {
          message: 'switchMissing',
          range: invocation.nameRange,
          params: { cmdlet: facts.name },
          fixes: add(first),
        };
      }
    }
  },
};

function isWithout({ arguments: bound, method }: Connection): boolean {
  return method !== 'session' && bound.complete && bound.get('enablesearchonlysession') === undefined;
}

function add({ invocation }: Connection): readonly Fix[] {
  const { end } = invocation.range;
  return [
    {
      kind: 'edit',
      id: 'addSearchOnlySession',
      params: {},
      edits: [{ range: { start: end, end }, text: ' -EnableSearchOnlySession' }],
      preferred: true,
    },
  ];
}
