import {
  isDash,
  isDoubleQuote,
  isLetter,
  isNewline,
  isSingleQuote,
  isTokenEnd,
  isVariableStart,
  isWhitespace,
} from './characters.ts';
import { commandMode, expressionMode } from './modes.ts';
import { scanName, scanVariable } from './scanNames.ts';
import type { Scanner } from './scanner.ts';
import {
  operator,
  scanColon,
  scanDash,
  scanDigit,
  scanDot,
  scanExclamation,
  scanPlus,
  scanQuestion,
  scanStar,
} from './scanOperators.ts';
import { scanDoubleHere, scanDoubleQuoted, scanSingleHere, scanSingleQuoted, scanWord } from './scanStrings.ts';
import * as Kind from './tokenKinds.ts';

/** Makes the next token the current one. */
export function scanToken(scanner: Scanner): void {
  const { text, limit } = scanner;
  let i = scanner.pos;
  for (;;) {
    if (i >= limit) {
      scanner.token(Kind.endOfInput, limit, limit);
      return;
    }
    const c = text.charCodeAt(i);
    if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) {
      scanName(scanner, i);
      return;
    }
    switch (c) {
      case 32:
      case 9:
        i++;
        continue;
      case 35: // #
        i = scanner.skipLineComment(i);
        continue;
      case 60: // <
        if (scanner.charAt(i + 1) === 35) {
          i = scanner.skipBlockComment(i);
          continue;
        }
        scanner.token(Kind.redirectIn, i, i + 1);
        return;
      case 96: {
        const next = scanner.charAt(i + 1);
        if (next === 13 && scanner.charAt(i + 2) === 10) {
          i += 3;
          continue;
        }
        if (isNewline(next) || isWhitespace(next)) {
          i += 2;
          continue;
        }
        if (next === -1) {
          scanner.fail(i);
          i++;
          continue;
        }
        scanWord(scanner, i, i);
        return;
      }
      case 36: // $
        if (scanner.charAt(i + 1) === 40) {
          scanner.token(Kind.dollarParen, i, i + 2);
        } else {
          scanVariable(scanner, i, Kind.variable);
        }
        return;
      case 45: // -
        scanDash(scanner, i);
        return;
      case 34: // "
        scanDoubleQuoted(scanner, i);
        return;
      case 39: // '
        scanSingleQuoted(scanner, i);
        return;
      case 13:
        scanner.token(Kind.newLine, i, scanner.charAt(i + 1) === 10 ? i + 2 : i + 1);
        return;
      case 10:
        scanner.token(Kind.newLine, i, i + 1);
        return;
      case 59:
        scanner.token(Kind.semicolon, i, i + 1);
        return;
      case 44:
        scanner.token(Kind.comma, i, i + 1);
        return;
      case 40:
        scanner.token(Kind.leftParen, i, i + 1);
        return;
      case 41:
        scanner.token(Kind.rightParen, i, i + 1);
        return;
      case 123:
        scanner.token(Kind.leftCurly, i, i + 1);
        return;
      case 125:
        scanner.token(Kind.rightCurly, i, i + 1);
        return;
      case 93:
        scanner.token(Kind.rightBracket, i, i + 1);
        return;
      case 124: // |
        scanDoubled(scanner, i, 124, Kind.chain, Kind.pipe);
        return;
      case 38: // &
        scanDoubled(scanner, i, 38, Kind.chain, Kind.ampersand);
        return;
      case 64: // @
        scanAt(scanner, i);
        return;
      case 61: // =
        operator(scanner, i, i + 1, Kind.assignment);
        return;
      case 91: // [
        if (scanner.mode === commandMode && !isTokenEnd(scanner.charAt(i + 1))) {
          scanWord(scanner, i, i + 1);
        } else {
          scanner.token(Kind.leftBracket, i, i + 1);
        }
        return;
      case 46: // .
        scanDot(scanner, i);
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
        scanDigit(scanner, i, c);
        return;
      case 43: // +
        scanPlus(scanner, i);
        return;
      case 42: // *
        scanStar(scanner, i);
        return;
      case 47: // /
      case 37: // %
        if (scanner.charAt(i + 1) === 61) {
          operator(scanner, i, i + 2, Kind.assignment);
        } else {
          operator(scanner, i, i + 1, Kind.binary);
        }
        return;
      case 62: // >
        scanner.token(Kind.redirectToFile, i, scanner.charAt(i + 1) === 62 ? i + 2 : i + 1);
        return;
      case 33: // !
        scanExclamation(scanner, i);
        return;
      case 58: // :
        scanColon(scanner, i);
        return;
      case 63: // ?
        if (scanner.mode === expressionMode) {
          scanQuestion(scanner, i);
        } else {
          scanWord(scanner, i, i + 1);
        }
        return;
      default:
        if (isWhitespace(c)) {
          i++;
          continue;
        }
        scanOther(scanner, i, c);
        return;
    }
  }
}

function scanDoubled(scanner: Scanner, start: number, character: number, doubled: number, single: number): void {
  if (scanner.charAt(start + 1) === character) {
    scanner.token(doubled, start, start + 2);
  } else {
    scanner.token(single, start, start + 1);
  }
}

function scanAt(scanner: Scanner, start: number): void {
  const next = scanner.charAt(start + 1);
  if (next === 123) {
    scanner.token(Kind.atCurly, start, start + 2);
  } else if (next === 40) {
    scanner.token(Kind.atParen, start, start + 2);
  } else if (isSingleQuote(next)) {
    scanSingleHere(scanner, start);
  } else if (isDoubleQuote(next)) {
    scanDoubleHere(scanner, start);
  } else if (isVariableStart(next)) {
    scanVariable(scanner, start, Kind.splat);
  } else {
    scanner.fail(start);
    scanner.token(Kind.unknown, start, start + 1);
  }
}

/** Characters beyond ASCII, and control characters. */
function scanOther(scanner: Scanner, start: number, c: number): void {
  if (isSingleQuote(c)) {
    scanSingleQuoted(scanner, start);
  } else if (isDoubleQuote(c)) {
    scanDoubleQuoted(scanner, start);
  } else if (isDash(c)) {
    scanDash(scanner, start);
  } else if (isLetter(c)) {
    scanName(scanner, start);
  } else {
    scanWord(scanner, start, start + 1);
  }
}
