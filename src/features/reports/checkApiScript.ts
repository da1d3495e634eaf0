import { Uri } from 'vscode';
import { type CheckedScript, checkedScript } from '../../core/analysis/checkScript.ts';
import { optionError } from '../../workbench/commandOptions.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { findingSentence } from '../../workbench/words/analysis.ts';
import { checkLength, readScript } from './scriptSource.ts';

export type WordedScript = Omit<CheckedScript, 'findings'> & {
  readonly findings: readonly (CheckedScript['findings'][number] & { readonly sentence: string })[];
};

/** Checks a text or the file at a URI, for callers that are not one of our own commands. */
export async function checkApiScript(scripts: ScriptAnalysis, script: string | Uri): Promise<WordedScript> {
  if (typeof script === 'string') {
    return worded(
      checkedScript(await scripts.analyseText(checkLength({ name: 'text', text: script, uri: undefined }).text)),
    );
  }
  if (typeof script !== 'object' || script === null || typeof script.scheme !== 'string') {
    throw optionError('notText', { name: 'script' });
  }
  // A URI of another extension may be made by another copy of its class.
  const { text, uri } = await readScript(Uri.from(script));
  return worded(checkedScript(await scripts.analyseText(text, uri)));
}

/** A checked script with a sentence for every finding. */
export function worded(checked: CheckedScript): WordedScript {
  return {
    ...checked,
    findings: checked.findings.map((finding) => ({ ...finding, sentence: findingSentence(finding) })),
  };
}
