import { malformed } from '../graphError.ts';
import type { Literal } from './ast.ts';

export type Token =
  | { readonly kind: 'literal'; readonly literal: Literal; readonly position: number }
  /** Identifiers, operators and `$count`. */
  | { readonly kind: 'name'; readonly text: string; readonly position: number }
  | { readonly kind: 'symbol'; readonly text: '(' | ')' | ',' | '/' | ':'; readonly position: number }
  | { readonly kind: 'end'; readonly position: number };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const dateTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})?)?/i;
const number = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const name = /^[$@]?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/;

/** Splits an OData expression into tokens. Throws a `GraphError` (400) that names the position of what it cannot read. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < expression.length) {
    const character = expression[position] ?? '';
    if (/\s/.test(character)) {
      position += 1;
    } else if (isSymbol(character)) {
      tokens.push({ kind: 'symbol', text: character, position });
      position += 1;
    } else if (character === "'") {
      const end = endOfString(expression, position);
      const value = expression.slice(position + 1, end).replaceAll("''", "'");
      tokens.push({ kind: 'literal', literal: { kind: 'literal', type: 'string', value }, position });
      position = end + 1;
    } else {
      const [token, length] = word(expression, position);
      tokens.push(token);
      position += length;
    }
  }
  tokens.push({ kind: 'end', position });
  return tokens;
}

function isSymbol(character: string): character is '(' | ')' | ',' | '/' | ':' {
  return '(),/:'.includes(character);
}

function endOfString(expression: string, start: number): number {
  let position = start + 1;
  for (;;) {
    const quote = expression.indexOf("'", position);
    if (quote < 0) {
      throw malformed(
        `Invalid filter clause: There is an unterminated string literal at position ${expression.length} in '${expression}'.`,
      );
    }
    if (expression[quote + 1] !== "'") {
      return quote;
    }
    position = quote + 2;
  }
}

function word(expression: string, position: number): [Token, number] {
  const rest = expression.slice(position);
  const matched = guid.exec(rest)?.[0];
  if (matched !== undefined) {
    return [literal({ kind: 'literal', type: 'guid', value: matched.toLowerCase() }, position), matched.length];
  }
  const date = dateTime.exec(rest)?.[0];
  if (date !== undefined) {
    return [
      literal({ kind: 'literal', type: 'date', value: dateValue(date, expression, position) }, position),
      date.length,
    ];
  }
  const digits = number.exec(rest)?.[0];
  if (digits !== undefined) {
    return [literal({ kind: 'literal', type: 'number', value: Number(digits) }, position), digits.length];
  }
  const text = name.exec(rest)?.[0];
  if (text === undefined) {
    throw malformed(`Invalid filter clause: Syntax error at position ${position} in '${expression}'.`);
  }
  if (text === 'null') {
    return [literal({ kind: 'literal', type: 'null', value: null }, position), text.length];
  }
  if (text === 'true' || text === 'false') {
    return [literal({ kind: 'literal', type: 'boolean', value: text === 'true' }, position), text.length];
  }
  return [{ kind: 'name', text, position }, text.length];
}

function literal(value: Literal, position: number): Token {
  return { kind: 'literal', literal: value, position };
}

function dateValue(text: string, expression: string, position: number): number {
  // A date without a zone is UTC to Graph, local time to JavaScript.
  const withZone = text.includes('T') && !/(?:Z|[+-]\d{2}:\d{2})$/i.test(text) ? `${text}Z` : text;
  const value = Date.parse(withZone);
  if (Number.isNaN(value)) {
    throw malformed(`Invalid filter clause: Syntax error at position ${position} in '${expression}'.`);
  }
  return value;
}
