import { throwIfAborted } from '../../shared/clock.ts';
import { operationError } from '../errors.ts';
import type { CommandElement, Expression, PipelineElement, Statement } from './ast.ts';
import { cast } from './convert.ts';
import { callMethod, readIndex, readMember, staticMember } from './members.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { toText } from './text.ts';
import { matchesOf } from './textOperators.ts';
import {
  collapse,
  Hashtable,
  isTruthy,
  itemsOf,
  LiteralNumber,
  noOutput,
  ScriptBlockValue,
  TypeValue,
  type Value,
} from './values.ts';

/** One argument of a command after evaluation, in written order; splatted tables are taken apart already. */
export type CallElement =
  | { readonly kind: 'parameter'; readonly name: string; readonly value?: Value }
  | { readonly kind: 'argument'; readonly value: Value };

/** What the language asks of the console around it. */
export interface LanguageHost {
  /** Runs a command; `input` is undefined at the start of a pipeline. */
  command(
    name: string,
    elements: readonly CallElement[],
    input: AsyncIterable<Value> | undefined,
  ): AsyncIterable<Value>;
  /** `[type]::new( … )` and `New-Object type( … )`; undefined for a type it does not make. */
  construct(type: string, args: readonly Value[]): Promise<Value | undefined>;
  /** A file's contents, for `[IO.File]::ReadAllBytes( … )`. */
  readBytes(path: string): Promise<Uint8Array>;
  now(): Date;
}

export interface Scope {
  readonly host: LanguageHost;
  readonly signal: AbortSignal | undefined;
  /** Lets the event loop have its turn during long work without input, so that Ctrl+C arrives. */
  readonly breath: { pause(): Promise<void> };
  /** By lower-case name. */
  readonly variables: Map<string, Value>;
  /** `$_` inside a script block. */
  readonly item?: Value;
}

/** Runs statements one after the other; gives the objects they put out as they come. */
export async function* runStatements(statements: readonly Statement[], scope: Scope): AsyncGenerator<Value> {
  for (const statement of statements) {
    yield* runStatement(statement, scope);
  }
}

/** Runs one statement; an assignment puts out nothing. */
export function runStatement(statement: Statement, scope: Scope): AsyncGenerator<Value> {
  const { assign, pipeline } = statement;
  return assign === undefined ? runPipeline(pipeline, scope) : runAssignment(assign, statement, scope);
}

async function* runAssignment(
  assign: NonNullable<Statement['assign']>,
  statement: Statement,
  scope: Scope,
): AsyncGenerator<Value> {
  const name = assignable(assign.variable);
  const [only] = statement.pipeline;
  // `$list = @(1)` keeps its array: an expression alone is not enumerated.
  const value =
    statement.pipeline.length === 1 && only?.kind === 'expression'
      ? await evaluateWhole(only.expression, scope)
      : collapse(await collect(runPipeline(statement.pipeline, scope)));
  scope.variables.set(name, assign.operator === '+=' ? applyBinary('+', readVariable(name, scope), value) : value);
  yield* [];
}

async function collect(stream: AsyncIterable<Value>): Promise<readonly Value[]> {
  const values: Value[] = [];
  for await (const value of stream) {
    values.push(value);
  }
  return values;
}

const readOnly = new Set(['null', 'true', 'false', '_', 'psitem', '?', 'home', 'pwd']);

function assignable(variable: string): string {
  const name = variable.toLowerCase();
  if (readOnly.has(name) || name.includes(':')) {
    throw operationError('notInConsoleLanguage', { construct: `$${variable} =` });
  }
  return name;
}

/** The objects a pipeline puts out; an array at its start is enumerated. */
export async function* runPipeline(pipeline: readonly PipelineElement[], scope: Scope): AsyncGenerator<Value> {
  let stream: AsyncIterable<Value> | undefined;
  for (const element of pipeline) {
    if (element.kind === 'expression') {
      if (stream !== undefined) {
        throw operationError('notInConsoleLanguage', { construct: '| $( )' });
      }
      stream = enumerate(element.expression, scope);
    } else {
      const name = typeof element.name === 'string' ? element.name : toText(await evaluate(element.name, scope));
      stream = scope.host.command(name, await evaluateElements(element.elements, scope), stream);
    }
  }
  if (stream !== undefined) {
    for await (const value of stream) {
      throwIfAborted(scope.signal);
      yield value;
    }
  }
}

async function* enumerate(expression: Expression, scope: Scope): AsyncGenerator<Value> {
  const value = await evaluateWhole(expression, scope);
  for (const item of value === null ? [null] : itemsOf(value)) {
    await scope.breath.pause();
    throwIfAborted(scope.signal);
    yield item;
  }
}

async function evaluateElements(elements: readonly CommandElement[], scope: Scope): Promise<readonly CallElement[]> {
  const result: CallElement[] = [];
  for (const element of elements) {
    if (element.kind === 'parameter') {
      result.push(
        element.value === undefined
          ? { kind: 'parameter', name: element.name }
          : { kind: 'parameter', name: element.name, value: await evaluate(element.value, scope) },
      );
    } else if (element.kind === 'argument') {
      result.push({ kind: 'argument', value: await evaluate(element.value, scope) });
    } else {
      const value = readVariable(element.variable, scope);
      if (value instanceof Hashtable) {
        result.push(...[...value.entries()].map(([name, item]) => ({ kind: 'parameter' as const, name, value: item })));
      } else {
        result.push(...itemsOf(value).map((item) => ({ kind: 'argument' as const, value: item })));
      }
    }
  }
  return result;
}

function readVariable(spelled: string, scope: Scope): Value {
  const name = spelled.toLowerCase();
  switch (name) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case '_':
    case 'psitem':
      return scope.item ?? null;
    default: {
      if (name.includes(':')) {
        throw operationError('notInConsoleLanguage', { construct: `$${spelled}` });
      }
      const value = scope.variables.get(name) ?? null;
      return value === noOutput ? null : value;
    }
  }
}

/** The value of an expression; the commands in it run to their end. */
export async function evaluate(expression: Expression, scope: Scope): Promise<Value> {
  const value = await evaluateWhole(expression, scope);
  return value === noOutput ? null : value;
}

/** The same, with {@link noOutput} where it passes on that a command put out nothing. */
async function evaluateWhole(expression: Expression, scope: Scope): Promise<Value> {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'literalNumber':
      return new LiteralNumber(expression.value, expression.text);
    case 'variable':
      return scope.variables.get(expression.name.toLowerCase()) === noOutput
        ? noOutput
        : readVariable(expression.name, scope);
    case 'template': {
      let text = '';
      for (const part of expression.parts) {
        text += typeof part === 'string' ? part : toText(await evaluate(part, scope));
      }
      return text;
    }
    case 'array': {
      const items: Value[] = [];
      for (const item of expression.items) {
        items.push(await evaluate(item, scope));
      }
      return items;
    }
    case 'hashtable': {
      const table = new Hashtable();
      for (const [key, value] of expression.entries) {
        table.set(toText(await evaluate(key, scope)), await evaluate(value, scope));
      }
      return table;
    }
    case 'group':
      return evaluateGroup(expression, scope);
    case 'scriptBlock':
      return new ScriptBlockValue(expression.text, expression.statements);
    case 'type':
      return new TypeValue(expression.name);
    case 'cast':
      return evaluateCast(expression.type, await evaluate(expression.operand, scope), scope);
    case 'member':
      return expression.isStatic
        ? evaluateStatic(expression.target, expression.name, undefined, scope)
        : readMember(await evaluate(expression.target, scope), expression.name);
    case 'call':
      return evaluateCall(expression, scope);
    case 'index':
      return readIndex(await evaluate(expression.target, scope), await evaluate(expression.index, scope));
    case 'unary':
      return applyUnary(expression.operator, await evaluate(expression.operand, scope));
    case 'binary':
      return evaluateBinary(expression, scope);
  }
}

async function evaluateGroup(expression: Extract<Expression, { kind: 'group' }>, scope: Scope): Promise<Value> {
  const [only] = expression.statements;
  const [element] = only?.pipeline ?? [];
  if (
    expression.statements.length === 1 &&
    only?.assign === undefined &&
    only?.pipeline.length === 1 &&
    element?.kind === 'expression'
  ) {
    const value = await evaluateWhole(element.expression, scope);
    return expression.asArray ? (value === null ? [null] : itemsOf(value)) : value;
  }
  const values = await collect(runStatements(expression.statements, scope));
  if (only?.assign !== undefined && expression.statements.length === 1) {
    // `($x = …)` passes the value on.
    return readVariable(only.assign.variable, scope);
  }
  return expression.asArray ? values : collapse(values);
}

async function evaluateCast(type: string, operand: Value, scope: Scope): Promise<Value> {
  const made = /x509certificate2|pscredential/i.test(type)
    ? await scope.host.construct(type, itemsOf(operand))
    : undefined;
  return made ?? cast(type, operand);
}

async function evaluateStatic(
  target: Expression,
  name: string,
  args: readonly Value[] | undefined,
  scope: Scope,
): Promise<Value> {
  const type = await evaluate(target, scope);
  if (!(type instanceof TypeValue)) {
    throw operationError('notInConsoleLanguage', { construct: '::' });
  }
  if (/^(?:System\.)?IO\.File$/i.test(type.name) && /^ReadAllBytes$/i.test(name)) {
    return [...(await scope.host.readBytes(toText(args?.[0] ?? null)))];
  }
  const value =
    name.toLowerCase() === 'new' && args !== undefined
      ? await scope.host.construct(type.name, args)
      : staticMember(type.name, name, args ?? [], scope.host.now());
  if (value === undefined) {
    throw operationError('notInConsoleLanguage', { construct: `[${type.name}]::${name}` });
  }
  return value;
}

async function evaluateCall(expression: Extract<Expression, { kind: 'call' }>, scope: Scope): Promise<Value> {
  const args: Value[] = [];
  for (const argument of expression.arguments) {
    args.push(await evaluate(argument, scope));
  }
  return expression.isStatic
    ? evaluateStatic(expression.target, expression.name, args, scope)
    : callMethod(await evaluate(expression.target, scope), expression.name, args);
}

async function evaluateBinary(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): Promise<Value> {
  const left = await evaluate(expression.left, scope);
  if (expression.operator === 'and') {
    return isTruthy(left) && isTruthy(await evaluate(expression.right, scope));
  }
  if (expression.operator === 'or') {
    return isTruthy(left) || isTruthy(await evaluate(expression.right, scope));
  }
  const right = await evaluate(expression.right, scope);
  if (/^[ci]?match$/.test(expression.operator) && !Array.isArray(left)) {
    const found = matchesOf(toText(left), toText(right), expression.operator === 'cmatch');
    if (found !== undefined) {
      scope.variables.set('matches', found);
    }
    return found !== undefined;
  }
  return applyBinary(expression.operator, left, right);
}
