import type { Steps } from '../shared/slices.ts';
import { singleArgument } from './arguments.ts';
import {
  attribute,
  attributeList,
  attributeWithArguments,
  noAttribute,
  simpleName,
  typeConstraint,
} from './attributes.ts';
import { isIdentifierStart, isTokenEnd } from './characters.ts';
import { classDefinition, enumDefinition } from './classes.ts';
import { configurationDefinition, functionDefinition } from './functions.ts';
import type { Known } from './knowledge.ts';
import * as Loop from './loops.ts';
import { commandMode } from './modes.ts';
import type { Parser } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { labelOrKey } from './primaries.ts';
import * as Kind from './tokenKinds.ts';
import { usingStatement } from './using.ts';

/** Reads statements up to a closing bracket or the end; what is known of each goes to `values`. */
export function statementList(p: Parser, values?: (Known | undefined)[]): void {
  p.skipNewlines(true);
  for (;;) {
    p.want = values !== undefined;
    if (!statement(p, values !== undefined)) {
      return;
    }
    values?.push(p.known);
    p.skipNewlines(true);
    const kind = p.peekChar();
    if (kind === 41 || kind === 125) {
      return;
    }
  }
}

/** As {@link statementList}, a statement a step. */
export function* statementSteps(p: Parser): Steps<void> {
  p.skipNewlines(true);
  while (statement(p)) {
    p.skipNewlines(true);
    const kind = p.peekChar();
    if (kind === 41 || kind === 125) {
      return;
    }
    yield;
  }
}

/**
 * Reads one statement; false when there is none. With `keepWant`, `p.known` says afterwards what is known of its value,
 * as far as it is a plain expression and `p.want` is set.
 */
export function statement(p: Parser, keepWant = false): boolean {
  if (!keepWant) {
    p.want = false;
  }
  if (!p.enter()) {
    return false;
  }
  const found = statementInner(p);
  p.leave();
  return found;
}

function statementInner(p: Parser): boolean {
  const c = p.peekChar();
  // A variable, a string, a parenthesis and the like start a pipeline whatever follows.
  if (c === 36 || c === 34 || c === 39 || c === 40 || c === 64) {
    return pipelineChain(p);
  }
  if (c === 91) {
    return attributedStatement(p);
  }
  if (!isIdentifierStart(c) && c !== 58) {
    return p.peek() === Kind.endOfInput ? false : pipelineChain(p);
  }
  const kind = p.peek();
  if (kind === Kind.label) {
    return labeledStatement(p);
  }
  return kind >= Kind.firstKeyword ? keywordStatement(p, kind) : pipelineChain(p);
}

/** A statement that starts with `[`: an attribute before a definition, a cast, or a type. */
function attributedStatement(p: Parser): boolean {
  const start = p.peeked ? p.start : p.pos;
  if (isTokenEnd(p.charAt(start + 1))) {
    return pipelineChain(p);
  }
  p.resync(start);
  const found = attributeList(p);
  if (found !== noAttribute) {
    const kind = p.peek();
    const definition = kind === Kind.classKeyword || kind === Kind.enumKeyword || kind === Kind.configurationKeyword;
    if (definition || (found === attributeWithArguments && kind >= Kind.firstKeyword && kind !== Kind.paramKeyword)) {
      if (!definition) {
        p.fail(start);
      }
      p.known = undefined;
      return keywordStatement(p, kind);
    }
  }
  p.resync(start);
  return pipelineChain(p);
}

function keywordStatement(p: Parser, kind: number): boolean {
  p.known = undefined;
  switch (kind) {
    case Kind.returnKeyword:
    case Kind.throwKeyword:
    case Kind.exitKeyword:
      p.next();
      pipelineChain(p);
      p.known = undefined;
      return true;
    case Kind.breakKeyword:
    case Kind.continueKeyword:
      p.next();
      labelOrKey(p);
      p.known = undefined;
      return true;
    case Kind.elseKeyword:
    case Kind.elseifKeyword:
    case Kind.catchKeyword:
    case Kind.untilKeyword:
      if (p.brokenAt === undefined) {
        return pipelineChain(p);
      }
      p.next();
      p.skipNewlines();
      return statement(p, true);
    case Kind.fromKeyword:
    case Kind.defineKeyword:
    case Kind.varKeyword:
      p.next();
      p.fail(p.start);
      return true;
  }
  const read = readers.get(kind);
  if (read === undefined) {
    return pipelineChain(p);
  }
  p.next();
  const { want } = p;
  p.want = false;
  read(p);
  p.want = want;
  p.known = undefined;
  return true;
}

let readerTable: ReadonlyMap<number, (p: Parser) => void> | undefined;
const readers = {
  // The modules of the grammar import each other: their functions are known once all are loaded.
  get(kind: number): ((p: Parser) => void) | undefined {
    readerTable ??= new Map<number, (p: Parser) => void>([
      [Kind.ifKeyword, Loop.ifStatement],
      [Kind.switchKeyword, Loop.switchStatement],
      [Kind.foreachKeyword, Loop.foreachStatement],
      [Kind.forKeyword, Loop.forStatement],
      [Kind.whileKeyword, Loop.whileStatement],
      [Kind.doKeyword, Loop.doStatement],
      [Kind.functionKeyword, functionDefinition],
      [Kind.filterKeyword, functionDefinition],
      [Kind.workflowKeyword, functionDefinition],
      [Kind.configurationKeyword, configurationDefinition],
      [Kind.classKeyword, classDefinition],
      [Kind.enumKeyword, enumDefinition],
      [Kind.usingKeyword, usingStatement],
      [Kind.trapKeyword, trapStatement],
      [Kind.tryKeyword, tryStatement],
      [Kind.dataKeyword, dataStatement],
      [Kind.parallelKeyword, blockOrFail],
      [Kind.sequenceKeyword, blockOrFail],
    ]);
    return readerTable.get(kind);
  },
};

function labeledStatement(p: Parser): boolean {
  const { start } = p;
  p.next();
  p.skipNewlines();
  const kind = p.peek();
  switch (kind) {
    case Kind.switchKeyword:
    case Kind.foreachKeyword:
    case Kind.forKeyword:
    case Kind.whileKeyword:
    case Kind.doKeyword:
      return keywordStatement(p, kind);
    default:
      p.resync(start);
      return pipelineChain(p);
  }
}

/** Reads `{ … }`, which may start on a following line; false, and nothing consumed but line ends, when there is none. */
export function statementBlock(p: Parser): boolean {
  p.skipNewlines();
  if (p.next() !== Kind.leftCurly) {
    p.unget();
    return false;
  }
  const { start, commaSeparates, mode } = p;
  p.setMode(commandMode);
  p.commaSeparates = false;
  statementList(p);
  p.commaSeparates = commaSeparates;
  if (p.next() !== Kind.rightCurly) {
    p.unget();
    p.fail(start);
  }
  p.setMode(mode);
  return true;
}

/** Reads a block that must be there. */
export function blockOrFail(p: Parser): void {
  const { lastEnd } = p;
  if (!statementBlock(p)) {
    p.fail(lastEnd);
  }
}

function trapStatement(p: Parser): void {
  const restore = p.pos;
  p.skipNewlines();
  const start = p.pos;
  const found = attributeList(p);
  if (found === attributeWithArguments) {
    p.resync(restore);
    p.fail(start);
    return;
  }
  blockOrFail(p);
}

function tryStatement(p: Parser): void {
  const { lastEnd } = p;
  if (!statementBlock(p)) {
    p.fail(lastEnd);
    return;
  }
  let handled = false;
  p.skipNewlines();
  while (p.peek() === Kind.catchKeyword) {
    p.next();
    handled = true;
    catchTypes(p);
    blockOrFail(p);
    p.skipNewlines();
  }
  if (p.peek() === Kind.finallyKeyword) {
    p.next();
    handled = true;
    blockOrFail(p);
  }
  if (!handled) {
    p.fail(p.lastEnd);
  }
}

/** `[Type], [Type]` after `catch`. */
function catchTypes(p: Parser): void {
  for (;;) {
    const restore = p.pos;
    p.skipNewlines();
    const found = attribute(p);
    if (found !== typeConstraint) {
      if (found === attributeWithArguments) {
        p.fail(restore);
      }
      return;
    }
    p.skipNewlines();
    if (p.peek() !== Kind.comma) {
      return;
    }
    p.next();
  }
}

function dataStatement(p: Parser): void {
  p.skipNewlines();
  simpleName(p);
  p.skipNewlines();
  if (p.peek() === Kind.parameter) {
    p.next();
    do {
      p.skipNewlines();
      if (!singleArgument(p)) {
        p.fail(p.lastEnd);
        break;
      }
    } while (p.peek() === Kind.comma && p.next() === Kind.comma);
  }
  blockOrFail(p);
}
