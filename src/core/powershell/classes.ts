import { attribute, noAttribute, simpleName, typeName } from './attributes.ts';
import { expression } from './expressions.ts';
import { body, endDefinition, parenthesizedParameters } from './functions.ts';
import { callArguments } from './members.ts';
import { expressionMode, signatureMode } from './modes.ts';
import type { Parser } from './parser.ts';
import { synchronize } from './synchronize.ts';
import * as Kind from './tokenKinds.ts';

/** Reads a class, after the keyword. */
export function classDefinition(p: Parser): void {
  const { start, mode, functionName } = p;
  p.skipNewlines();
  if (!simpleName(p)) {
    p.fail(p.lastEnd);
    return;
  }
  const nameRange = { start: p.start, end: p.end };
  const name = p.slice(nameRange);
  const index = p.functions.length;
  p.functions.push({ kind: 'class', name, nameRange, range: { start, end: p.end } });
  p.skipNewlines();
  p.setMode(signatureMode);
  if (p.peek() === Kind.colon) {
    p.next();
    baseTypes(p);
  }
  if (p.expect(Kind.leftCurly)) {
    const open = p.start;
    while (classMember(p, name)) {
      // Each member says whether there may be another.
    }
    if (p.next() !== Kind.rightCurly) {
      p.unget();
      p.fail(open);
    }
    endDefinition(p, index);
  }
  p.functionName = functionName;
  p.setMode(mode);
}

function baseTypes(p: Parser): void {
  for (;;) {
    p.skipNewlines();
    if (!typeName(p, false)) {
      p.fail(p.lastEnd);
      return;
    }
    p.skipNewlines();
    if (p.peek() !== Kind.comma) {
      return;
    }
    p.next();
  }
}

function classMember(p: Parser, className: string): boolean {
  let started = false;
  let isStatic = false;
  for (;;) {
    p.skipNewlines();
    if (attribute(p) === noAttribute) {
      const kind = p.peek();
      if (kind !== Kind.hiddenKeyword && kind !== Kind.staticKeyword) {
        break;
      }
      isStatic ||= kind === Kind.staticKeyword;
      p.next();
    }
    started = true;
  }
  const kind = p.peek();
  if (kind === Kind.variable) {
    p.next();
    if (p.peek() === Kind.assignment) {
      p.next();
      p.skipNewlines();
      expression(p);
    }
    endMember(p);
    return true;
  }
  if (kind === Kind.identifier || kind >= Kind.firstKeyword) {
    p.next();
    return method(p, className, isStatic);
  }
  if (started) {
    p.fail(p.lastEnd);
  }
  return false;
}

function endMember(p: Parser): void {
  const kind = p.peek();
  if (kind !== Kind.newLine && kind !== Kind.semicolon && kind !== Kind.rightCurly) {
    p.fail(p.start);
  }
  p.skipNewlines(true);
}

/** Reads a method or constructor, after its name; after a mistake skips to the end of the class. */
function method(p: Parser, className: string, isStatic: boolean): boolean {
  const { start, end } = p;
  const name = p.text.slice(start, end);
  const index = p.functions.length;
  p.functionName = name;
  p.functions.push({ kind: 'method', name, nameRange: { start, end }, range: { start, end } });
  let complete = p.peek() === Kind.leftParen;
  if (complete) {
    parenthesizedParameters(p);
  } else {
    p.fail(end);
  }
  if (name.toLowerCase() === className.toLowerCase() && !isStatic) {
    p.skipNewlines();
    if (p.peek() === Kind.colon) {
      complete = baseCall(p);
    }
  }
  if (!complete || p.peek() !== Kind.leftCurly) {
    p.fail(p.lastEnd);
    synchronize(p, false, [Kind.rightCurly]);
    return true;
  }
  body(p, index);
  return true;
}

/** `: base( arguments )` */
function baseCall(p: Parser): boolean {
  p.next();
  p.skipNewlines();
  if (!p.expect(Kind.baseKeyword)) {
    return false;
  }
  p.skipNewlines();
  if (!p.expect(Kind.leftParen)) {
    return false;
  }
  callArguments(p);
  p.skipNewlines();
  return true;
}

/** Reads an enumeration, after the keyword. */
export function enumDefinition(p: Parser): void {
  const { start, mode } = p;
  p.skipNewlines();
  if (!simpleName(p)) {
    p.fail(p.lastEnd);
    return;
  }
  const nameRange = { start: p.start, end: p.end };
  const index = p.functions.length;
  p.functions.push({ kind: 'enum', name: p.slice(nameRange), nameRange, range: { start, end: p.end } });
  p.skipNewlines();
  p.setMode(signatureMode);
  if (p.peek() === Kind.colon) {
    p.next();
    p.skipNewlines();
    if (!typeName(p, false)) {
      p.fail(p.lastEnd);
    }
    p.skipNewlines();
  }
  p.setMode(mode);
  if (!p.expect(Kind.leftCurly)) {
    return;
  }
  p.skipNewlines();
  while (simpleName(p)) {
    p.setMode(expressionMode);
    if (p.peek() === Kind.assignment) {
      p.next();
      if (!expression(p)) {
        p.fail(p.lastEnd);
      }
    }
    p.setMode(mode);
    endMember(p);
    p.skipNewlines();
  }
  p.expect(Kind.rightCurly);
  endDefinition(p, index);
}
