import { singleArgument } from './arguments.ts';
import { argumentOf } from './knowledge.ts';
import type { Parser } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { variableName } from './primaries.ts';
import { blockOrFail, statementBlock } from './statements.ts';
import * as Kind from './tokenKinds.ts';

/** Reads `( pipeline )`; false when it is not complete, which ends the statement. */
function condition(p: Parser): boolean {
  p.skipNewlines();
  if (!p.expect(Kind.leftParen)) {
    return false;
  }
  const { end } = p;
  p.skipNewlines();
  if (!pipelineChain(p)) {
    p.fail(end);
  }
  p.skipNewlines();
  return p.expect(Kind.rightParen);
}

/** All readers here start after the keyword. */
export function ifStatement(p: Parser): void {
  for (;;) {
    if (!condition(p)) {
      return;
    }
    const { lastEnd } = p;
    if (!statementBlock(p)) {
      p.fail(lastEnd);
      return;
    }
    p.skipNewlines();
    const kind = p.peek();
    if (kind !== Kind.elseifKeyword) {
      if (kind === Kind.elseKeyword) {
        p.next();
        blockOrFail(p);
      }
      return;
    }
    p.next();
  }
}

export function whileStatement(p: Parser): void {
  if (condition(p)) {
    blockOrFail(p);
  }
}

export function doStatement(p: Parser): void {
  const { lastEnd } = p;
  if (!statementBlock(p)) {
    p.fail(lastEnd);
    return;
  }
  p.skipNewlines();
  const kind = p.peek();
  if (kind === Kind.whileKeyword || kind === Kind.untilKeyword) {
    p.next();
    condition(p);
  } else {
    p.fail(p.lastEnd);
  }
}

export function forStatement(p: Parser): void {
  p.skipNewlines();
  if (!p.expect(Kind.leftParen)) {
    return;
  }
  for (let part = 0; part < 3; part++) {
    p.skipNewlines();
    pipelineChain(p);
    if (part < 2 && p.peek() === Kind.semicolon) {
      p.next();
    }
  }
  p.skipNewlines();
  if (p.expect(Kind.rightParen)) {
    blockOrFail(p);
  }
}

export function foreachStatement(p: Parser): void {
  p.skipNewlines();
  while (p.peek() === Kind.parameter) {
    p.next();
    const name = p.text.slice(p.start + 1, p.end).toLowerCase();
    if ('throttlelimit'.startsWith(name)) {
      p.skipNewlines();
      if (!singleArgument(p)) {
        p.fail(p.lastEnd);
      }
    } else if (!'parallel'.startsWith(name)) {
      p.fail(p.start);
    }
    p.skipNewlines();
  }
  if (!p.expect(Kind.leftParen)) {
    return;
  }
  p.skipNewlines();
  const kind = p.next();
  if (kind !== Kind.variable && kind !== Kind.splat) {
    p.unget();
    p.fail(p.start);
    return;
  }
  const variableRange = { start: p.start, end: p.end };
  p.skipNewlines();
  if (!p.expect(Kind.inKeyword)) {
    return;
  }
  p.skipNewlines();
  const start = p.peeked ? p.start : p.pos;
  const read = pipelineChain(p);
  p.assignments.push({
    variable: variableName(p.text, variableRange.start, variableRange.end),
    variableRange,
    member: undefined,
    compound: false,
    range: { start: variableRange.start, end: p.lastEnd },
    argument: argumentOf(undefined, { start, end: p.lastEnd }),
    enclosingFunction: p.functionName,
  });
  if (!read) {
    p.fail(p.lastEnd);
    return;
  }
  p.skipNewlines();
  if (p.expect(Kind.rightParen)) {
    blockOrFail(p);
  }
}

const switchFlags = ['regex', 'wildcard', 'exact', 'casesensitive', 'parallel'];

export function switchStatement(p: Parser): void {
  p.skipNewlines();
  let hasCondition = false;
  while (p.peek() === Kind.parameter) {
    p.next();
    const name = p.text.slice(p.start + 1, p.end).toLowerCase();
    if (switchFlags.some((flag) => flag.startsWith(name))) {
      continue;
    }
    if (!'file'.startsWith(name)) {
      p.fail(p.start);
      continue;
    }
    p.skipNewlines();
    hasCondition = singleArgument(p);
    if (!hasCondition) {
      p.fail(p.lastEnd);
    }
  }
  if (p.peek() === Kind.leftParen) {
    p.next();
    const { end } = p;
    p.skipNewlines();
    if (!pipelineChain(p)) {
      p.fail(end);
    }
    p.skipNewlines();
    p.expect(Kind.rightParen);
  } else if (!hasCondition) {
    p.fail(p.lastEnd);
  }
  p.skipNewlines();
  if (!p.expect(Kind.leftCurly)) {
    return;
  }
  const open = p.start;
  p.skipNewlines();
  for (;;) {
    if (!singleArgument(p)) {
      p.fail(p.lastEnd);
      if (p.peek() === Kind.rightCurly) {
        p.next();
      }
      return;
    }
    if (!statementBlock(p)) {
      p.fail(p.lastEnd);
    }
    p.skipNewlines(true);
    const kind = p.peek();
    if (kind === Kind.rightCurly) {
      p.next();
      return;
    }
    if (kind === Kind.endOfInput) {
      p.fail(open);
      return;
    }
  }
}
