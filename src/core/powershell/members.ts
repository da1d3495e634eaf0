import { commandArgument } from './arguments.ts';
import { simpleName } from './attributes.ts';
import { isNewline, isWhitespace } from './characters.ts';
import { expression, isUnary, unary } from './expressions.ts';
import { argumentOf } from './knowledge.ts';
import { commandMode } from './modes.ts';
import { memberShape, otherShape, type Parser, variableShape } from './parser.ts';
import { primary, scriptBlockExpression } from './primaries.ts';
import * as Kind from './tokenKinds.ts';
import type { Argument } from './types.ts';

const memberAccess = 1;
const elementAccess = 2;

/**
 * Consumes `.`, `::`, `?.`, `[` or `?[` right after an operand: 0 when there is none. Only a block comment may be in
 * between.
 */
export function memberOperator(p: Parser, allowIndex: boolean): number {
  if (p.peeked) {
    return 0;
  }
  let i = p.pos;
  while (p.charAt(i) === 60) {
    if (p.charAt(i + 1) !== 35) {
      p.pos = i;
      return 0;
    }
    i = p.skipBlockComment(i);
  }
  p.pos = i;
  const c = p.charAt(i);
  const next = p.charAt(i + 1);
  if (c === 46) {
    return next !== 46 && !endsCommandWord(p, next) ? consume(p, i + 1, memberAccess) : 0;
  }
  if (c === 58) {
    return next === 58 && !endsCommandWord(p, p.charAt(i + 2)) ? consume(p, i + 2, memberAccess) : 0;
  }
  if (c === 91 && allowIndex) {
    return consume(p, i + 1, elementAccess);
  }
  if (c === 63) {
    if (next === 46) {
      return consume(p, i + 2, memberAccess);
    }
    if (next === 91 && allowIndex) {
      return consume(p, i + 2, elementAccess);
    }
  }
  return 0;
}

/** In a command, a dot that nothing follows belongs to the next word. */
function endsCommandWord(p: Parser, c: number): boolean {
  return p.mode === commandMode && (c <= 0 || isNewline(c) || isWhitespace(c));
}

function consume(p: Parser, end: number, operator: number): number {
  p.pos = end;
  p.lastEnd = end;
  return operator;
}

/** Reads what follows the member operator that was consumed, and all further ones. */
export function postfix(p: Parser, first: number): void {
  let operator = first;
  while (operator !== 0) {
    p.skipNewlines();
    if (operator === memberAccess) {
      member(p);
    } else {
      element(p);
    }
    p.known = undefined;
    operator = memberOperator(p, true);
  }
}

function member(p: Parser): void {
  const { shape } = p;
  const target = shape === variableShape ? p.text.slice(p.variableStart + 1, p.variableEnd) : undefined;
  p.shape = otherShape;
  const start = p.pos;
  if (simpleName(p)) {
    if (target !== undefined) {
      p.shape = memberShape;
      p.memberName = p.text.slice(p.start, p.end);
    }
  } else {
    const kind = p.peek();
    const found = isUnary(kind) || kind === Kind.leftBracket ? unary(p) : primary(p, false);
    p.shape = otherShape;
    if (!found) {
      p.fail(start);
      const next = p.peek();
      if (next !== Kind.comma && next !== Kind.endOfInput) {
        const { mode } = p;
        p.setMode(commandMode);
        commandArgument(p, true, p.next());
        p.setMode(mode);
      }
      return;
    }
  }
  if (p.peeked) {
    return;
  }
  let c = p.charAt(p.pos);
  if (c === 91) {
    const after = genericArgumentsEnd(p, p.pos);
    if (after > 0) {
      p.pos = after;
      c = 40;
    }
  }
  if (c === 40) {
    const name = p.shape === memberShape ? p.memberName : undefined;
    p.pos++;
    p.lastEnd = p.pos;
    invoke(p, name?.toLowerCase() === 'add' ? target : undefined);
    p.shape = otherShape;
  } else if (c === 123) {
    p.pos++;
    p.skipNewlines();
    scriptBlockExpression(p);
    p.shape = otherShape;
  }
}

/** `.Method[Type]( )`: offset of the parenthesis when that is what the bracket at `bracket` starts, else -1. */
function genericArgumentsEnd(p: Parser, bracket: number): number {
  let depth = 0;
  for (let i = bracket; i < p.limit; i++) {
    const c = p.text.charCodeAt(i);
    if (c === 91) {
      depth++;
    } else if (c === 93) {
      if (--depth === 0) {
        return p.charAt(i + 1) === 40 ? i + 1 : -1;
      }
    } else if (!/[\w.`+, \t\r\n]/.test(p.text.charAt(i)) || (i === bracket + 1 && c >= 48 && c <= 57)) {
      return -1;
    }
  }
  return -1;
}

/** Reads the arguments of a method, after its parenthesis. `target` is the variable when the method is its `Add`. */
function invoke(p: Parser, target: string | undefined): void {
  const { variableStart, variableEnd, want } = p;
  const items: Argument[] | undefined = target === undefined ? undefined : [];
  p.want = items !== undefined;
  callArguments(p, items);
  p.want = want;
  const [key, value] = items ?? [];
  if (target !== undefined && items?.length === 2 && key?.value?.kind === 'string' && value !== undefined) {
    p.assignments.push({
      variable: target,
      variableRange: { start: variableStart, end: variableEnd },
      member: key.value.value,
      compound: false,
      range: { start: variableStart, end: p.lastEnd },
      argument: value,
      enclosingFunction: p.functionName,
    });
  }
}

/** Reads `argument, argument)`, after the opening parenthesis. */
export function callArguments(p: Parser, items?: Argument[]): void {
  if (!p.enter()) {
    return;
  }
  const { commaSeparates } = p;
  p.commaSeparates = true;
  for (;;) {
    p.skipNewlines();
    const start = p.peeked ? p.start : p.pos;
    if (!expression(p)) {
      break;
    }
    items?.push(argumentOf(p.known, { start, end: p.lastEnd }));
    p.skipNewlines();
    if (p.next() !== Kind.comma) {
      p.unget();
      break;
    }
  }
  p.skipNewlines();
  p.expect(Kind.rightParen);
  p.commaSeparates = commaSeparates;
  p.leave();
}

/** Reads an index, after its bracket. */
function element(p: Parser): void {
  if (!p.enter()) {
    return;
  }
  const { shape, want, variableStart, variableEnd } = p;
  p.want = shape === variableShape;
  p.skipNewlines();
  p.forget();
  if (!expression(p)) {
    p.fail(p.lastEnd);
  }
  p.skipNewlines();
  p.expect(Kind.rightBracket);
  p.leave();
  const { known } = p;
  p.want = want;
  p.shape = otherShape;
  if (shape === variableShape && known?.kind === 'string') {
    p.shape = memberShape;
    p.memberName = known.value;
    p.variableStart = variableStart;
    p.variableEnd = variableEnd;
  }
}
