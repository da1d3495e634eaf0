import { l10n, Uri } from 'vscode';
import { ruleIds } from '../../core/analysis/ruleIds.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import { turnOffRule as turnOff } from '../../workbench/scripts/ruleSettings.ts';
import { ruleTitle } from '../../workbench/words/analysis.ts';

/** Turns a rule off in the workspace, or for the user where none is open. The setting brings it back. */
export async function turnOffRule(options: CommandOptions): Promise<{ rule: string }> {
  const rule =
    options.choice('rule', ruleIds) ??
    (await askOne(
      l10n.t('Turn Off Rule'),
      l10n.t('The rule that stays silent from now on'),
      ruleIds.map((id) => ({ label: ruleTitle(id), description: id, value: id })),
    ));
  const uri = options.text('uri');
  await turnOff(rule, uri === undefined ? undefined : Uri.parse(uri, true));
  return { rule };
}
