import { isNewline, isWhitespace } from './characters.ts';
import { commandMode } from './modes.ts';
import { ParenthesisTable } from './parentheses.ts';
import { scanToken } from './scanToken.ts';
import * as Kind from './tokenKinds.ts';

/**
 * Splits PowerShell text into tokens. There is one current token, held in fields (`kind`, `start`, `end`, …) so that none
 * is allocated, and one token of lookahead: `peeked` says that the current token is still to be consumed. What a
 * character means depends on `mode`; changing the mode forgets a peeked token that it would change.
 *
 * Language as in the tokenizer of PowerShell 7 (`System.Management.Automation.Language`).
 */
export class Scanner {
  text: string;
  /** Text beyond this offset is not there. */
  limit: number;
  pos = 0;
  mode = commandMode;
  /** Set while a member name is read: a name is just a name. */
  simpleNames = false;
  /** Set while the first token of an operand is read: `-5` is a number. */
  signedNumbers = false;
  /** Set where only an expression can stand: `?` and `:` end a number. */
  ternaryEndsNumber = false;

  peeked = false;
  kind: number = Kind.endOfInput;
  start = 0;
  end = 0;
  /** End of the token consumed last. */
  lastEnd = 0;
  private endBefore = 0;
  /** String or word: has `$`, and so may have variables or commands in it. Parameter: ends with a colon. */
  flag = false;
  /** Word: what it means is not just its characters. */
  cooked = false;
  /** Value of a number token; NaN when it has none. */
  number = 0;

  /** Offset of the first thing that is not PowerShell; undefined for a script without mistakes. */
  brokenAt: number | undefined;
  /** Start and end of each comment, alternating. */
  readonly comments: number[] = [];
  lastComment = -1;
  readonly parentheses = new ParenthesisTable();

  constructor(text: string) {
    this.text = text;
    this.limit = text.length;
  }

  charAt(index: number): number {
    return index < this.limit ? this.text.charCodeAt(index) : -1;
  }

  next(): number {
    if (this.peeked) {
      this.peeked = false;
    } else {
      scanToken(this);
    }
    this.endBefore = this.lastEnd;
    this.lastEnd = this.end;
    return this.kind;
  }

  peek(): number {
    if (!this.peeked) {
      scanToken(this);
      this.peeked = true;
    }
    return this.kind;
  }

  /** Puts back the token that `next` returned last. */
  unget(): void {
    this.peeked = true;
    this.lastEnd = this.endBefore;
  }

  /** Goes on reading at `offset`, whatever was peeked. */
  resync(offset: number): void {
    this.pos = offset;
    this.peeked = false;
  }

  setMode(mode: number): void {
    if (mode !== this.mode) {
      if (this.peeked && this.kind > Kind.lastInvariant) {
        this.pos = this.start;
        this.peeked = false;
      }
      this.mode = mode;
    }
  }

  fail(offset: number): void {
    if (this.brokenAt === undefined || offset < this.brokenAt) {
      this.brokenAt = offset;
    }
  }

  skipNewlines(semicolons = false): void {
    if (this.peeked) {
      if (this.kind !== Kind.newLine && !(semicolons && this.kind === Kind.semicolon)) {
        return;
      }
      this.peeked = false;
    }
    const text = this.text;
    let i = this.pos;
    for (;;) {
      const c = i < this.limit ? text.charCodeAt(i) : -1;
      if (c === 32 || c === 10 || c === 13 || c === 9 || (c === 59 && semicolons)) {
        i++;
      } else if (c === 35) {
        i = this.skipLineComment(i);
      } else if (c === 60 && this.charAt(i + 1) === 35) {
        i = this.skipBlockComment(i);
      } else if (c === 96 && (isNewline(this.charAt(i + 1)) || isWhitespace(this.charAt(i + 1)))) {
        i += 2;
      } else if (isWhitespace(c)) {
        i++;
      } else {
        break;
      }
    }
    this.pos = i;
  }

  skipLineComment(start: number): number {
    const { text, limit } = this;
    let i = start + 1;
    while (i < limit) {
      const c = text.charCodeAt(i);
      if (c === 10 || c === 13) {
        break;
      }
      i++;
    }
    this.addComment(start, i);
    return i;
  }

  skipBlockComment(start: number): number {
    const close = this.text.indexOf('#>', start + 2);
    let end = close + 2;
    if (close < 0 || end > this.limit) {
      end = this.limit;
      this.fail(start);
    }
    this.addComment(start, end);
    return end;
  }

  private addComment(start: number, end: number): void {
    // Reading a passage a second time meets its comments again.
    if (start > this.lastComment) {
      this.lastComment = start;
      this.comments.push(start, end);
    }
  }

  token(kind: number, start: number, end: number): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.pos = end;
  }
}
