import { commandArgument } from './arguments.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Parser } from './parser.ts';
import { synchronize } from './synchronize.ts';
import * as Kind from './tokenKinds.ts';
import type { UsingStatement } from './types.ts';

/** Reads `using module Name` and the like, after the keyword. */
export function usingStatement(p: Parser): void {
  const { start, want } = p;
  const kind = usingKind(p.next());
  if (kind === undefined) {
    p.unget();
    p.fail(p.lastEnd);
    return;
  }
  const first = p.next();
  if (first === Kind.endOfInput || first === Kind.newLine || first === Kind.comma || first === Kind.semicolon) {
    p.fail(p.start);
    return;
  }
  p.want = true;
  let complete = commandArgument(p, true, first);
  const { value } = knowledgeOf(p.known);
  let name = value?.kind === 'string' ? value.value : undefined;
  let specification = value?.kind === 'hashtable' ? value : undefined;
  if (complete && p.peek() === Kind.assignment && specification === undefined) {
    p.next();
    complete = commandArgument(p, true, p.next());
    const target = knowledgeOf(p.known).value;
    name = target?.kind === 'string' ? target.value : undefined;
    specification = target?.kind === 'hashtable' ? target : undefined;
  }
  p.want = want;
  if (!complete) {
    p.fail(p.lastEnd);
    synchronize(p, true, [Kind.semicolon, Kind.newLine]);
    return;
  }
  p.usings.push({ kind, name, ...(specification && { specification }), range: { start, end: p.lastEnd } });
  const next = p.peek();
  if (next === Kind.newLine || next === Kind.semicolon) {
    p.next();
  } else if (next !== Kind.endOfInput) {
    p.fail(p.start);
  }
}

function usingKind(kind: number): UsingStatement['kind'] | undefined {
  switch (kind) {
    case Kind.moduleKeyword:
      return 'module';
    case Kind.assemblyKeyword:
      return 'assembly';
    case Kind.namespaceKeyword:
      return 'namespace';
    case Kind.typeKeyword:
      return 'type';
    case Kind.commandKeyword:
      return 'command';
    default:
      return undefined;
  }
}
