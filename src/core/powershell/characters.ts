/**
 * Character classes of the PowerShell language. Everything here takes a UTF-16 code unit, or -1 for the end of the text.
 */

const identifierStart = 1;
const identifierPart = 2;
const variableStart = 4;
const variablePart = 8;
const whitespace = 16;
const endsToken = 32;
const endsNumber = 64;
const plainInWord = 128;

const traits = buildTraits();

function buildTraits(): Uint8Array {
  const table = new Uint8Array(128);
  const add = (characters: string, trait: number) => {
    for (let i = 0; i < characters.length; i++) {
      const code = characters.charCodeAt(i);
      table[code] = (table[code] ?? 0) | trait;
    }
  };
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
  add(letters, identifierStart | identifierPart | variableStart | variablePart);
  add('0123456789', identifierPart | variableStart | variablePart);
  add('$:?^', variableStart);
  add('?', variablePart);
  add(' \t\f\v', whitespace | endsToken);
  add('\0\r\n&(),;{|}', endsToken);
  add('!#%*+-./<=>]', endsNumber);
  for (let code = 1; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (((table[code] ?? 0) & endsToken) === 0 && !`\`'"$`.includes(character)) {
      add(character, plainInWord);
    }
  }
  return table;
}

/** Space characters, without line ends. */
export function isWhitespace(c: number): boolean {
  if (c < 128) {
    return c >= 0 && ((traits[c] as number) & whitespace) !== 0;
  }
  return c <= 256 ? c === 0xa0 || c === 0x85 : isSeparator(c);
}

export function isNewline(c: number): boolean {
  return c === 10 || c === 13;
}

/** Hyphen, en dash, em dash and horizontal bar: all start a parameter or an operator. */
export function isDash(c: number): boolean {
  return c === 45 || c === 0x2013 || c === 0x2014 || c === 0x2015;
}

export function isSingleQuote(c: number): boolean {
  return c === 39 || (c >= 0x2018 && c <= 0x201b);
}

export function isDoubleQuote(c: number): boolean {
  return c === 34 || (c >= 0x201c && c <= 0x201e);
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isAsciiLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
}

export function isIdentifierStart(c: number): boolean {
  return c < 128 ? c >= 0 && ((traits[c] as number) & identifierStart) !== 0 : isLetter(c);
}

export function isIdentifierPart(c: number): boolean {
  return c < 128 ? c >= 0 && ((traits[c] as number) & identifierPart) !== 0 : isLetterOrDigit(c);
}

/** Whether `$` and this character start a variable. */
export function isVariableStart(c: number): boolean {
  return c < 128 ? c >= 0 && ((traits[c] as number) & variableStart) !== 0 : isLetterOrDigit(c);
}

/** Letters, digits, `_` and `?`; the colon is left to the caller. */
export function isVariablePart(c: number): boolean {
  return c < 128 ? c >= 0 && ((traits[c] as number) & variablePart) !== 0 : isLetterOrDigit(c);
}

/** Whether no word, name or number goes on past this character. */
export function isTokenEnd(c: number): boolean {
  return c < 128 ? c < 0 || ((traits[c] as number) & endsToken) !== 0 : isWhitespace(c);
}

/** Whether a number in an expression ends before this character. */
export function isNumberEnd(c: number, beforeTernary: boolean): boolean {
  if (c < 128) {
    return c < 0 || ((traits[c] as number) & endsNumber) !== 0 || (beforeTernary && (c === 63 || c === 58));
  }
  return isDash(c);
}

/** Whether the character goes on a bare word and means nothing in it: not a quote, a backtick or a dollar sign. */
export function isPlainInWord(c: number): boolean {
  if (c < 128) {
    return c >= 0 && ((traits[c] as number) & plainInWord) !== 0;
  }
  return !isSingleQuote(c) && !isDoubleQuote(c) && !isWhitespace(c);
}

export function isLetter(c: number): boolean {
  return c < 128 ? isAsciiLetter(c) : /^\p{L}$/u.test(String.fromCharCode(c));
}

export function isLetterOrDigit(c: number): boolean {
  return c < 128 ? isAsciiLetter(c) || isDigit(c) : /^[\p{L}\p{Nd}]$/u.test(String.fromCharCode(c));
}

function isSeparator(c: number): boolean {
  return c === 0x3000 || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f || c === 0x1680 || isEmQuad(c);
}

function isEmQuad(c: number): boolean {
  return c >= 0x2000 && c <= 0x200a;
}
