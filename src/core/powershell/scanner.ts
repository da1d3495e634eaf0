import {
  isAsciiLetter,
  isDash,
  isDigit,
  isDoubleQuote,
  isIdentifierPart,
  isIdentifierStart,
  isLetter,
  isLetterOrDigit,
  isNewline,
  isSingleQuote,
  isTokenEnd,
  isVariablePart,
  isVariableStart,
  isWhitespace,
} from './characters.ts';
import { scanNumber } from './numbers.ts';
import { ParenthesisTable } from './parentheses.ts';
import {
  scanBracedVariable,
  scanDoubleHere,
  scanDoubleQuoted,
  scanSingleHere,
  scanSingleQuoted,
  scanWord,
} from './scanStrings.ts';
import * as Kind from './tokenKinds.ts';

/** How the same characters are read: as words of a command, as operands and operators, as a type, as a class head. */
export const commandMode = 0;
export const expressionMode = 1;
export const typeMode = 2;
export const signatureMode = 3;

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
      this.scan();
    }
    this.endBefore = this.lastEnd;
    this.lastEnd = this.end;
    return this.kind;
  }

  peek(): number {
    if (!this.peeked) {
      this.scan();
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

  scan(): void {
    const { text, limit } = this;
    let i = this.pos;
    for (;;) {
      if (i >= limit) {
        this.token(Kind.endOfInput, limit, limit);
        return;
      }
      const c = text.charCodeAt(i);
      if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) {
        this.scanName(i);
        return;
      }
      switch (c) {
        case 32:
        case 9:
          i++;
          continue;
        case 35: // #
          i = this.skipLineComment(i);
          continue;
        case 60: // <
          if (this.charAt(i + 1) === 35) {
            i = this.skipBlockComment(i);
            continue;
          }
          this.token(Kind.redirectIn, i, i + 1);
          return;
        case 96: {
          const next = this.charAt(i + 1);
          if (next === 13 && this.charAt(i + 2) === 10) {
            i += 3;
            continue;
          }
          if (isNewline(next) || isWhitespace(next)) {
            i += 2;
            continue;
          }
          if (next === -1) {
            this.fail(i);
            i++;
            continue;
          }
          scanWord(this, i, i);
          return;
        }
        case 36: // $
          if (this.charAt(i + 1) === 40) {
            this.token(Kind.dollarParen, i, i + 2);
          } else {
            this.scanVariable(i, Kind.variable);
          }
          return;
        case 45: // -
          this.scanDash(i);
          return;
        case 34: // "
          scanDoubleQuoted(this, i);
          return;
        case 39: // '
          scanSingleQuoted(this, i);
          return;
        case 13:
          this.token(Kind.newLine, i, this.charAt(i + 1) === 10 ? i + 2 : i + 1);
          return;
        case 10:
          this.token(Kind.newLine, i, i + 1);
          return;
        case 59:
          this.token(Kind.semicolon, i, i + 1);
          return;
        case 44:
          this.token(Kind.comma, i, i + 1);
          return;
        case 40:
          this.token(Kind.leftParen, i, i + 1);
          return;
        case 41:
          this.token(Kind.rightParen, i, i + 1);
          return;
        case 123:
          this.token(Kind.leftCurly, i, i + 1);
          return;
        case 125:
          this.token(Kind.rightCurly, i, i + 1);
          return;
        case 93:
          this.token(Kind.rightBracket, i, i + 1);
          return;
        case 124: // |
          this.scanDoubled(i, 124, Kind.chain, Kind.pipe);
          return;
        case 38: // &
          this.scanDoubled(i, 38, Kind.chain, Kind.ampersand);
          return;
        case 64: // @
          this.scanAt(i);
          return;
        case 61: // =
          this.operator(i, i + 1, Kind.assignment);
          return;
        case 91: // [
          if (this.mode === commandMode && !isTokenEnd(this.charAt(i + 1))) {
            scanWord(this, i, i + 1);
          } else {
            this.token(Kind.leftBracket, i, i + 1);
          }
          return;
        case 46: // .
          this.scanDot(i);
          return;
        case 48:
        case 49:
        case 50:
        case 51:
        case 52:
        case 53:
        case 54:
        case 55:
        case 56:
        case 57:
          this.scanDigit(i, c);
          return;
        case 43: // +
          this.scanPlus(i);
          return;
        case 42: // *
          this.scanStar(i);
          return;
        case 47: // /
        case 37: // %
          if (this.charAt(i + 1) === 61) {
            this.operator(i, i + 2, Kind.assignment);
          } else {
            this.operator(i, i + 1, Kind.binary);
          }
          return;
        case 62: // >
          this.token(Kind.redirectToFile, i, this.charAt(i + 1) === 62 ? i + 2 : i + 1);
          return;
        case 33: // !
          this.scanExclamation(i);
          return;
        case 58: // :
          this.scanColon(i);
          return;
        case 63: // ?
          if (this.mode === expressionMode) {
            this.scanQuestion(i);
          } else {
            scanWord(this, i, i + 1);
          }
          return;
        default:
          if (isWhitespace(c)) {
            i++;
            continue;
          }
          this.scanOther(i, c);
          return;
      }
    }
  }

  /** An operator, or in a command the start of a word unless it stands alone. */
  private operator(start: number, end: number, kind: number): void {
    if (this.mode === commandMode && !isTokenEnd(this.charAt(end))) {
      scanWord(this, start, end);
    } else {
      this.token(kind, start, end);
    }
  }

  private scanDoubled(start: number, character: number, doubled: number, single: number): void {
    if (this.charAt(start + 1) === character) {
      this.token(doubled, start, start + 2);
    } else {
      this.token(single, start, start + 1);
    }
  }

  private scanName(start: number): void {
    const { text, limit } = this;
    let i = start + 1;
    while (i < limit && isIdentifierPart(text.charCodeAt(i))) {
      i++;
    }
    if (this.mode === typeMode) {
      while (i < limit && isTypeNamePart(text.charCodeAt(i))) {
        i++;
      }
      this.token(Kind.identifier, start, i);
      return;
    }
    if (this.simpleNames || this.mode === expressionMode) {
      this.token(Kind.identifier, start, i);
      return;
    }
    if (this.mode === commandMode && !isTokenEnd(this.charAt(i))) {
      scanWord(this, start, i);
      return;
    }
    const length = i - start;
    let kind: number | undefined;
    if (length > 1 && length < 14) {
      kind = Kind.keywords.get(text.slice(start, i).toLowerCase());
    }
    this.token(kind ?? Kind.identifier, start, i);
  }

  private scanVariable(start: number, kind: number): void {
    const { text, limit } = this;
    let i = start + 1;
    let c = this.charAt(i);
    if (c === 123 && kind === Kind.variable) {
      scanBracedVariable(this, start);
      return;
    }
    if (!isVariableStart(c)) {
      scanWord(this, start, start + 1);
      return;
    }
    i++;
    if (c === 36 || c === 63 || c === 94) {
      if (this.mode === commandMode && !isTokenEnd(this.charAt(i))) {
        scanWord(this, start, start);
        return;
      }
      this.token(kind, start, i);
      return;
    }
    for (; i < limit; i++) {
      c = text.charCodeAt(i);
      if (isVariablePart(c)) {
        continue;
      }
      if (c !== 58 || this.charAt(i + 1) === 58) {
        break;
      }
    }
    c = this.charAt(i);
    if (this.mode === commandMode && c !== 46 && c !== 91 && c !== 61 && c !== 58 && !isTokenEnd(c)) {
      scanWord(this, start, start);
      return;
    }
    this.token(kind, start, i);
  }

  private scanDash(start: number): void {
    const next = this.charAt(start + 1);
    if (isDash(next)) {
      this.operator(start, start + 2, Kind.decrement);
    } else if (next === 61) {
      this.operator(start, start + 2, Kind.assignment);
    } else if (next === 95 || next === 63 || isLetter(next)) {
      this.scanParameter(start);
    } else if (this.signedNumbers && (isDigit(next) || next === 46)) {
      scanNumber(this, start);
    } else {
      this.operator(start, start + 1, Kind.minus);
    }
  }

  private scanParameter(start: number): void {
    const { text, limit } = this;
    const inCommand = this.mode === commandMode;
    let i = start + 1;
    this.flag = false;
    for (; i < limit; i++) {
      const c = text.charCodeAt(i);
      if (isAsciiLetter(c)) {
        continue;
      }
      if (!inCommand) {
        break;
      }
      if (c === 58) {
        i++;
        this.flag = true;
        break;
      }
      if (isTokenEnd(c) || c === 46 || c === 91) {
        break;
      }
      if (isSingleQuote(c) || isDoubleQuote(c)) {
        scanWord(this, start, i);
        return;
      }
    }
    if (this.mode === expressionMode) {
      const operator = Kind.operators.get(text.slice(start + 1, i).toLowerCase());
      if (operator !== undefined) {
        this.token(operator, start, i);
        return;
      }
    }
    this.token(i === start + 1 ? Kind.minus : Kind.parameter, start, i);
  }

  private scanAt(start: number): void {
    const next = this.charAt(start + 1);
    if (next === 123) {
      this.token(Kind.atCurly, start, start + 2);
    } else if (next === 40) {
      this.token(Kind.atParen, start, start + 2);
    } else if (isSingleQuote(next)) {
      scanSingleHere(this, start);
    } else if (isDoubleQuote(next)) {
      scanDoubleHere(this, start);
    } else if (isVariableStart(next)) {
      this.scanVariable(start, Kind.splat);
    } else {
      this.fail(start);
      this.token(Kind.unknown, start, start + 1);
    }
  }

  private scanDot(start: number): void {
    const next = this.charAt(start + 1);
    const inCommand = this.mode === commandMode;
    if (next === 46) {
      if (inCommand && !isTokenEnd(this.charAt(start + 2))) {
        scanWord(this, start, start + 1);
      } else {
        this.token(Kind.dotDot, start, start + 2);
      }
    } else if (isDigit(next)) {
      scanNumber(this, start);
    } else if (inCommand && !isTokenEnd(next) && next !== 36 && next !== 34 && next !== 39) {
      scanWord(this, start, start + 1);
    } else {
      this.token(Kind.dot, start, start + 1);
    }
  }

  private scanDigit(start: number, c: number): void {
    if (c >= 49 && c <= 54 && this.charAt(start + 1) === 62) {
      if (this.charAt(start + 2) === 38) {
        const target = this.charAt(start + 3);
        if (target === 49 || target === 50) {
          this.token(Kind.redirectMerge, start, start + 4);
          return;
        }
      }
      if (this.mode === expressionMode) {
        this.number = c - 48;
        this.token(Kind.number, start, start + 1);
        return;
      }
      this.token(Kind.redirectToFile, start, this.charAt(start + 2) === 62 ? start + 3 : start + 2);
      return;
    }
    scanNumber(this, start);
  }

  private scanPlus(start: number): void {
    const next = this.charAt(start + 1);
    if (next === 43) {
      this.operator(start, start + 2, Kind.increment);
    } else if (next === 61) {
      this.operator(start, start + 2, Kind.assignment);
    } else if (this.signedNumbers && (isDigit(next) || next === 46)) {
      scanNumber(this, start);
    } else {
      this.operator(start, start + 1, Kind.plus);
    }
  }

  private scanStar(start: number): void {
    const next = this.charAt(start + 1);
    if (next === 61) {
      this.operator(start, start + 2, Kind.assignment);
    } else if (next === 62) {
      const third = this.charAt(start + 2);
      if (third === 38 && this.charAt(start + 3) === 49) {
        this.token(Kind.redirectMerge, start, start + 4);
      } else {
        this.token(Kind.redirectToFile, start, third === 62 ? start + 3 : start + 2);
      }
    } else {
      this.operator(start, start + 1, Kind.binary);
    }
  }

  private scanExclamation(start: number): void {
    const next = this.charAt(start + 1);
    if (this.mode === commandMode ? !isTokenEnd(next) : this.mode === expressionMode && isIdentifierStart(next)) {
      scanWord(this, start, start + 1);
      return;
    }
    if (this.mode === expressionMode && (isDigit(next) || next === 46)) {
      scanNumber(this, start + 1);
      if (this.kind !== Kind.number) {
        scanWord(this, start, start + 1);
        return;
      }
    }
    this.token(Kind.exclamation, start, start + 1);
  }

  private scanColon(start: number): void {
    if (this.charAt(start + 1) === 58) {
      if (this.mode === commandMode && !this.simpleNames && !isTokenEnd(this.charAt(start + 2))) {
        scanWord(this, start, start + 2);
      } else {
        this.token(Kind.colonColon, start, start + 2);
      }
      return;
    }
    if (this.mode !== commandMode) {
      this.token(Kind.colon, start, start + 1);
      return;
    }
    let i = start + 1;
    if (!isIdentifierStart(this.charAt(i))) {
      scanWord(this, start, i);
      return;
    }
    while (isIdentifierPart(this.charAt(i))) {
      i++;
    }
    if (isTokenEnd(this.charAt(i))) {
      this.token(Kind.label, start, i);
    } else {
      scanWord(this, start, i);
    }
  }

  private scanQuestion(start: number): void {
    if (this.charAt(start + 1) !== 63) {
      this.token(Kind.questionMark, start, start + 1);
    } else if (this.charAt(start + 2) === 61) {
      this.token(Kind.assignment, start, start + 3);
    } else {
      this.token(Kind.binary, start, start + 2);
    }
  }

  /** Characters beyond ASCII, and control characters. */
  private scanOther(start: number, c: number): void {
    if (isSingleQuote(c)) {
      scanSingleQuoted(this, start);
    } else if (isDoubleQuote(c)) {
      scanDoubleQuoted(this, start);
    } else if (isDash(c)) {
      this.scanDash(start);
    } else if (isLetter(c)) {
      this.scanName(start);
    } else {
      scanWord(this, start, start + 1);
    }
  }
}

/** Characters of a type name: letters, digits and ``. ` _ + # \``. */
function isTypeNamePart(c: number): boolean {
  return c === 46 || c === 96 || c === 95 || c === 43 || c === 35 || c === 92 || isLetterOrDigit(c);
}
