import type { Expression } from './ast.ts';
import { Cursor, isDoubleQuote, isIdentifierPart, isNewline, isSingleQuote } from './cursor.ts';
import { parseStatements } from './parser.ts';

/** `'…'`, with `''` for a quote. The cursor is on the opening quote. */
export function parseSingleQuoted(cursor: Cursor): string {
  cursor.next();
  let text = '';
  for (;;) {
    if (cursor.atEnd) {
      throw cursor.unterminated("'");
    }
    const character = cursor.next();
    if (!isSingleQuote(character)) {
      text += character;
    } else if (isSingleQuote(cursor.peek())) {
      text += cursor.next();
    } else {
      return text;
    }
  }
}

/** `"…"` with `$variable`, `$( … )` and backtick escapes. The cursor is on the opening quote. */
export function parseDoubleQuoted(cursor: Cursor): Expression {
  cursor.next();
  const parts = new TemplateParts();
  for (;;) {
    if (cursor.atEnd) {
      throw cursor.unterminated('"');
    }
    if (isDoubleQuote(cursor.peek())) {
      cursor.next();
      if (!isDoubleQuote(cursor.peek())) {
        return parts.expression();
      }
      parts.addText('"');
      cursor.next();
    } else {
      parseTemplatePart(cursor, parts);
    }
  }
}

/** `@' … '@` and `@" … "@`. The cursor is on the `@`. */
export function parseHereString(cursor: Cursor): Expression {
  cursor.next();
  const expandable = isDoubleQuote(cursor.next());
  while (!cursor.atEnd && !isNewline(cursor.peek())) {
    if (!/\s/.test(cursor.peek())) {
      throw cursor.unexpected();
    }
    cursor.next();
  }
  const close = new RegExp(
    `(?:\\r\\n|\\r|\\n)[${expandable ? '"\u201c\u201d\u201e' : "'\u2018\u2019\u201a\u201b"}]@`,
    'g',
  );
  close.lastIndex = cursor.position;
  const end = close.exec(cursor.text);
  if (end === null) {
    cursor.position = cursor.text.length;
    throw cursor.unterminated(expandable ? '"@' : "'@");
  }
  // The first line end belongs to the opening, unless the string is empty and it is also the closing one.
  const start = cursor.position + (cursor.startsWith('\r\n') ? 2 : 1);
  const body = start > end.index ? '' : cursor.text.slice(start, end.index);
  cursor.position = end.index + end[0].length;
  return expandable ? expandTemplate(body) : { kind: 'constant', value: body };
}

/** The pieces of an expandable string while it is read. */
export class TemplateParts {
  readonly #parts: (string | Expression)[] = [];

  addText(text: string): void {
    const last = this.#parts.at(-1);
    if (typeof last === 'string') {
      this.#parts[this.#parts.length - 1] = last + text;
    } else {
      this.#parts.push(text);
    }
  }

  addExpression(expression: Expression): void {
    this.#parts.push(expression);
  }

  expression(): Expression {
    const [only] = this.#parts;
    if (this.#parts.length === 0) {
      return { kind: 'constant', value: '' };
    }
    return this.#parts.length === 1 && typeof only === 'string'
      ? { kind: 'constant', value: only }
      : { kind: 'template', parts: this.#parts };
  }
}

/** One escape, hole or character of an expandable string. */
export function parseTemplatePart(cursor: Cursor, parts: TemplateParts): void {
  if (cursor.peek() === '`') {
    cursor.next();
    parts.addText(parseEscape(cursor));
    return;
  }
  if (cursor.peek() === '$') {
    if (cursor.startsWith('$(')) {
      cursor.position += 2;
      const statements = parseStatements(cursor, ')');
      cursor.expect(')');
      parts.addExpression({ kind: 'group', statements, asArray: false });
      return;
    }
    const variable = parseVariable(cursor);
    if (variable !== undefined) {
      parts.addExpression(variable);
      return;
    }
  }
  parts.addText(cursor.next());
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function parseEscape(cursor: Cursor): string {
  if (cursor.atEnd) {
    throw cursor.unterminated('`');
  }
  const codePoint = /^u\{([0-9a-f]{1,6})\}/i.exec(cursor.text.slice(cursor.position, cursor.position + 9));
  const code = Number.parseInt(codePoint?.[1] ?? '', 16);
  if (codePoint !== null && code <= 0x10ffff) {
    cursor.position += codePoint[0].length;
    return String.fromCodePoint(code);
  }
  const character = cursor.next();
  if (character === '\r' && cursor.peek() === '\n') {
    cursor.next();
    return '';
  }
  return isNewline(character) ? '' : (escapes[character] ?? character);
}

/** `$name`, `${name}`, `$_`, `$env:name`; undefined where the dollar sign is just one. */
export function parseVariable(cursor: Cursor): Expression | undefined {
  const rest = cursor.text.slice(cursor.position, cursor.position + 200);
  const braced = /^\$\{([^}]+)\}/.exec(rest);
  if (braced !== null) {
    cursor.position += braced[0].length;
    return { kind: 'variable', name: withoutScope(braced[1] ?? '') };
  }
  const special = /^\$[?$^](?![\p{L}\p{N}_])/u.exec(rest);
  if (special !== null) {
    cursor.position += 2;
    return { kind: 'variable', name: special[0].slice(1) };
  }
  if (!isIdentifierPart(cursor.peek(1))) {
    return undefined;
  }
  const named = /^\$((?:[\p{L}\p{N}_]+:(?!:))?[\p{L}\p{N}_]+)/u.exec(rest);
  if (named === null) {
    return undefined;
  }
  cursor.position += named[0].length;
  return { kind: 'variable', name: withoutScope(named[1] ?? '') };
}

function withoutScope(name: string): string {
  return name.replace(/^(?:global|script|local|private|variable):/i, '');
}

/** The body of an expandable here-string: quotes are text in it. */
function expandTemplate(body: string): Expression {
  const cursor = new Cursor(body);
  const parts = new TemplateParts();
  while (!cursor.atEnd) {
    parseTemplatePart(cursor, parts);
  }
  return parts.expression();
}
