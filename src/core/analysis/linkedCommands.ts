import type { ScriptSyntax } from '../powershell/types.ts';
import type { Steps } from '../shared/slices.ts';
import { linkedSyntax } from './linkedSyntax.ts';
import { ScriptModel } from './scriptModel.ts';
import type { AnalysisContext, LinkedScript } from './types.ts';
import { plainName } from './values.ts';

/** An imported script and which of its functions the importing script reaches. */
export interface LinkedModel {
  readonly path: string;
  readonly model: ScriptModel;
  /** Names in lower case; commands outside functions always run. */
  readonly reached: ReadonlySet<string>;
}

interface ParsedScript extends LinkedScript {
  readonly syntax: ScriptSyntax;
}

const nothingLinked = { models: [], functions: new Set<string>() } as const;

/** Parses imported scripts and follows calls into them: a library's function counts when something calls it. */
export function* linkedModels(
  main: ScriptSyntax,
  linked: readonly LinkedScript[],
  context: AnalysisContext,
): Steps<{ readonly models: readonly LinkedModel[]; readonly functions: ReadonlySet<string> }> {
  if (linked.length === 0) {
    return nothingLinked;
  }
  const parsed: ParsedScript[] = [];
  for (const script of linked) {
    parsed.push({ ...script, syntax: yield* linkedSyntax(script.text) });
  }
  const functions = functionNames(parsed);
  const reached = reachedFunctions(main, parsed, functions);
  const models: LinkedModel[] = [];
  for (const { path, syntax } of parsed) {
    models.push({ path, reached, model: yield* ScriptModel.steps(syntax, { ...context, path }, functions) });
  }
  return { models, functions };
}

/** Whether `enclosingFunction` of an imported script runs on behalf of the importing one. */
export function isReached({ reached }: LinkedModel, enclosingFunction: string | undefined): boolean {
  return enclosingFunction === undefined || reached.has(plainName(enclosingFunction));
}

function functionNames(scripts: readonly ParsedScript[]): ReadonlySet<string> {
  return new Set(scripts.flatMap(({ syntax }) => syntax.functions.map(({ name }) => plainName(name))));
}

function reachedFunctions(
  main: ScriptSyntax,
  linked: readonly ParsedScript[],
  functions: ReadonlySet<string>,
): ReadonlySet<string> {
  const callees = new Map<string, Set<string>>();
  const queue: string[] = [];
  const call = (name: string | undefined, from: string | undefined) => {
    const callee = name?.toLowerCase() ?? '';
    if (!functions.has(callee)) {
      return;
    }
    if (from === undefined) {
      queue.push(callee);
    } else {
      const list = callees.get(from) ?? new Set();
      callees.set(from, list.add(callee));
    }
  };
  for (const { name } of main.commands) {
    call(name, undefined);
  }
  for (const { name, enclosingFunction } of linked.flatMap(({ syntax }) => syntax.commands)) {
    call(name, enclosingFunction === undefined ? undefined : plainName(enclosingFunction));
  }
  const reached = new Set<string>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (!reached.has(next)) {
      reached.add(next);
      queue.push(...(callees.get(next) ?? []));
    }
  }
  return reached;
}
