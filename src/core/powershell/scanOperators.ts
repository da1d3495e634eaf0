import { isDash, isDigit, isIdentifierPart, isIdentifierStart, isLetter, isTokenEnd } from './characters.ts';
import { commandMode, expressionMode } from './modes.ts';
import { scanNumber } from './numbers.ts';
import { scanParameter } from './scanNames.ts';
import type { Scanner } from './scanner.ts';
import { scanWord } from './scanStrings.ts';
import * as Kind from './tokenKinds.ts';

/** An operator, or in a command the start of a word unless it stands alone. */
export function operator(scanner: Scanner, start: number, end: number, kind: number): void {
  if (scanner.mode === commandMode && !isTokenEnd(scanner.charAt(end))) {
    scanWord(scanner, start, end);
  } else {
    scanner.token(kind, start, end);
  }
}

export function scanDash(scanner: Scanner, start: number): void {
  const next = scanner.charAt(start + 1);
  if (isDash(next)) {
    operator(scanner, start, start + 2, Kind.decrement);
  } else if (next === 61) {
    operator(scanner, start, start + 2, Kind.assignment);
  } else if (next === 95 || next === 63 || isLetter(next)) {
    scanParameter(scanner, start);
  } else if (scanner.signedNumbers && (isDigit(next) || next === 46)) {
    scanNumber(scanner, start);
  } else {
    operator(scanner, start, start + 1, Kind.minus);
  }
}

export function scanDot(scanner: Scanner, start: number): void {
  const next = scanner.charAt(start + 1);
  const inCommand = scanner.mode === commandMode;
  if (next === 46) {
    if (inCommand && !isTokenEnd(scanner.charAt(start + 2))) {
      scanWord(scanner, start, start + 1);
    } else {
      scanner.token(Kind.dotDot, start, start + 2);
    }
  } else if (isDigit(next)) {
    scanNumber(scanner, start);
  } else if (inCommand && !isTokenEnd(next) && next !== 36 && next !== 34 && next !== 39) {
    scanWord(scanner, start, start + 1);
  } else {
    scanner.token(Kind.dot, start, start + 1);
  }
}

export function scanDigit(scanner: Scanner, start: number, c: number): void {
  if (c >= 49 && c <= 54 && scanner.charAt(start + 1) === 62) {
    if (scanner.charAt(start + 2) === 38) {
      const target = scanner.charAt(start + 3);
      if (target === 49 || target === 50) {
        scanner.token(Kind.redirectMerge, start, start + 4);
        return;
      }
    }
    if (scanner.mode === expressionMode) {
      scanner.number = c - 48;
      scanner.token(Kind.number, start, start + 1);
      return;
    }
    scanner.token(Kind.redirectToFile, start, scanner.charAt(start + 2) === 62 ? start + 3 : start + 2);
    return;
  }
  scanNumber(scanner, start);
}

export function scanPlus(scanner: Scanner, start: number): void {
  const next = scanner.charAt(start + 1);
  if (next === 43) {
    operator(scanner, start, start + 2, Kind.increment);
  } else if (next === 61) {
    operator(scanner, start, start + 2, Kind.assignment);
  } else if (scanner.signedNumbers && (isDigit(next) || next === 46)) {
    scanNumber(scanner, start);
  } else {
    operator(scanner, start, start + 1, Kind.plus);
  }
}

export function scanStar(scanner: Scanner, start: number): void {
  const next = scanner.charAt(start + 1);
  if (next === 61) {
    operator(scanner, start, start + 2, Kind.assignment);
  } else if (next === 62) {
    const third = scanner.charAt(start + 2);
    if (third === 38 && scanner.charAt(start + 3) === 49) {
      scanner.token(Kind.redirectMerge, start, start + 4);
    } else {
      scanner.token(Kind.redirectToFile, start, third === 62 ? start + 3 : start + 2);
    }
  } else {
    operator(scanner, start, start + 1, Kind.binary);
  }
}

export function scanExclamation(scanner: Scanner, start: number): void {
  const next = scanner.charAt(start + 1);
  if (scanner.mode === commandMode ? !isTokenEnd(next) : scanner.mode === expressionMode && isIdentifierStart(next)) {
    scanWord(scanner, start, start + 1);
    return;
  }
  if (scanner.mode === expressionMode && (isDigit(next) || next === 46)) {
    scanNumber(scanner, start + 1);
    if (scanner.kind !== Kind.number) {
      scanWord(scanner, start, start + 1);
      return;
    }
  }
  scanner.token(Kind.exclamation, start, start + 1);
}

export function scanColon(scanner: Scanner, start: number): void {
  if (scanner.charAt(start + 1) === 58) {
    if (scanner.mode === commandMode && !scanner.simpleNames && !isTokenEnd(scanner.charAt(start + 2))) {
      scanWord(scanner, start, start + 2);
    } else {
      scanner.token(Kind.colonColon, start, start + 2);
    }
    return;
  }
  if (scanner.mode !== commandMode) {
    scanner.token(Kind.colon, start, start + 1);
    return;
  }
  let i = start + 1;
  if (!isIdentifierStart(scanner.charAt(i))) {
    scanWord(scanner, start, i);
    return;
  }
  while (isIdentifierPart(scanner.charAt(i))) {
    i++;
  }
  if (isTokenEnd(scanner.charAt(i))) {
    scanner.token(Kind.label, start, i);
  } else {
    scanWord(scanner, start, i);
  }
}

export function scanQuestion(scanner: Scanner, start: number): void {
  if (scanner.charAt(start + 1) !== 63) {
    scanner.token(Kind.questionMark, start, start + 1);
  } else if (scanner.charAt(start + 2) === 61) {
    scanner.token(Kind.assignment, start, start + 3);
  } else {
    scanner.token(Kind.binary, start, start + 2);
  }
}
