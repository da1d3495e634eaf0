import { TerminalLink, type TerminalLinkContext } from 'vscode';
import { explain } from '../../core/explain/explain.ts';
import type { Explanation } from '../../core/explain/types.ts';
import type { Parts } from '../../workbench/parts.ts';
import { explanationWords } from '../../workbench/words/explanations.ts';
import { ExplanationPresenter } from './presentExplanation.ts';

/** A known error in a terminal; what else its line holds comes along. */
export class ErrorLink extends TerminalLink {
  readonly #explanations: readonly [Explanation, ...Explanation[]];
  readonly #terminal: TerminalLinkContext['terminal'];

  constructor(explanations: readonly [Explanation, ...Explanation[]], { terminal, line }: TerminalLinkContext) {
    const [{ id, facts, start, end }] = explanations;
    // Blanks at the end of a line that goes on below are no part of the message.
    super(start, line.slice(start, end).trimEnd().length, explanationWords[id].title(facts));
    this.#explanations = explanations;
    this.#terminal = terminal;
  }

  /** Explains the error. */
  show(parts: Pick<Parts, 'rooms' | 'commands'>): void {
    const [first, ...others] = this.#explanations;
    new ExplanationPresenter(parts).show(first, others, this.#terminal);
  }
}

/** Links for the errors of a line, most specific first where they overlap. */
export function errorLinks(context: TerminalLinkContext): ErrorLink[] {
  const links: ErrorLink[] = [];
  const found = explain(context.line, { oneLine: true });
  for (const explanation of found) {
    const free = links.every(
      ({ startIndex, length }) => explanation.end <= startIndex || explanation.start >= startIndex + length,
    );
    if (free) {
      links.push(new ErrorLink([explanation, ...found.filter((each) => each !== explanation)], context));
    }
  }
  return links;
}
