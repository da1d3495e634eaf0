import { simpleName } from './attributes.ts';
import { expandHere, expandString, expandWord } from './expandable.ts';
import { unary } from './expressions.ts';
import { constantOf, entryOf, type Known, knownString, knownVariable } from './knowledge.ts';
import { memberOperator, postfix } from './members.ts';
import { commandMode, expressionMode } from './modes.ts';
import { otherShape, type Parser, variableShape } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { scriptBlock } from './scriptBlocks.ts';
import { statement, statementList } from './statements.ts';
import { synchronize } from './synchronize.ts';
import * as Kind from './tokenKinds.ts';
import type { Constant, HashtableEntry, Range } from './types.ts';

/** Reads a variable, literal or bracketed expression, with its members unless told otherwise; false when there is none. */
export function primary(p: Parser, withMembers: boolean): boolean {
  p.known = undefined;
  p.shape = otherShape;
  const { want } = p;
  switch (p.next()) {
    case Kind.variable:
      p.shape = variableShape;
      p.variableStart = p.start;
      p.variableEnd = p.end;
      if (want) {
        p.known = knownVariable(variableName(p.text, p.start, p.end));
      }
      break;
    case Kind.splat:
      if (want) {
        p.known = { kind: 'splat', name: p.text.slice(p.start + 1, p.end) };
      }
      break;
    case Kind.number:
      if (want && Number.isFinite(p.number)) {
        p.known = { kind: 'number', value: p.number };
      }
      break;
    case Kind.singleQuoted:
    case Kind.singleHere:
      p.strings.push(p.start, p.end, p.kind);
      if (want) {
        p.known = p.kind === Kind.singleQuoted ? singleQuotedValue(p) : singleHereValue(p);
      }
      break;
    case Kind.doubleQuoted:
      p.strings.push(p.start, p.end, p.kind);
      if (want || p.flag) {
        p.known = p.cooked
          ? expandString(p, p.start, p.end)
          : knownString(p.text.slice(p.start + 1, p.end - 1), 'double');
      }
      break;
    case Kind.doubleHere:
      p.strings.push(p.start, p.end, p.kind);
      if (want || p.flag) {
        p.known = expandHere(p, p.start, p.end);
      }
      break;
    case Kind.leftParen:
    case Kind.atParen:
    case Kind.dollarParen:
    case Kind.atCurly:
    case Kind.leftCurly:
      bracketed(p);
      break;
    default:
      p.unget();
      return false;
  }
  if (withMembers) {
    const operator = memberOperator(p, true);
    if (operator !== 0) {
      postfix(p, operator);
    }
  }
  return true;
}

/** Reads what the opening bracket that was consumed starts. */
function bracketed(p: Parser): void {
  if (!p.enter()) {
    return;
  }
  switch (p.kind) {
    case Kind.leftParen:
      parenthesized(p);
      break;
    case Kind.atCurly:
      hashtable(p);
      break;
    case Kind.leftCurly:
      scriptBlockExpression(p);
      break;
    default:
      subexpression(p, p.kind === Kind.atParen);
  }
  p.leave();
}

/** `tenant` for `$tenant` and `${tenant}`, backticks resolved. */
export function variableName(text: string, start: number, end: number): string {
  if (text.charCodeAt(start + 1) !== 123) {
    return text.slice(start + 1, end);
  }
  const closed = text.charCodeAt(end - 1) === 125 ? end - 1 : end;
  return text.slice(start + 2, closed).replace(/`(.)/gs, '$1');
}

function singleQuotedValue(p: Parser): Constant {
  const { text, start, end } = p;
  if (!p.cooked) {
    return knownString(text.slice(start + 1, end - 1), 'single');
  }
  const raw = text.slice(start + 1, end - (closes(text, start, end) ? 1 : 0));
  return knownString(
    raw.replace(/(['\u2018-\u201B])['\u2018-\u201B]/g, (pair) => pair.charAt(1)),
    'single',
  );
}

function closes(text: string, start: number, end: number): boolean {
  return end - start > 1 && /['\u2018-\u201B]/.test(text.charAt(end - 1));
}

function singleHereValue(p: Parser): Constant {
  return knownString(hereStringContent(p.text, p.start, p.end), 'singleHere');
}

/** The lines between `@'` and `'@`, without the last line end. */
export function hereStringContent(text: string, start: number, end: number): string {
  let from = start + 2;
  while (from < end && text.charCodeAt(from) !== 10 && text.charCodeAt(from) !== 13) {
    from++;
  }
  from += text.charCodeAt(from) === 13 && text.charCodeAt(from + 1) === 10 ? 2 : 1;
  let to = end - 2;
  if (to > from) {
    to -= text.charCodeAt(to - 1) === 10 && text.charCodeAt(to - 2) === 13 ? 2 : 1;
  }
  return text.slice(from, Math.max(from, to));
}

function parenthesized(p: Parser): void {
  const { mode, commaSeparates } = p;
  const open = p.start;
  p.setMode(commandMode);
  p.commaSeparates = false;
  p.skipNewlines();
  if (!pipelineChain(p)) {
    p.fail(open + 1);
    p.forget();
  }
  p.skipNewlines();
  p.expect(Kind.rightParen);
  p.commaSeparates = commaSeparates;
  p.setMode(mode);
  p.shape = otherShape;
}

/** `$( )` or, when `array`, `@( )`. */
function subexpression(p: Parser, array: boolean): void {
  const { mode, commaSeparates, want } = p;
  const values: (Known | undefined)[] | undefined = want ? [] : undefined;
  p.setMode(commandMode);
  p.commaSeparates = false;
  p.skipNewlines();
  statementList(p, values);
  p.skipNewlines();
  p.expect(Kind.rightParen);
  p.commaSeparates = commaSeparates;
  p.want = want;
  p.setMode(mode);
  p.shape = otherShape;
  p.known = array && values !== undefined ? arrayOf(values) : soleVariable(values);
}

/** `"$($name)"` is `"$name"`. */
function soleVariable(values: readonly (Known | undefined)[] | undefined): Known | undefined {
  return values?.length === 1 && values[0]?.kind === 'variable' ? values[0] : undefined;
}

function arrayOf(values: readonly (Known | undefined)[]): Constant | undefined {
  const items: (Constant | undefined)[] = [];
  for (const value of values) {
    if (value === undefined || value.kind === 'variable' || value.kind === 'splat') {
      return undefined;
    }
    if (value.kind === 'array') {
      items.push(...value.items);
    } else {
      items.push(constantOf(value));
    }
  }
  return { kind: 'array', items };
}

/** Reads a script block, after its brace. */
export function scriptBlockExpression(p: Parser): void {
  const { mode, commaSeparates, want } = p;
  p.commaSeparates = false;
  p.setMode(commandMode);
  p.skipNewlines();
  p.depth++;
  scriptBlock(p);
  p.depth--;
  p.commaSeparates = commaSeparates;
  p.want = want;
  p.setMode(mode);
  p.forgetShape();
}

/** Reads `key = value` lines, after `@{`. */
export function hashtable(p: Parser): void {
  const { want } = p;
  const entries: HashtableEntry[] | undefined = want ? [] : undefined;
  p.skipNewlines();
  while (hashtableEntry(p, entries)) {
    const kind = p.peek();
    if (kind !== Kind.newLine && kind !== Kind.semicolon) {
      break;
    }
    p.skipNewlines(true);
  }
  p.expect(Kind.rightCurly);
  p.want = want;
  p.shape = otherShape;
  p.known = entries === undefined ? undefined : { kind: 'hashtable', entries };
}

function hashtableEntry(p: Parser, entries: HashtableEntry[] | undefined): boolean {
  const { mode } = p;
  p.setMode(expressionMode);
  const keyStart = p.peeked ? p.start : p.pos;
  if (!labelOrKey(p)) {
    p.setMode(mode);
    return false;
  }
  const key = p.known?.kind === 'string' ? p.known.value : undefined;
  const keyRange: Range | undefined = entries && { start: keyStart, end: p.lastEnd };
  const hasValue = p.next() === Kind.assignment;
  p.setMode(mode);
  if (!hasValue) {
    p.unget();
    p.fail(p.lastEnd);
    synchronize(p, false, [Kind.rightCurly, Kind.semicolon, Kind.newLine]);
    return true;
  }
  p.setMode(commandMode);
  p.skipNewlines();
  const start = p.pos;
  p.want = entries !== undefined;
  if (!statement(p, true)) {
    p.fail(p.lastEnd);
    p.forget();
  }
  p.setMode(mode);
  if (keyRange !== undefined) {
    entries?.push(entryOf(key, keyRange, p.known, { start, end: p.lastEnd }));
  }
  p.want = entries !== undefined;
  return true;
}

/** Reads a loop label or hashtable key: a plain name, or an operand. */
export function labelOrKey(p: Parser): boolean {
  if (simpleName(p)) {
    p.known = p.want ? knownString(p.text.slice(p.start, p.end), 'bare') : undefined;
    return true;
  }
  const kind = p.peek();
  if (kind === Kind.newLine || kind === Kind.semicolon) {
    return false;
  }
  const { commaSeparates } = p;
  p.commaSeparates = true;
  const found = unary(p);
  p.commaSeparates = commaSeparates;
  return found;
}

/** What the word token that was just consumed stands for; its variables and commands are read when it `expands`. */
export function wordValue(p: Parser, expands: boolean): Known | undefined {
  if (!p.cooked) {
    return p.want ? knownString(p.text.slice(p.start, p.end), 'bare') : undefined;
  }
  if (!p.want && !(expands && p.flag)) {
    return undefined;
  }
  return expandWord(p, p.start, p.end, expands);
}
