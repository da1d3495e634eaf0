import { commandArgument } from './arguments.ts';
import { knowledgeOf } from './knowledge.ts';
import { commandMode } from './modes.ts';
import type { Parser } from './parser.ts';
import { wordValue } from './primaries.ts';
import { parameterList, scriptBlock } from './scriptBlocks.ts';
import * as Kind from './tokenKinds.ts';
import type { FunctionDefinition } from './types.ts';

/** Reads a function, filter or workflow, after the keyword. */
export function functionDefinition(p: Parser): void {
  const { start, kind: keyword } = p;
  p.skipNewlines();
  const kind = p.next();
  if (!canName(kind)) {
    p.unget();
    p.fail(p.lastEnd);
    return;
  }
  const nameRange = { start: p.start, end: p.end };
  const name = nameOf(p, kind);
  const functionName = p.functionName;
  p.functionName = name;
  const kindName =
    keyword === Kind.filterKeyword ? 'filter' : keyword === Kind.workflowKeyword ? 'workflow' : 'function';
  const index = p.functions.length;
  p.functions.push({ kind: kindName, name, nameRange, range: { start, end: p.end } });
  p.skipNewlines();
  const { inWorkflow } = p;
  p.inWorkflow = keyword === Kind.workflowKeyword;
  parenthesizedParameters(p);
  body(p, index);
  p.inWorkflow = inWorkflow;
  p.functionName = functionName;
}

function nameOf(p: Parser, kind: number): string {
  if (kind === Kind.word && p.cooked) {
    const { want } = p;
    p.want = true;
    const { value } = knowledgeOf(wordValue(p, false));
    p.want = want;
    if (value?.kind === 'string') {
      return value.value;
    }
  }
  return p.text.slice(p.start, p.end);
}

function canName(kind: number): boolean {
  return (
    kind > Kind.lastInvariant &&
    kind !== Kind.variable &&
    kind !== Kind.splat &&
    kind !== Kind.redirectToFile &&
    kind !== Kind.redirectMerge
  );
}

/** Reads `( parameters )` when they are there. */
export function parenthesizedParameters(p: Parser): void {
  p.skipNewlines();
  if (p.peek() === Kind.leftParen) {
    p.next();
    parameterList(p);
    p.skipNewlines();
    p.expect(Kind.rightParen);
    p.skipNewlines();
  }
}

/** Reads the script block of the definition at `index`. */
export function body(p: Parser, index: number): void {
  if (!p.expect(Kind.leftCurly)) {
    return;
  }
  const { mode, commaSeparates } = p;
  p.commaSeparates = false;
  p.setMode(commandMode);
  p.depth++;
  scriptBlock(p);
  p.depth--;
  p.commaSeparates = commaSeparates;
  p.setMode(mode);
  endDefinition(p, index);
}

/** The definition at `index` ends with the token consumed last. */
export function endDefinition(p: Parser, index: number): void {
  const definition = p.functions[index] as FunctionDefinition;
  p.functions[index] = { ...definition, range: { start: definition.range.start, end: p.lastEnd } };
}

/** Reads `configuration Name { … }`, after the keyword. Resources in it are no commands. */
export function configurationDefinition(p: Parser): void {
  const { start, want, inConfiguration, functionName } = p;
  p.skipNewlines();
  const kind = p.next();
  const nameStart = p.start;
  p.want = true;
  if (!commandArgument(p, true, kind)) {
    p.fail(nameStart);
  }
  p.want = want;
  const { value } = knowledgeOf(p.known);
  const name = value?.kind === 'string' ? value.value : '';
  const index = p.functions.length;
  const nameRange = { start: nameStart, end: p.lastEnd };
  p.functions.push({ kind: 'configuration', name, nameRange, range: { start, end: p.lastEnd } });
  p.skipNewlines();
  p.inConfiguration = true;
  p.functionName = name;
  body(p, index);
  p.inConfiguration = inConfiguration;
  p.functionName = functionName;
}
