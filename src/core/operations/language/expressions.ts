import type { Expression } from './ast.ts';
import {
  type Cursor,
  isDash,
  isDoubleQuote,
  isIdentifierPart,
  isIdentifierStart,
  isNewline,
  isSingleQuote,
} from './cursor.ts';
import { parseNumber } from './numbers.ts';
import { parseStatement, parseStatements } from './parser.ts';
import { parseDoubleQuoted, parseHereString, parseSingleQuoted, parseVariable } from './strings.ts';

const comparisons =
  'eq ne gt ge lt le like notlike match notmatch contains notcontains in notin replace split is isnot';
const precedence: Readonly<Record<string, number>> = {
  and: 1,
  or: 1,
  xor: 1,
  band: 2,
  bor: 2,
  bxor: 2,
  join: 3,
  ...Object.fromEntries(
    comparisons.split(' ').flatMap((name) => [name, `c${name}`, `i${name}`].map((spelling) => [spelling, 3])),
  ),
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  f: 6,
  '..': 7,
};

/** An expression, by precedence climbing; line ends finish it unless an operator is pending. */
export function parseExpression(cursor: Cursor, minimum = 0): Expression {
  let left = parseArray(cursor);
  for (;;) {
    const before = cursor.position;
    cursor.skipBlanks();
    const operator = readOperator(cursor);
    const level = operator === undefined ? undefined : precedence[operator];
    if (operator === undefined || level === undefined || level <= minimum) {
      cursor.position = before;
      return left;
    }
    cursor.skipLines();
    if (cursor.atEnd) {
      throw cursor.unterminated(operator);
    }
    left = { kind: 'binary', operator, left, right: parseExpression(cursor, level) };
  }
}

function readOperator(cursor: Cursor): string | undefined {
  const character = cursor.peek();
  if (cursor.accept('..')) {
    return '..';
  }
  if (isDash(character) && isIdentifierStart(cursor.peek(1))) {
    const word = /^.([\p{L}]+)/u.exec(cursor.text.slice(cursor.position, cursor.position + 20))?.[1] ?? '';
    const name = word.toLowerCase();
    if (precedence[name] === undefined) {
      throw /^(?:as|shl|shr|bnot)$/.test(name) ? cursor.outside(`-${word}`) : cursor.unexpected();
    }
    cursor.position += word.length + 1;
    return name;
  }
  const following = cursor.peek(1);
  if (following === '=' || (following === character && '+-'.includes(character))) {
    return undefined;
  }
  if ('+*/%'.includes(character) && character !== '') {
    return cursor.next();
  }
  if (isDash(character)) {
    cursor.next();
    return '-';
  }
  return undefined;
}

/** Items joined by commas, which bind tighter than any operator. */
function parseArray(cursor: Cursor): Expression {
  cursor.skipBlanks();
  if (cursor.peek() === ',') {
    cursor.next();
    return { kind: 'array', items: [parseUnary(cursor)] };
  }
  const items = [parseUnary(cursor)];
  for (;;) {
    const before = cursor.position;
    cursor.skipBlanks();
    if (!cursor.accept(',')) {
      cursor.position = before;
      const [only] = items;
      return items.length === 1 && only !== undefined ? only : { kind: 'array', items };
    }
    cursor.skipLines();
    items.push(parseUnary(cursor));
  }
}

function parseUnary(cursor: Cursor): Expression {
  return cursor.nest(() => parseOperand(cursor));
}

function parseOperand(cursor: Cursor): Expression {
  cursor.skipBlanks();
  if (cursor.atEnd) {
    throw cursor.unterminated('');
  }
  if (cursor.accept('!')) {
    return { kind: 'unary', operator: 'not', operand: parseUnary(cursor) };
  }
  if (isDash(cursor.peek()) || cursor.peek() === '+') {
    const word = /^.(not|join|split)\b/i.exec(cursor.text.slice(cursor.position, cursor.position + 8))?.[1];
    if (word !== undefined) {
      cursor.position += word.length + 1;
      return { kind: 'unary', operator: word.toLowerCase(), operand: parseUnary(cursor) };
    }
    if (cursor.peek(1) === cursor.peek()) {
      throw cursor.outside(cursor.peek() + cursor.peek());
    }
    const operator = cursor.next() === '+' ? '+' : '-';
    return { kind: 'unary', operator, operand: parseUnary(cursor) };
  }
  return parsePostfix(cursor, parsePrimary(cursor));
}

/** A value on its own: constant, variable, string, group, table, block or type. */
export function parsePrimary(cursor: Cursor): Expression {
  const character = cursor.peek();
  if (character === '$' && cursor.peek(1) !== '(') {
    const variable = parseVariable(cursor);
    if (variable === undefined) {
      throw cursor.unexpected();
    }
    return variable;
  }
  if (isSingleQuote(character)) {
    return { kind: 'constant', value: parseSingleQuoted(cursor) };
  }
  if (isDoubleQuote(character)) {
    return parseDoubleQuoted(cursor);
  }
  if (character === '@' && (isSingleQuote(cursor.peek(1)) || isDoubleQuote(cursor.peek(1)))) {
    return parseHereString(cursor);
  }
  if (cursor.accept('@{')) {
    return parseHashtable(cursor);
  }
  for (const open of ['@(', '$(', '(']) {
    if (cursor.accept(open)) {
      const statements = parseStatements(cursor, ')');
      cursor.expect(')');
      if (statements.length === 0 && open === '(') {
        throw cursor.unexpected();
      }
      return { kind: 'group', statements, asArray: open === '@(' };
    }
  }
  if (character === '{') {
    return parseScriptBlock(cursor);
  }
  if (character === '[') {
    return parseTypeOrCast(cursor);
  }
  const digits = /^(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)(?:[ld]?(?:[kmgtp]b)?)?(?![\p{L}\p{N}_])/iu.exec(
    cursor.text.slice(cursor.position, cursor.position + 60),
  );
  const number = digits === null ? undefined : parseNumber(digits[0]);
  if (digits === null || number === undefined) {
    throw cursor.atEnd ? cursor.unterminated('') : cursor.unexpected();
  }
  cursor.position += digits[0].length;
  return { kind: 'constant', value: number };
}

/** `.name`, `.name( … )`, `::name`, `[ … ]` that follow without a blank. */
export function parsePostfix(cursor: Cursor, start: Expression): Expression {
  let target = start;
  for (;;) {
    if (cursor.peek() === '[') {
      cursor.next();
      cursor.skipLines();
      const index = parseExpression(cursor);
      cursor.skipLines();
      cursor.expect(']');
      target = { kind: 'index', target, index };
      continue;
    }
    const isStatic = cursor.startsWith('::');
    const nameStart = cursor.position + (isStatic ? 2 : 1);
    const first = cursor.text.charAt(nameStart);
    if (
      !(isStatic || (cursor.peek() === '.' && cursor.peek(1) !== '.')) ||
      !(isIdentifierStart(first) || isSingleQuote(first) || isDoubleQuote(first))
    ) {
      return target;
    }
    cursor.position = nameStart;
    const name = isSingleQuote(first) || isDoubleQuote(first) ? quotedName(cursor) : identifier(cursor);
    target =
      cursor.peek() === '('
        ? { kind: 'call', target, name, isStatic, arguments: parseCallArguments(cursor) }
        : { kind: 'member', target, name, isStatic, start: nameStart };
  }
}

function identifier(cursor: Cursor): string {
  let name = '';
  while (isIdentifierPart(cursor.peek())) {
    name += cursor.next();
  }
  return name;
}

function quotedName(cursor: Cursor): string {
  const value = isSingleQuote(cursor.peek())
    ? { kind: 'constant' as const, value: parseSingleQuoted(cursor) }
    : parseDoubleQuoted(cursor);
  if (value.kind !== 'constant') {
    throw cursor.outside('."$( )"');
  }
  return String(value.value);
}

function parseCallArguments(cursor: Cursor): readonly Expression[] {
  cursor.next();
  cursor.skipLines();
  if (cursor.accept(')')) {
    return [];
  }
  const list = parseExpression(cursor);
  cursor.skipLines();
  cursor.expect(')');
  return list.kind === 'array' ? list.items : [list];
}

function parseHashtable(cursor: Cursor): Expression {
  const entries: [Expression, Expression][] = [];
  for (;;) {
    cursor.skipSeparators();
    if (cursor.accept('}')) {
      return { kind: 'hashtable', entries };
    }
    if (cursor.atEnd) {
      throw cursor.unterminated('}');
    }
    const bare = /^[\p{L}_][\p{L}\p{N}_-]*|^\d+/u.exec(cursor.text.slice(cursor.position))?.[0];
    let key: Expression;
    if (bare === undefined) {
      key = parsePostfix(cursor, parsePrimary(cursor));
    } else {
      cursor.position += bare.length;
      key = { kind: 'constant', value: bare };
    }
    cursor.skipLines();
    cursor.expect('=');
    cursor.skipLines();
    if (cursor.atEnd) {
      throw cursor.unterminated('}');
    }
    entries.push([key, parseHashtableValue(cursor)]);
    cursor.skipBlanks();
    if (!cursor.atEnd && !isNewline(cursor.peek()) && !';}'.includes(cursor.peek())) {
      throw cursor.unexpected();
    }
  }
}

/** The value of an entry is a whole pipeline: `@{ Now = Get-Date }`. */
function parseHashtableValue(cursor: Cursor): Expression {
  if (isIdentifierStart(cursor.peek())) {
    return { kind: 'group', statements: [parseStatement(cursor)], asArray: false };
  }
  return parseExpression(cursor);
}

function parseScriptBlock(cursor: Cursor): Expression {
  const start = cursor.position;
  cursor.next();
  const statements = parseStatements(cursor, '}');
  cursor.expect('}');
  return { kind: 'scriptBlock', statements, text: cursor.text.slice(start + 1, cursor.position - 1) };
}

function parseTypeOrCast(cursor: Cursor): Expression {
  const match = /^\[\s*([\p{L}_][\p{L}\p{N}_.+]*(?:\[\])?)\s*\]/u.exec(
    cursor.text.slice(cursor.position, cursor.position + 200),
  );
  if (match === null) {
    throw cursor.text.indexOf(']', cursor.position) < 0 ? cursor.unterminated(']') : cursor.outside('[ ]');
  }
  cursor.position += match[0].length;
  const name = match[1] ?? '';
  const rest = cursor.text.slice(cursor.position, cursor.position + 3);
  const casts = !rest.startsWith('::') && /^\s*(?:[$(@'"[\d.{\u2018-\u201e-])/.test(rest);
  if (!casts) {
    return { kind: 'type', name };
  }
  return { kind: 'cast', type: name, operand: parseUnary(cursor) };
}
