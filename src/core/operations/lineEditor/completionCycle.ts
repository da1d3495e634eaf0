import type { CompletionList } from './effects.ts';
import type { TextBuffer } from './textBuffer.ts';

/** Completions that Tab goes through, one after the other, and back with Shift+Tab. */
export class CompletionCycle {
  /** What was typed. */
  readonly original: TextBuffer;
  readonly #list: CompletionList;
  #index: number;

  constructor(list: CompletionList, original: TextBuffer, backwards: boolean) {
    this.original = original;
    this.#list = list;
    this.#index = backwards ? list.candidates.length - 1 : 0;
  }

  step(backwards: boolean): void {
    const count = this.#list.candidates.length;
    this.#index = (this.#index + (backwards ? count - 1 : 1)) % count;
  }

  /** The text with the completion in it. */
  get text(): TextBuffer {
    const { start, end, candidates } = this.#list;
    return this.original.replace(start, end, candidates[this.#index] ?? '');
  }
}
