import type { Rule } from '../rule.ts';
import type { Fix, ScriptCommand } from '../types.ts';

/** A cmdlet that no longer answers; the replacement is offered where there is one. */
export const retiredCmdlet: Rule<'replaced' | 'severalReplace' | 'gone'> = {
  id: 'retiredCmdlet',
  messages: ['replaced', 'severalReplace', 'gone'],
  *check({ script }) {
    for (const command of script.commands) {
      const { facts, invocation, kind } = command;
      if (kind !== 'catalog' || !facts?.retired || facts.kind === 'session') {
        continue;
      }
      const replacements = facts.replacements ?? [];
      const params = { cmdlet: facts.name, module: facts.module, replacement: replacements.join(', ') };
      const message = replacements.length === 0 ? 'gone' : replacements.length === 1 ? 'replaced' : 'severalReplace';
      yield { message, range: invocation.nameRange, params, fixes: replace(command) };
    }
  },
};

/** Only AzureRM was renamed without a change of parameters; elsewhere the author has to look at them. */
function replace({ facts, invocation }: ScriptCommand): readonly Fix[] {
  const [replacement, ...others] = facts?.replacements ?? [];
  if (replacement === undefined || others.length > 0) {
    return [];
  }
  return [
    {
      kind: 'edit',
      id: 'useReplacement',
      params: { replacement },
      edits: [{ range: invocation.nameRange, text: replacement }],
      preferred: facts?.module === 'AzureRM',
    },
  ];
}
