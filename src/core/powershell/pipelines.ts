import { singleArgument } from './arguments.ts';
import { assignedStatement, assignmentTarget } from './assignments.ts';
import { isIdentifierStart, isNewline, isWhitespace } from './characters.ts';
import { command } from './commands.ts';
import { expression } from './expressions.ts';
import { commandMode, expressionMode } from './modes.ts';
import type { CommandRecord, Parser } from './parser.ts';
import * as Kind from './tokenKinds.ts';

/**
 * Reads an assignment, or pipelines chained with `&&` and `||`; false when there is none. What is known is left in
 * `p.known` when it is one expression and nothing else.
 */
export function pipelineChain(p: Parser): boolean {
  const { mode } = p;
  let started = false;
  p.known = undefined;
  if (!isIdentifierStart(p.peekChar())) {
    const start = p.peeked ? p.start : p.pos;
    p.setMode(expressionMode);
    started = expression(p);
    if (started && p.peek() === Kind.assignment) {
      const target = assignmentTarget(p, start);
      p.next();
      const compound = p.end - p.start > 1;
      p.setMode(mode);
      assignedStatement(p, target, compound, start);
      p.known = undefined;
      return true;
    }
    p.setMode(mode);
  }
  let chained = false;
  for (;;) {
    if (!pipeline(p, started)) {
      if (!chained) {
        return false;
      }
      p.fail(p.lastEnd);
      break;
    }
    started = false;
    const c = p.peekChar();
    if (c !== 38 && c !== 124) {
      break;
    }
    const kind = p.peek();
    if (kind === Kind.ampersand) {
      p.next();
      p.known = undefined;
      const after = p.peek();
      if (after === Kind.chain) {
        p.next();
        p.fail(p.start);
      }
      break;
    }
    if (kind !== Kind.chain) {
      break;
    }
    p.next();
    p.skipNewlines();
    chained = true;
    if (p.peek() === Kind.endOfInput) {
      p.fail(p.lastEnd);
      break;
    }
  }
  if (chained) {
    p.known = undefined;
  }
  return true;
}

/** Reads one pipeline; `started` says that its first element is an expression that has been read. */
function pipeline(p: Parser, started: boolean): boolean {
  let first: CommandRecord | undefined;
  let others: CommandRecord[] | undefined;
  let isExpression = started;
  let count = 0;
  for (;;) {
    let record: CommandRecord | undefined;
    if (!isExpression && !isIdentifierStart(p.peekChar())) {
      const { mode } = p;
      p.setMode(expressionMode);
      isExpression = expression(p);
      p.setMode(mode);
    }
    if (isExpression) {
      if (count > 0) {
        p.fail(p.lastEnd);
      }
      if (isStray(p)) {
        p.fail(p.pos);
        count++;
        break;
      }
      redirections(p);
    } else {
      record = command(p);
      p.known = undefined;
    }
    if (isExpression || record !== undefined) {
      if (record !== undefined) {
        record.pipelinePosition = count;
        if (first === undefined) {
          first = record;
        } else {
          others ??= [];
          others.push(record);
        }
      }
      count++;
    } else if (count > 0 || p.peek() === Kind.pipe) {
      p.fail(p.peeked ? p.start : p.pos);
    }
    isExpression = false;
    if (!continues(p)) {
      break;
    }
  }
  if (count > 1) {
    p.known = undefined;
    if (first !== undefined) {
      first.pipelineLength = count;
    }
    for (const record of others ?? []) {
      record.pipelineLength = count;
    }
  }
  return count > 0;
}

/**
 * Whether what comes after an expression is neither a redirection nor an end, by its first character: the whole token may
 * be as long as the script, and where one mistake follows the other it would be read once for each.
 */
function isStray(p: Parser): boolean {
  if (p.peeked) {
    return false;
  }
  const c = p.peekChar();
  if (c < 33 || c > 126) {
    return false;
  }
  switch (c) {
    case 35: // # starts a comment
    case 38: // &
    case 41: // )
    case 59: // ;
    case 60: // <
    case 62: // >
    case 96: // ` may go on in the next line
    case 124: // |
    case 125: // }
      return false;
    default:
      return p.charAt(p.pos + 1) !== 62;
  }
}

/** Consumes the pipe before the next element, which may stand on the next line; false when there is none. */
function continues(p: Parser): boolean {
  let kind = p.peek();
  if (kind === Kind.newLine && pipeFollows(p)) {
    p.skipNewlines();
    kind = p.peek();
  }
  switch (kind) {
    case Kind.semicolon:
    case Kind.newLine:
    case Kind.rightParen:
    case Kind.rightCurly:
    case Kind.endOfInput:
    case Kind.chain:
    case Kind.ampersand:
      return false;
    case Kind.pipe: {
      const { lastEnd } = p;
      p.next();
      p.skipNewlines();
      if (p.peek() === Kind.endOfInput) {
        p.fail(p.lastEnd);
        p.lastEnd = lastEnd;
        return false;
      }
      return true;
    }
    default:
      p.fail(p.start);
      return false;
  }
}

/**
 * Whether the first thing after the line end that was peeked is a pipe. Comments may come before it, blank lines not.
 * Inside a string PowerShell looks for it in the wrong place, as far too late as the string starts late; so do we.
 */
function pipeFollows(p: Parser): boolean {
  const { text, limit } = p;
  let i = p.end + p.nestedStart;
  let blank = true;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (c === 32 || c === 9 || isWhitespace(c)) {
      i++;
    } else if (isNewline(c)) {
      if (blank) {
        return false;
      }
      blank = true;
      i += c === 13 && p.charAt(i + 1) === 10 ? 2 : 1;
    } else if (c === 35) {
      blank = false;
      while (i < limit && !isNewline(text.charCodeAt(i))) {
        i++;
      }
    } else if (c === 60 && p.charAt(i + 1) === 35) {
      blank = false;
      const close = text.indexOf('#>', i + 2);
      i = close < 0 ? limit : close + 2;
    } else {
      return c === 124;
    }
  }
  return false;
}

function redirections(p: Parser): void {
  let kind = p.peek();
  while (kind === Kind.redirectToFile || kind === Kind.redirectMerge || kind === Kind.redirectIn) {
    p.next();
    redirection(p, kind);
    p.known = undefined;
    kind = p.peek();
  }
}

/** Reads what follows a redirection, which was consumed. */
export function redirection(p: Parser, kind: number): void {
  if (kind === Kind.redirectIn) {
    p.fail(p.start);
  }
  if (kind !== Kind.redirectMerge) {
    const { want, mode } = p;
    p.want = false;
    p.setMode(commandMode);
    if (!singleArgument(p)) {
      p.fail(p.lastEnd);
    }
    p.setMode(mode);
    p.want = want;
  }
}
