import type { TextBuffer } from './textBuffer.ts';

/** Ctrl+R: what is looked for, and where it was found. Every step gives a new one. */
export class HistorySearch {
  readonly query: string;
  /** What was typed before the search began. */
  readonly original: TextBuffer;
  /** Place in the history; undefined while nothing fits. */
  readonly index: number | undefined;
  readonly #lines: readonly string[];

  constructor(lines: readonly string[], original: TextBuffer, query = '', index?: number) {
    this.#lines = lines;
    this.original = original;
    this.query = query;
    this.index = index;
  }

  /** The line that was found. */
  get line(): string | undefined {
    return this.index === undefined ? undefined : this.#lines[this.index];
  }

  /** Where the query stands in the line that was found, UTF-16 offset. */
  get offset(): number {
    return Math.max(0, (this.line ?? '').toLowerCase().indexOf(this.query.toLowerCase()));
  }

  typed(text: string): HistorySearch {
    const query = this.query + text;
    return this.#at(query, this.#find(query, this.index ?? this.#lines.length - 1, -1));
  }

  backspace(): HistorySearch {
    const query = [...this.query].slice(0, -1).join('');
    return this.#at(query, query === '' ? undefined : this.#find(query, this.#lines.length - 1, -1));
  }

  /** The next older (-1) or newer (1) line that fits; stays where there is none. */
  next(step: -1 | 1): HistorySearch {
    const from = this.index === undefined ? this.#lines.length - 1 : this.index + step;
    return this.#at(this.query, this.query === '' ? undefined : (this.#find(this.query, from, step) ?? this.index));
  }

  #at(query: string, index: number | undefined): HistorySearch {
    return new HistorySearch(this.#lines, this.original, query, index);
  }

  #find(query: string, from: number, step: -1 | 1): number | undefined {
    const wanted = query.toLowerCase();
    const current = this.line;
    for (let index = from; index >= 0 && index < this.#lines.length; index += step) {
      const line = this.#lines[index] ?? '';
      // The same command again would look as if the key had done nothing.
      if (line.toLowerCase().includes(wanted) && (index === this.index || line !== current)) {
        return index;
      }
    }
    return undefined;
  }
}
