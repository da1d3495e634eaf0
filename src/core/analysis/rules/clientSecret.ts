import type { Rule } from '../rule.ts';
import { secretLiterals } from '../secretLiterals.ts';
import { convertFix } from './convertFix.ts';

/** A client secret in the script's text. */
export const clientSecret: Rule<'literal'> = {
  id: 'clientSecret',
  messages: ['literal'],
  *check({ script }) {
    for (const { kind, name, range } of secretLiterals(script)) {
      if (kind === 'clientSecret') {
        yield { message: 'literal', range, params: { name }, fixes: convertFix(script) };
      }
    }
  },
};
