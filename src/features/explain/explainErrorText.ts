import { window } from 'vscode';
import { explainError } from '../../core/explain/errors.ts';
import { explain } from '../../core/explain/explain.ts';
import type { Explanation } from '../../core/explain/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { type Asked, askForText } from './askForText.ts';
import { checkExplanation } from './checkExplanation.ts';
import { type ExplanationResult, explanationResult } from './explanationResult.ts';
import { ExplanationPresenter } from './presentExplanation.ts';

/**
 * Loaded when it is first used. Explains the errors of a text: given by a program, selected in the editor, or asked for. A program gets them all, with
 * `check: true` the first one checked; a person sees the most specific one.
 */
export async function explainErrorText(
  parts: Pick<Parts, 'rooms' | 'commands'>,
  options: CommandOptions,
): Promise<readonly ExplanationResult[]> {
  const given = options.exactText('text');
  if (options.programmatic) {
    if (given === undefined || given.trim() === '') {
      throw explainError('textMissing');
    }
    return resultsOf(parts.rooms, explain(given), options);
  }
  const { explanations, chosen } = given === undefined ? await textOfPerson() : asked(explain(given));
  if (!chosen) {
    throw explainError('unknownError');
  }
  new ExplanationPresenter(parts).show(
    chosen,
    explanations.filter((each) => each !== chosen),
  );
  return explanations.map((each) => explanationResult(each));
}

async function resultsOf(
  rooms: Rooms,
  explanations: readonly Explanation[],
  options: CommandOptions,
): Promise<readonly ExplanationResult[]> {
  const [first, ...others] = explanations;
  if (!first) {
    return [];
  }
  const checked =
    options.boolean('check') && first.check ? await checkExplanation(rooms, first, first.check, options) : undefined;
  return [explanationResult(first, checked?.result), ...others.map((each) => explanationResult(each))];
}

async function textOfPerson(): Promise<Asked> {
  const editor = window.activeTextEditor;
  const selected = editor ? asked(explain(editor.document.getText(editor.selection))) : undefined;
  return selected?.chosen ? selected : askForText();
}

function asked(explanations: readonly Explanation[]): Asked {
  return { explanations, chosen: explanations[0] };
}
