import { clusters } from '../format/displayWidth.ts';

/** The text being edited with its cursor; every step returns a new one. */
export class TextBuffer {
  readonly text: string;
  /** UTF-16 offset, always between two characters as a reader sees them. */
  readonly cursor: number;

  constructor(text = '', cursor = text.length) {
    this.text = text;
    this.cursor = Math.max(0, Math.min(cursor, text.length));
  }

  get before(): string {
    return this.text.slice(0, this.cursor);
  }

  get after(): string {
    return this.text.slice(this.cursor);
  }

  insert(text: string): TextBuffer {
    return new TextBuffer(this.before + text + this.after, this.cursor + text.length);
  }

  replace(start: number, end: number, text: string): TextBuffer {
    return new TextBuffer(this.text.slice(0, start) + text + this.text.slice(end), start + text.length);
  }

  left(): TextBuffer {
    return this.#at(this.cursor - (clusters(this.before).at(-1)?.length ?? 0));
  }

  right(): TextBuffer {
    return this.#at(this.cursor + (clusters(this.after)[0]?.length ?? 0));
  }

  wordLeft(): TextBuffer {
    return this.#at(/[\p{L}\p{N}_]+[^\p{L}\p{N}_]*$/u.exec(this.before)?.index ?? 0);
  }

  wordRight(): TextBuffer {
    const word = /^[\p{L}\p{N}_]*[^\p{L}\p{N}_]*/u.exec(this.after)?.[0] ?? '';
    return this.#at(this.cursor + word.length);
  }

  /** Start of the line the cursor is in. */
  lineStart(): TextBuffer {
    return this.#at(this.before.lastIndexOf('\n') + 1);
  }

  lineEnd(): TextBuffer {
    const end = this.after.indexOf('\n');
    return this.#at(end < 0 ? this.text.length : this.cursor + end);
  }

  /** The same column in the line above or below; undefined where there is none. */
  vertical(step: -1 | 1): TextBuffer | undefined {
    const start = this.lineStart().cursor;
    const column = this.cursor - start;
    if (step < 0) {
      return start === 0 ? undefined : new TextBuffer(this.text, start - 1).#toColumn(column);
    }
    const end = this.lineEnd().cursor;
    return end === this.text.length ? undefined : new TextBuffer(this.text, end + 1).#toColumn(column);
  }

  /** Removes what is between the cursor and where `other` has it. */
  deleteTo(other: TextBuffer): TextBuffer {
    const start = Math.min(this.cursor, other.cursor);
    return new TextBuffer(this.text.slice(0, start) + this.text.slice(Math.max(this.cursor, other.cursor)), start);
  }

  #toColumn(column: number): TextBuffer {
    const start = this.lineStart().cursor;
    return this.#at(Math.min(start + column, this.lineEnd().cursor));
  }

  #at(cursor: number): TextBuffer {
    return new TextBuffer(this.text, cursor);
  }
}
