import type { Rule } from '../rule.ts';
import { secretLiterals } from '../secretLiterals.ts';
import { convertFix } from './convertFix.ts';

/** A password in the script's text. */
export const passwordLiteral: Rule<
  'secureString' | 'parameter' | 'table' | 'variable' | 'credential' | 'certificateFile'
> = {
  id: 'passwordLiteral',
  messages: ['secureString', 'parameter', 'table', 'variable', 'credential', 'certificateFile'],
  *check({ script }) {
    for (const { kind, where, name, range } of secretLiterals(script)) {
      if (kind === 'password') {
        yield { message: where, range, params: { name }, fixes: convertFix(script) };
      }
    }
  },
};
