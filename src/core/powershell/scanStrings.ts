import { isDoubleQuote, isNewline, isPlainInWord, isSingleQuote, isTokenEnd, isWhitespace } from './characters.ts';
import { commandMode } from './modes.ts';
import type { Scanner } from './scanner.ts';
import * as Kind from './tokenKinds.ts';

/** Makes the single-quoted string at `start` the current token. */
export function scanSingleQuoted(scanner: Scanner, start: number): void {
  scanner.flag = false;
  scanner.cooked = false;
  scanner.token(Kind.singleQuoted, start, skipSingleQuoted(scanner, start + 1));
}

/** Makes the double-quoted string at `start` the current token. */
export function scanDoubleQuoted(scanner: Scanner, start: number): void {
  scanner.flag = false;
  scanner.cooked = false;
  scanner.token(Kind.doubleQuoted, start, skipDoubleQuoted(scanner, start + 1));
}

/** Offset after the string whose content starts at `from`; sets `cooked` when it is more than its characters. */
export function skipSingleQuoted(scanner: Scanner, from: number): number {
  const { text, limit } = scanner;
  for (let i = from; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (isSingleQuote(c)) {
      if (!isSingleQuote(scanner.charAt(i + 1))) {
        return i + 1;
      }
      scanner.cooked = true;
      i++;
    }
  }
  scanner.cooked = true;
  scanner.fail(from - 1);
  return limit;
}

/**
 * Offset after the string whose content starts at `from`; sets `cooked` when it is more than its characters, `flag` when
 * it has something to expand.
 */
export function skipDoubleQuoted(scanner: Scanner, from: number): number {
  const { text, limit } = scanner;
  let i = from;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (c === 36) {
      scanner.cooked = true;
      i = skipDollar(scanner, i);
    } else if (c === 96) {
      scanner.cooked = true;
      i += 2;
    } else if (isDoubleQuote(c)) {
      if (!isDoubleQuote(scanner.charAt(i + 1))) {
        return i + 1;
      }
      scanner.cooked = true;
      i += 2;
    } else {
      i++;
    }
  }
  scanner.cooked = true;
  scanner.fail(from - 1);
  return limit;
}

/** Offset after the variable or `$( )` at `dollar` in expandable text, or after the dollar sign when it is just that. */
export function skipDollar(scanner: Scanner, dollar: number): number {
  const next = scanner.charAt(dollar + 1);
  if (next === 40) {
    scanner.flag = true;
    const close = scanner.parentheses.closing(scanner.text, dollar + 1, scanner.limit);
    if (close < 0) {
      scanner.fail(dollar);
      return scanner.limit;
    }
    return close + 1;
  }
  if (next === 123) {
    scanner.flag = true;
    return skipBraced(scanner, dollar + 2, true);
  }
  if (next === 36 || next === 63 || next === 94) {
    scanner.flag = true;
    return dollar + 2;
  }
  // A name has no character that could end the text around it.
  scanner.flag = true;
  return dollar + 1;
}

/** Offset after the closing brace of a variable whose name starts at `from`. */
export function skipBraced(scanner: Scanner, from: number, inString: boolean): number {
  const { text, limit } = scanner;
  let i = from;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (c === 125) {
      return i + 1;
    }
    i += c === 96 || (inString && isDoubleQuote(c) && isDoubleQuote(scanner.charAt(i + 1))) ? 2 : 1;
  }
  scanner.fail(from - 2);
  return limit;
}

/** Makes `${name}` at `start` the current token, or the word it starts. */
export function scanBracedVariable(scanner: Scanner, start: number): void {
  const end = skipBraced(scanner, start + 2, false);
  const next = scanner.charAt(end);
  if (scanner.mode === commandMode && next !== 46 && next !== 91 && !isTokenEnd(next)) {
    scanWord(scanner, start, start);
  } else {
    scanner.token(Kind.variable, start, end);
  }
}

/** Makes the word that starts at `start` the current token; what is before `from` is known to belong to it. */
export function scanWord(scanner: Scanner, start: number, from: number): void {
  const { text, limit } = scanner;
  scanner.flag = false;
  let cooked = false;
  let i = from;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (isPlainInWord(c)) {
      i++;
    } else if (c === 36) {
      cooked = true;
      i = skipDollar(scanner, i);
    } else if (c === 96) {
      cooked = true;
      i += 2;
    } else if (isSingleQuote(c)) {
      cooked = true;
      i = skipSingleQuoted(scanner, i + 1);
    } else if (isDoubleQuote(c)) {
      cooked = true;
      i = skipDoubleQuoted(scanner, i + 1);
    } else {
      break;
    }
  }
  scanner.cooked = cooked;
  scanner.token(Kind.word, start, i < limit ? i : limit);
}

/** Makes the here-string `@' … '@` at `start` the current token. */
export function scanSingleHere(scanner: Scanner, start: number): void {
  scanner.flag = false;
  const body = hereStringBody(scanner, start);
  if (body < 0) {
    scanner.token(Kind.singleHere, start, -body);
    return;
  }
  const { text, limit } = scanner;
  let i = body;
  let atLineStart = true;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (atLineStart && isSingleQuote(c) && scanner.charAt(i + 1) === 64) {
      scanner.token(Kind.singleHere, start, i + 2);
      return;
    }
    atLineStart = isNewline(c);
    i++;
  }
  scanner.fail(start);
  scanner.token(Kind.singleHere, start, limit);
}

/** Makes the here-string `@" … "@` at `start` the current token. */
export function scanDoubleHere(scanner: Scanner, start: number): void {
  scanner.flag = false;
  const body = hereStringBody(scanner, start);
  if (body < 0) {
    scanner.token(Kind.doubleHere, start, -body);
    return;
  }
  const { text, limit } = scanner;
  let i = body;
  let atLineStart = true;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (atLineStart && isDoubleQuote(c) && scanner.charAt(i + 1) === 64) {
      scanner.token(Kind.doubleHere, start, i + 2);
      return;
    }
    atLineStart = false;
    if (c === 36) {
      i = skipDollar(scanner, i);
    } else if (c === 96) {
      i += 2;
    } else {
      atLineStart = isNewline(c);
      i++;
    }
  }
  scanner.fail(start);
  scanner.token(Kind.doubleHere, start, limit);
}

/** Offset of the first line after `@'` or `@"`; the negated end of the token when the header has more on its line. */
function hereStringBody(scanner: Scanner, start: number): number {
  let i = start + 2;
  while (isWhitespace(scanner.charAt(i))) {
    i++;
  }
  const c = scanner.charAt(i);
  if (c === 13) {
    return scanner.charAt(i + 1) === 10 ? i + 2 : i + 1;
  }
  if (c === 10) {
    return i + 1;
  }
  scanner.fail(start);
  const plainQuote = isSingleQuote(scanner.charAt(start + 1)) ? 39 : 34;
  for (; i < scanner.limit; i++) {
    const character = scanner.text.charCodeAt(i);
    if (isNewline(character)) {
      return -i;
    }
    if (character === plainQuote && scanner.charAt(i + 1) === 64) {
      return -(i + 2);
    }
  }
  return -scanner.limit;
}
