import {
  isAsciiLetter,
  isDoubleQuote,
  isIdentifierPart,
  isLetterOrDigit,
  isSingleQuote,
  isTokenEnd,
  isVariablePart,
  isVariableStart,
} from './characters.ts';
import { commandMode, expressionMode, typeMode } from './modes.ts';
import type { Scanner } from './scanner.ts';
import { scanBracedVariable, scanWord } from './scanStrings.ts';
import * as Kind from './tokenKinds.ts';
import { nextHash } from './wordTable.ts';

export function scanName(scanner: Scanner, start: number): void {
  const { text, limit } = scanner;
  let i = start;
  let hash = 0;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (!isIdentifierPart(c)) {
      break;
    }
    hash = nextHash(hash, c);
    i++;
  }
  if (scanner.mode === typeMode) {
    while (i < limit && isTypeNamePart(text.charCodeAt(i))) {
      i++;
    }
    scanner.token(Kind.identifier, start, i);
    return;
  }
  if (scanner.simpleNames || scanner.mode === expressionMode) {
    scanner.token(Kind.identifier, start, i);
    return;
  }
  if (scanner.mode === commandMode && !isTokenEnd(scanner.charAt(i))) {
    scanWord(scanner, start, i);
    return;
  }
  scanner.token(Kind.keywordTable.find(hash, text, start, i) || Kind.identifier, start, i);
}

export function scanVariable(scanner: Scanner, start: number, kind: number): void {
  const { text, limit } = scanner;
  let i = start + 1;
  let c = scanner.charAt(i);
  if (c === 123 && kind === Kind.variable) {
    scanBracedVariable(scanner, start);
    return;
  }
  if (!isVariableStart(c)) {
    scanWord(scanner, start, start + 1);
    return;
  }
  i++;
  if (c === 36 || c === 63 || c === 94) {
    if (scanner.mode === commandMode && !isTokenEnd(scanner.charAt(i))) {
      scanWord(scanner, start, start);
      return;
    }
    scanner.token(kind, start, i);
    return;
  }
  for (; i < limit; i++) {
    c = text.charCodeAt(i);
    if (isVariablePart(c)) {
      continue;
    }
    if (c !== 58 || scanner.charAt(i + 1) === 58) {
      break;
    }
  }
  c = scanner.charAt(i);
  if (scanner.mode === commandMode && c !== 46 && c !== 91 && c !== 61 && c !== 58 && !isTokenEnd(c)) {
    scanWord(scanner, start, start);
    return;
  }
  scanner.token(kind, start, i);
}

export function scanParameter(scanner: Scanner, start: number): void {
  const { text, limit } = scanner;
  const inCommand = scanner.mode === commandMode;
  let i = start + 1;
  let hash = 0;
  scanner.flag = false;
  for (; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (isAsciiLetter(c)) {
      hash = nextHash(hash, c);
      continue;
    }
    if (!inCommand) {
      break;
    }
    if (c === 58) {
      i++;
      scanner.flag = true;
      break;
    }
    if (isTokenEnd(c) || c === 46 || c === 91) {
      break;
    }
    if (isSingleQuote(c) || isDoubleQuote(c)) {
      scanWord(scanner, start, i);
      return;
    }
  }
  if (scanner.mode === expressionMode) {
    const operator = Kind.operatorTable.find(hash, text, start + 1, i);
    if (operator !== 0) {
      scanner.token(operator, start, i);
      return;
    }
  }
  scanner.token(i === start + 1 ? Kind.minus : Kind.parameter, start, i);
}

/** Characters of a type name: letters, digits and ``. ` _ + # \``. */
function isTypeNamePart(c: number): boolean {
  return c === 46 || c === 96 || c === 95 || c === 43 || c === 35 || c === 92 || isLetterOrDigit(c);
}
