import { argumentOf } from './knowledge.ts';
import { memberShape, otherShape, type Parser } from './parser.ts';
import { variableName } from './primaries.ts';
import { statement } from './statements.ts';
import type { Range } from './types.ts';

interface Target {
  readonly variable: string;
  readonly variableRange: Range;
  readonly member: string | undefined;
}

/** What the expression read last stands for before an assignment operator; undefined when it is no plain target. */
export function assignmentTarget(p: Parser, start: number): Target | undefined {
  if (p.shape === otherShape) {
    return undefined;
  }
  const { variableStart, variableEnd, text } = p;
  const plain = variableStart === start || text.charCodeAt(start) === 91;
  return plain
    ? {
        variable: variableName(text, variableStart, variableEnd),
        variableRange: { start: variableStart, end: variableEnd },
        member: p.shape === memberShape ? p.memberName : undefined,
      }
    : undefined;
}

/** Reads what is assigned, after the operator. */
export function assignedStatement(p: Parser, target: Target | undefined, compound: boolean, start: number): void {
  const { want } = p;
  p.skipNewlines();
  const valueStart = p.peeked ? p.start : p.pos;
  p.want = target !== undefined;
  if (!statement(p, true)) {
    p.fail(p.lastEnd);
    p.known = undefined;
  }
  p.want = want;
  if (target !== undefined) {
    p.assignments.push({
      variable: target.variable,
      variableRange: target.variableRange,
      member: target.member,
      compound,
      range: { start, end: p.lastEnd },
      argument: argumentOf(p.known, { start: valueStart, end: p.lastEnd }),
      enclosingFunction: p.functionName,
    });
  }
}
