import type { CheckResult } from '../../core/explain/checks/findings.ts';
import type { Explanation, Fix } from '../../core/explain/types.ts';
import { toUserError } from '../../workbench/userError.ts';
import { checkSentences, findingSentences } from '../../workbench/words/explainChecks.ts';
import { explanationWords, fixTitles } from '../../workbench/words/explanations.ts';

/** What a program gets for each error in the text, most specific first. */
export interface ExplanationResult {
  readonly id: string;
  readonly title: string;
  readonly cause: string;
  /** What to do, in a sentence. */
  readonly remedy: string;
  readonly facts: Explanation['facts'];
  /** What the check would do. */
  readonly check?: string;
  readonly fixes: readonly (Omit<Fix, 'id'> & { readonly title: string })[];
  readonly documentation?: string;
  /** What the check found, where it was asked for. */
  readonly checked?: { readonly outcome: CheckResult['outcome']; readonly sentence: string };
}

/** An explanation in plain JSON and the user's language. */
export function explanationResult(explanation: Explanation, checked?: CheckResult): ExplanationResult {
  const { id, facts, check, fixes, documentation } = explanation;
  const words = explanationWords[id];
  return {
    id,
    title: words.title(facts),
    cause: words.cause(facts),
    remedy: words.remedy(facts),
    facts,
    ...(check ? { check: checkSentences[check.kind]() } : {}),
    fixes: fixes.map(({ id: fix, ...rest }) => ({ title: fixTitles[fix](), ...rest })),
    ...(documentation ? { documentation } : {}),
    ...(checked ? { checked: { outcome: checked.outcome, sentence: findingSentence(checked) } } : {}),
  };
}

/** What a check found, as a sentence; a refused sign-in is told in its own words. */
export function findingSentence({ finding, params, error }: CheckResult): string {
  return error ? toUserError(error).message : findingSentences[finding](params);
}
