import { operationError } from '../errors.ts';

const singleQuotes = "'\u2018\u2019\u201a\u201b";
const doubleQuotes = '"\u201c\u201d\u201e';
const dashes = '-\u2013\u2014\u2015';

/** PowerShell takes typographic quotes and dashes, as pasted from a web page, for the plain ones. */
export const isSingleQuote = (character: string): boolean => character !== '' && singleQuotes.includes(character);
export const isDoubleQuote = (character: string): boolean => character !== '' && doubleQuotes.includes(character);
export const isDash = (character: string): boolean => character !== '' && dashes.includes(character);
export const isNewline = (character: string): boolean => character === '\n' || character === '\r';
export const isBlank = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\u00a0' || character === '\f';
export const isIdentifierStart = (character: string): boolean => /^[\p{L}_]$/u.test(character);
export const isIdentifierPart = (character: string): boolean => /^[\p{L}\p{N}_]$/u.test(character);
/** What ends a bare word in a command. */
export const isDelimiter = (character: string): boolean =>
  character === '' || isBlank(character) || isNewline(character) || '|;&(){},'.includes(character);

const deepest = 200;

/** A place in the text being parsed, and the steps the parsers share. */
export class Cursor {
  readonly text: string;
  position = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Parses something inside something; deeper than anyone types is refused before the stack ends. */
  nest<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) {
      throw this.outside('{ { { … } } }');
    }
    try {
      return parse();
    } finally {
      this.#depth -= 1;
    }
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text.charAt(this.position + offset);
  }

  next(): string {
    const character = this.peek();
    this.position += 1;
    return character;
  }

  startsWith(literal: string): boolean {
    return this.text.startsWith(literal, this.position);
  }

  /** Steps over `literal` if it is next. */
  accept(literal: string): boolean {
    if (!this.startsWith(literal)) {
      return false;
    }
    this.position += literal.length;
    return true;
  }

  /** Steps over `literal`, or fails: unfinished at the end of the text, wrong anywhere else. */
  expect(literal: string): void {
    if (!this.accept(literal)) {
      throw this.atEnd ? this.unterminated(literal) : this.unexpected();
    }
  }

  /** Blanks, comments and continued lines. */
  skipBlanks(): void {
    for (;;) {
      const character = this.peek();
      if (isBlank(character)) {
        this.position += 1;
      } else if (character === '`' && isNewline(this.peek(1))) {
        this.position += this.peek(1) === '\r' && this.peek(2) === '\n' ? 3 : 2;
      } else if (character === '`' && this.position === this.text.length - 1) {
        throw this.unterminated('`');
      } else if (this.startsWith('<#')) {
        const close = this.text.indexOf('#>', this.position + 2);
        if (close < 0) {
          this.position = this.text.length;
          throw this.unterminated('#>');
        }
        this.position = close + 2;
      } else if (character === '#') {
        while (!this.atEnd && !isNewline(this.peek())) {
          this.position += 1;
        }
      } else {
        return;
      }
    }
  }

  /** {@link skipBlanks} and line ends. */
  skipLines(): void {
    for (;;) {
      this.skipBlanks();
      if (!isNewline(this.peek())) {
        return;
      }
      this.position += 1;
    }
  }

  /** Line ends and semicolons between statements. */
  skipSeparators(): void {
    this.skipLines();
    while (this.accept(';')) {
      this.skipLines();
    }
  }

  unterminated(missing: string): Error {
    return operationError('unterminated', { missing });
  }

  unexpected(): Error {
    return operationError('syntax', { found: this.peek(), position: this.position + 1 });
  }

  outside(construct: string): Error {
    return operationError('notInConsoleLanguage', { construct });
  }
}
