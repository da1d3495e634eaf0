import type { Steps } from '../shared/slices.ts';
import { attributeList, attributeWithArguments, noAttribute } from './attributes.ts';
import { expression } from './expressions.ts';
import { argumentOf } from './knowledge.ts';
import { expressionMode } from './modes.ts';
import type { Parser } from './parser.ts';
import { variableName } from './primaries.ts';
import { blockOrFail, statementList, statementSteps } from './statements.ts';
import { synchronize } from './synchronize.ts';
import * as Kind from './tokenKinds.ts';
import { usingStatement } from './using.ts';

/** Reads a whole script, a statement a step. */
export function* scriptSteps(p: Parser): Steps<void> {
  p.skipNewlines();
  while (p.peek() === Kind.usingKeyword) {
    p.next();
    usingStatement(p);
    p.skipNewlines(true);
  }
  paramBlock(p);
  p.skipNewlines(true);
  namedBlocks(p);
  yield* statementSteps(p);
  while (p.next() !== Kind.endOfInput) {
    p.fail(p.start);
    yield* statementSteps(p);
  }
}

/** Reads a script block, after its brace. The tokens are those of a command. */
export function scriptBlock(p: Parser): void {
  const open = p.lastEnd - 1;
  p.skipNewlines();
  paramBlock(p);
  p.skipNewlines(true);
  namedBlocks(p);
  statementList(p);
  if (p.next() !== Kind.rightCurly) {
    p.unget();
    p.fail(open);
  }
}

/** Reads `param( … )` with the attributes before it, when the script block has one. */
function paramBlock(p: Parser): void {
  const start = p.peeked ? p.start : p.pos;
  const c = p.charAt(start);
  if (c !== 91 && c !== 112 && c !== 80) {
    return;
  }
  p.resync(start);
  if (attributeList(p) !== noAttribute) {
    p.skipNewlines();
  }
  if (p.peek() === Kind.paramKeyword) {
    p.next();
    p.skipNewlines();
    if (p.peek() === Kind.leftParen) {
      p.next();
      parameterList(p);
      p.skipNewlines();
      p.expect(Kind.rightParen);
      return;
    }
  }
  p.resync(start);
}

/** Reads the `begin`, `process`, `end`, `clean` and `dynamicparam` blocks, when the script block has them. */
function namedBlocks(p: Parser): void {
  for (;;) {
    switch (p.peek()) {
      case Kind.beginKeyword:
      case Kind.processKeyword:
      case Kind.endKeyword:
      case Kind.cleanKeyword:
      case Kind.dynamicparamKeyword:
        p.next();
        blockOrFail(p);
        p.skipNewlines(true);
        break;
      default:
        return;
    }
  }
}

/** Reads the parameters of a function or script, after the opening parenthesis. */
export function parameterList(p: Parser): void {
  while (parameterDeclaration(p)) {
    p.skipNewlines();
    if (p.peek() !== Kind.comma) {
      return;
    }
    p.next();
  }
}

function parameterDeclaration(p: Parser): boolean {
  const { mode, commaSeparates, want } = p;
  p.commaSeparates = true;
  p.setMode(expressionMode);
  p.skipNewlines();
  const names: string[] = [];
  const start = p.peeked ? p.start : p.pos;
  const attributes = attributeList(p, names);
  p.skipNewlines();
  const kind = p.next();
  const found = kind === Kind.variable || kind === Kind.splat;
  if (found) {
    declare(p, names, start);
  } else {
    p.unget();
    if (attributes !== noAttribute) {
      p.fail(attributes === attributeWithArguments ? p.lastEnd : p.start);
      synchronize(p, true, [Kind.rightParen]);
    }
  }
  p.commaSeparates = commaSeparates;
  p.want = want;
  p.setMode(mode);
  return found || attributes !== noAttribute;
}

function declare(p: Parser, names: readonly string[], start: number): void {
  const name = variableName(p.text, p.start, p.end);
  let value: ReturnType<typeof argumentOf> | undefined;
  p.skipNewlines();
  if (p.peek() === Kind.assignment) {
    p.next();
    p.skipNewlines();
    const valueStart = p.pos;
    p.want = true;
    if (!expression(p)) {
      p.fail(p.lastEnd);
      p.forget();
    }
    value = argumentOf(p.known, { start: valueStart, end: p.lastEnd });
  }
  p.parameters.push({
    name,
    range: { start, end: p.lastEnd },
    type: names.findLast((attribute) => attribute.startsWith('['))?.slice(1),
    attributes: names.filter((attribute) => !attribute.startsWith('[')),
    default: value,
    enclosingFunction: p.functionName,
  });
}
