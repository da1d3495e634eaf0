import type { CommandElement, Expression, PipelineElement, Statement } from './ast.ts';
import { Cursor, isDash, isDelimiter, isDoubleQuote, isIdentifierStart, isNewline, isSingleQuote } from './cursor.ts';
import { parseExpression, parsePostfix, parsePrimary } from './expressions.ts';
import { parseNumber } from './numbers.ts';
import {
  parseDoubleQuoted,
  parseHereString,
  parseSingleQuoted,
  parseTemplatePart,
  parseVariable,
  TemplateParts,
} from './strings.ts';

/**
 * Statements of a typed line or a pasted block, in the console's subset of PowerShell.
 *
 * @throws operations/notInConsoleLanguage for PowerShell beyond the subset, operations/unterminated where more input
 * could finish it, operations/syntax otherwise.
 */
export function parseInput(text: string): readonly Statement[] {
  const cursor = new Cursor(text);
  const statements = parseStatements(cursor, '');
  if (!cursor.atEnd) {
    throw cursor.unexpected();
  }
  return statements;
}

/** Statements up to `close` (or the end of the text), which is left to the caller. */
export function parseStatements(cursor: Cursor, close: string): readonly Statement[] {
  return cursor.nest(() => readStatements(cursor, close));
}

function readStatements(cursor: Cursor, close: string): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    cursor.skipSeparators();
    if (cursor.atEnd || (close !== '' && cursor.startsWith(close))) {
      return statements;
    }
    statements.push(parseStatement(cursor));
    cursor.skipBlanks();
    const next = cursor.peek();
    if (!cursor.atEnd && next !== ';' && !isNewline(next) && !(close !== '' && cursor.startsWith(close))) {
      throw cursor.startsWith('&&') || cursor.startsWith('||')
        ? cursor.outside(next + next)
        : next === '&'
          ? cursor.outside('&')
          : cursor.unexpected();
    }
  }
}

const keywords = new Set(
  'if foreach for while do switch try function filter return throw class enum param begin process end using trap data break continue workflow until'.split(
    ' ',
  ),
);

/** One statement, up to what ends it. */
export function parseStatement(cursor: Cursor): Statement {
  const word = /^[a-z]+(?=[\s({]|$)/i
    .exec(cursor.text.slice(cursor.position, cursor.position + 20))?.[0]
    ?.toLowerCase();
  if (word !== undefined && keywords.has(word)) {
    throw cursor.outside(word);
  }
  const assign = parseAssignmentTarget(cursor);
  const pipeline: PipelineElement[] = [parsePipelineElement(cursor)];
  for (;;) {
    cursor.skipBlanks();
    if (cursor.peek() !== '|' || cursor.peek(1) === '|') {
      return assign === undefined ? { pipeline } : { assign, pipeline };
    }
    cursor.next();
    cursor.skipLines();
    if (cursor.atEnd) {
      throw cursor.unterminated('|');
    }
    pipeline.push(parsePipelineElement(cursor));
  }
}

function parseAssignmentTarget(cursor: Cursor): Statement['assign'] {
  const target = /^\$(?:\{([^}]+)\}|((?:(?:global|script|local|private):)?[\p{L}\p{N}_]+))[ \t]*(\+?=)(?!=)/iu.exec(
    cursor.text.slice(cursor.position, cursor.position + 250),
  );
  if (target === null) {
    return undefined;
  }
  cursor.position += target[0].length;
  cursor.skipLines();
  if (cursor.atEnd) {
    throw cursor.unterminated('=');
  }
  const variable = (target[1] ?? target[2] ?? '').replace(/^(?:global|script|local|private):/i, '');
  return { variable, operator: target[3] === '+=' ? '+=' : '=' };
}

function parsePipelineElement(cursor: Cursor): PipelineElement {
  cursor.skipBlanks();
  const start = cursor.position;
  const character = cursor.peek();
  if (character === '&' || (character === '.' && /\s/.test(cursor.peek(1)))) {
    cursor.next();
    cursor.skipBlanks();
    if (cursor.peek() === '{') {
      throw cursor.outside('& { }');
    }
    return { kind: 'command', name: parseArgumentValue(cursor), start, elements: parseElements(cursor) };
  }
  if (startsExpression(cursor)) {
    const expression = parseExpression(cursor);
    cursor.skipBlanks();
    if (/^(?:[+*/%-]?=|\+\+|--)/.test(cursor.text.slice(cursor.position, cursor.position + 2))) {
      throw cursor.outside(cursor.text.slice(cursor.position, cursor.position + 2).trim());
    }
    return { kind: 'expression', expression };
  }
  const name = parseWord(cursor);
  const known =
    name.kind === 'constant' && typeof name.value === 'string'
      ? name.value
      : name.kind === 'literalNumber'
        ? name.text
        : name;
  if (known === '') {
    throw cursor.atEnd ? cursor.unterminated('') : cursor.unexpected();
  }
  return { kind: 'command', name: known, start, elements: parseElements(cursor) };
}

function startsExpression(cursor: Cursor): boolean {
  const character = cursor.peek();
  return (
    '$([{!,'.includes(character) ||
    isSingleQuote(character) ||
    isDoubleQuote(character) ||
    (character === '@' && /[({'"\u2018-\u201e]/.test(cursor.peek(1))) ||
    /^[+-]?\.?\d/.test(cursor.text.slice(cursor.position, cursor.position + 3)) ||
    ((isDash(character) || character === '+') &&
      /^[\s+-]*[$('"[\d\u2018-\u201e]/.test(cursor.text.slice(cursor.position + 1, cursor.position + 40))) ||
    (isDash(character) && /^.(?:not|join|split)\b/i.test(cursor.text.slice(cursor.position, cursor.position + 8)))
  );
}

function parseElements(cursor: Cursor): readonly CommandElement[] {
  const elements: CommandElement[] = [];
  for (;;) {
    cursor.skipBlanks();
    const character = cursor.peek();
    if (character === '' || isNewline(character) || '|;)}&'.includes(character)) {
      return elements;
    }
    if (/^(?:[*1-6]?>)|^</.test(cursor.text.slice(cursor.position, cursor.position + 2))) {
      throw cursor.outside(cursor.peek() === '<' ? '<' : '>');
    }
    if (isDash(character) && (isIdentifierStart(cursor.peek(1)) || cursor.peek(1) === '?')) {
      elements.push(parseParameter(cursor));
    } else if (character === '@' && isIdentifierStart(cursor.peek(1))) {
      const splat = /^@([\p{L}\p{N}_]+)/u.exec(cursor.text.slice(cursor.position));
      cursor.position += splat?.[0].length ?? 0;
      elements.push({ kind: 'splat', variable: splat?.[1] ?? '' });
    } else {
      elements.push({ kind: 'argument', value: parseArgument(cursor) });
    }
  }
}

function parseParameter(cursor: Cursor): CommandElement {
  cursor.next();
  let name = '';
  while (!isDelimiter(cursor.peek()) && cursor.peek() !== ':') {
    name += cursor.next();
  }
  if (!cursor.accept(':')) {
    return { kind: 'parameter', name };
  }
  cursor.skipBlanks();
  if (cursor.atEnd) {
    throw cursor.unterminated(':');
  }
  return { kind: 'parameter', name, value: parseArgument(cursor) };
}

/** An argument with its commas: `a, b` is one argument. */
function parseArgument(cursor: Cursor): Expression {
  const items = [parseArgumentValue(cursor)];
  for (;;) {
    const before = cursor.position;
    cursor.skipBlanks();
    if (!cursor.accept(',')) {
      // Not part of the argument: whoever asks next steps over the blanks again.
      cursor.position = before;
      const [only] = items;
      return items.length === 1 && only !== undefined ? only : { kind: 'array', items };
    }
    cursor.skipLines();
    if (cursor.atEnd) {
      throw cursor.unterminated(',');
    }
    items.push(parseArgumentValue(cursor));
  }
}

function parseArgumentValue(cursor: Cursor): Expression {
  const character = cursor.peek();
  if ('({'.includes(character) && character !== '') {
    return parsePostfix(cursor, parsePrimary(cursor));
  }
  if (character === '@' && /[({'"\u2018-\u201e]/.test(cursor.peek(1))) {
    return isSingleQuote(cursor.peek(1)) || isDoubleQuote(cursor.peek(1))
      ? parseHereString(cursor)
      : parsePostfix(cursor, parsePrimary(cursor));
  }
  if (character === '$') {
    const start = cursor.position;
    const value = cursor.startsWith('$(') ? parsePrimary(cursor) : parseVariable(cursor);
    if (value !== undefined) {
      const whole = parsePostfix(cursor, value);
      if (isDelimiter(cursor.peek())) {
        return whole;
      }
    }
    cursor.position = start;
  }
  if (isSingleQuote(character) || isDoubleQuote(character)) {
    const start = cursor.position;
    const value: Expression = isSingleQuote(character)
      ? { kind: 'constant', value: parseSingleQuoted(cursor) }
      : parseDoubleQuoted(cursor);
    if (isDelimiter(cursor.peek())) {
      return value;
    }
    cursor.position = start;
  }
  return parseWord(cursor);
}

/** A bare word: text with holes, quoted pieces and escapes, up to a delimiter. */
function parseWord(cursor: Cursor): Expression {
  const parts = new TemplateParts();
  const start = cursor.position;
  while (!isDelimiter(cursor.peek())) {
    if (isSingleQuote(cursor.peek())) {
      parts.addText(parseSingleQuoted(cursor));
    } else if (isDoubleQuote(cursor.peek())) {
      parts.addExpression(parseDoubleQuoted(cursor));
    } else {
      parseTemplatePart(cursor, parts);
    }
  }
  if (cursor.position === start) {
    throw cursor.atEnd ? cursor.unterminated('') : cursor.unexpected();
  }
  const word = cursor.text.slice(start, cursor.position);
  const number = parseNumber(word);
  return number === undefined ? parts.expression() : { kind: 'literalNumber', value: number, text: word };
}
