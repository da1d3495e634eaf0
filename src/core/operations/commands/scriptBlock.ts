import type { Statement } from '../language/ast.ts';
import { evaluate, runStatements, type Scope } from '../language/evaluator.ts';
import { collapse, type ScriptBlockValue, type Value } from '../language/values.ts';

/** What a script block gives for `$_ = item`: nothing, one value or an array. */
export async function blockValue(block: ScriptBlockValue, item: Value, scope: Scope): Promise<Value> {
  const statements = block.body as readonly Statement[];
  const inner: Scope = { ...scope, item };
  const [only] = statements;
  const [element] = only?.pipeline ?? [];
  if (
    statements.length === 1 &&
    only?.assign === undefined &&
    only?.pipeline.length === 1 &&
    element?.kind === 'expression'
  ) {
    return evaluate(element.expression, inner);
  }
  const values: Value[] = [];
  for await (const value of runStatements(statements, inner)) {
    values.push(value);
  }
  return collapse(values);
}
