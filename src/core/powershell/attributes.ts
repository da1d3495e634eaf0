import { isNewline, isWhitespace } from './characters.ts';
import { expression } from './expressions.ts';
import { expressionMode, typeMode } from './modes.ts';
import type { Parser } from './parser.ts';
import { synchronize } from './synchronize.ts';
import * as Kind from './tokenKinds.ts';

/** What `attribute` and `attributeList` found (last): nothing, `[type]`, `[name(…)]`. */
export const noAttribute = 0;
export const typeConstraint = 1;
export const attributeWithArguments = 2;

/**
 * Reads `[type]` and `[attribute(…)]` one after the other. In an expression a type ends at the end of its line; before
 * a statement it does not, but a type on a line of its own is never part of one, so it ends the list there too. Before a
 * parameter, for which `names` collects the names of attributes and, with a bracket, of types, lines do not matter.
 *
 * The list may have to be read again, as something else; the attributes may have whole scripts in them, so the list
 * read last is remembered.
 */
export function attributeList(p: Parser, names?: string[]): number {
  const start = bracketAhead(p);
  if (start < 0) {
    return noAttribute;
  }
  if (start === p.attributesStart && names === undefined) {
    p.resync(p.attributesEnd);
    p.lastEnd = p.attributesEnd;
    return p.attributesKind;
  }
  let last = noAttribute;
  for (;;) {
    const found = attribute(p, names);
    if (found === noAttribute) {
      break;
    }
    last = found;
    if (found === attributeWithArguments || names !== undefined) {
      p.skipNewlines();
    }
  }
  p.attributesStart = start;
  p.attributesEnd = p.peeked ? p.start : p.pos;
  p.attributesKind = last;
  return last;
}

/** Offset of the bracket that comes next, -1 when something else does. Leaves nothing peeked before a bracket. */
function bracketAhead(p: Parser): number {
  if (p.peeked) {
    return p.kind === Kind.leftBracket ? p.start : -1;
  }
  let i = p.pos;
  for (;;) {
    const c = p.charAt(i);
    if (c === 91) {
      return i;
    }
    if (c === 35) {
      i = p.skipLineComment(i);
    } else if (c === 60 && p.charAt(i + 1) === 35) {
      i = p.skipBlockComment(i);
    } else if (isWhitespace(c)) {
      i++;
    } else {
      return -1;
    }
  }
}

/** Reads one `[type]` or `[attribute(…)]`, which space and comments may precede. `names` collects the names. */
export function attribute(p: Parser, names?: string[]): number {
  const bracket = bracketAhead(p);
  if (bracket < 0) {
    return noAttribute;
  }
  p.resync(bracket + 1);
  p.skipNewlines();
  const nameStart = p.pos;
  if (!typeName(p)) {
    p.fail(bracket);
    p.resync(bracket);
    return noAttribute;
  }
  const nameEnd = p.lastEnd;
  const kind = p.next();
  if (kind === Kind.leftParen) {
    names?.push(p.text.slice(nameStart, nameEnd));
    p.skipNewlines();
    attributeArguments(p);
    p.skipNewlines();
    if (p.expect(Kind.rightParen)) {
      p.skipNewlines();
      p.expect(Kind.rightBracket);
    }
    return attributeWithArguments;
  }
  names?.push(`[${p.text.slice(nameStart, nameEnd)}`);
  if (kind !== Kind.rightBracket) {
    p.unget();
    p.fail(p.start);
  }
  return typeConstraint;
}

function attributeArguments(p: Parser): void {
  if (!p.enter()) {
    return;
  }
  const { mode, commaSeparates, want } = p;
  p.setMode(expressionMode);
  p.commaSeparates = true;
  p.want = false;
  do {
    p.skipNewlines();
    if (simpleName(p)) {
      if (p.peek() === Kind.assignment) {
        p.next();
        p.skipNewlines();
        if (!expression(p)) {
          p.fail(p.lastEnd);
          synchronize(p, true, [Kind.comma, Kind.rightParen, Kind.rightBracket, Kind.newLine]);
        }
      }
    } else {
      expression(p);
    }
    p.skipNewlines();
  } while (p.peek() === Kind.comma && p.next() === Kind.comma);
  p.commaSeparates = commaSeparates;
  p.want = want;
  p.setMode(mode);
  p.leave();
}

/** Consumes a name of letters, digits and underscores, whatever it means elsewhere. */
export function simpleName(p: Parser): boolean {
  p.simpleNames = true;
  const kind = p.peek();
  p.simpleNames = false;
  if (kind === Kind.identifier) {
    p.next();
    return true;
  }
  return false;
}

/** Reads a type name up to its closing bracket: `string`, `int[]`, `Collections.Generic.List[string]`, `A, Assembly`. */
export function typeName(p: Parser, qualified = true): boolean {
  const { mode } = p;
  p.setMode(typeMode);
  const found = p.next() === Kind.identifier;
  if (found) {
    finishTypeName(p, qualified, false);
  } else {
    p.unget();
  }
  p.setMode(mode);
  return found;
}

function finishTypeName(p: Parser, qualified: boolean, bareArgument: boolean): void {
  const kind = p.peek();
  if (kind === Kind.leftBracket) {
    p.next();
    p.skipNewlines();
    const inner = p.next();
    if (inner === Kind.rightBracket || inner === Kind.comma) {
      arrayDimensions(p, inner);
    } else if (inner === Kind.leftBracket || inner === Kind.identifier) {
      genericArguments(p, inner, bareArgument);
    } else {
      p.fail(p.start);
      p.unget();
      if (inner !== Kind.endOfInput) {
        synchronize(p, true, [Kind.rightBracket]);
      }
    }
  } else if (kind === Kind.comma && qualified && !bareArgument) {
    p.next();
    assemblyName(p);
  }
}

function genericArguments(p: Parser, first: number, bareArgument: boolean): void {
  if (!p.enter()) {
    return;
  }
  genericArgument(p, first);
  for (;;) {
    p.skipNewlines();
    if (p.next() !== Kind.comma) {
      break;
    }
    p.skipNewlines();
    const kind = p.peek();
    if (kind !== Kind.identifier && kind !== Kind.leftBracket) {
      p.fail(p.start);
      continue;
    }
    p.next();
    genericArgument(p, kind);
  }
  if (p.kind !== Kind.rightBracket) {
    p.unget();
    p.fail(p.start);
  }
  const kind = p.peek();
  if (kind === Kind.leftBracket) {
    p.next();
    arrayDimensions(p, p.next());
  } else if (kind === Kind.comma && !bareArgument) {
    p.next();
    assemblyName(p);
  }
  p.leave();
}

function genericArgument(p: Parser, first: number): void {
  if (first === Kind.identifier) {
    finishTypeName(p, true, true);
    return;
  }
  if (p.next() !== Kind.identifier) {
    p.unget();
    p.fail(p.start);
    return;
  }
  finishTypeName(p, true, false);
  p.expect(Kind.rightBracket);
}

/** After `name[`; `first` is the token after the bracket, consumed. */
function arrayDimensions(p: Parser, first: number): void {
  let kind = first;
  for (;;) {
    while (kind === Kind.comma) {
      kind = p.next();
    }
    if (kind !== Kind.rightBracket) {
      p.unget();
      p.fail(p.start);
      return;
    }
    const after = p.peek();
    if (after === Kind.comma) {
      p.next();
      assemblyName(p);
      return;
    }
    if (after !== Kind.leftBracket) {
      return;
    }
    p.next();
    kind = p.next();
  }
}

/** `Assembly, Version=1.0.0.0, Culture=neutral`: anything up to a bracket or the end of the line. */
function assemblyName(p: Parser): void {
  let i = p.pos;
  for (; i < p.limit; i++) {
    const c = p.text.charCodeAt(i);
    if (c === 93 || isNewline(c)) {
      break;
    }
  }
  p.resync(i);
  p.lastEnd = i;
}
