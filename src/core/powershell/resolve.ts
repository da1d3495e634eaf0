import { knownString } from './knowledge.ts';
import type {
  Argument,
  Assignment,
  CommandInvocation,
  Constant,
  Knowledge,
  Range,
  ScriptSyntax,
  TemplatePart,
} from './types.ts';

/** Variables that stand for variables, followed this far. */
const longestChain = 8;

/** One parameter of a command, written there or in a table that is splatted into it. */
export interface NamedArgument {
  /** As written, without the dash. */
  readonly name: string;
  /** Of the parameter, or of the key in the splatted table. */
  readonly range: Range;
  /** Undefined for a switch, or a parameter whose value is missing. */
  readonly argument: Argument | undefined;
  /** The value, through variables where needed; undefined when it depends on running the script. */
  readonly value: Constant | undefined;
  readonly splatted: boolean;
}

export interface ResolvedArguments {
  /** By name in lower case, as abbreviated as it is written. */
  readonly named: ReadonlyMap<string, NamedArgument>;
  /** Arguments no parameter precedes, those of splatted arrays included. */
  readonly positional: readonly { readonly argument: Argument; readonly value: Constant | undefined }[];
  /** Whether something splatted is not known: any parameter may be given. */
  readonly open: boolean;
}

/**
 * The constant that `$name` has at `beforeOffset`: that of the last assignment before it in the same function, of the
 * parameter's default, or of the script's own variable. Branches and loops are not told apart. `name` is without `$`.
 */
export function resolveVariable(syntax: ScriptSyntax, name: string, beforeOffset: number): Constant | undefined {
  return resolve(syntax, name, beforeOffset, longestChain);
}

/** What an argument, assignment or entry is worth at `offset`, through variables and expandable strings. */
export function resolveValue(syntax: ScriptSyntax, known: Knowledge, offset: number): Constant | undefined {
  return valueAt(syntax, known, offset, longestChain);
}

/** The text of an argument with the variables in it replaced as far as they are known; undefined for the rest. */
export function resolveText(syntax: ScriptSyntax, known: Knowledge, offset: number): readonly (string | undefined)[] {
  const value = resolveValue(syntax, known, offset);
  if (value?.kind === 'string') {
    return [value.value];
  }
  const source = known.template ?? templateOf(syntax, known, offset);
  return source === undefined ? [undefined] : fill(syntax, source, offset, longestChain);
}

/** The template that a variable was given. */
function templateOf(syntax: ScriptSyntax, known: Knowledge, offset: number): readonly TemplatePart[] | undefined {
  let current = known;
  let at = offset;
  for (let i = 0; i < longestChain && current.variable !== undefined; i++) {
    const found = findAssignment(syntax, current.variable, at);
    if (found === undefined) {
      return undefined;
    }
    current = found.argument;
    at = found.range.start;
  }
  return current.template;
}

/**
 * The parameters of a command by name, with splatted tables merged in and variables resolved. A parameter takes the
 * argument that follows it, unless its name (in lower case) is among `switches`.
 */
export function resolveArguments(
  syntax: ScriptSyntax,
  command: CommandInvocation,
  switches: ReadonlySet<string> = new Set(),
): ResolvedArguments {
  const offset = command.range.start;
  const named = new Map<string, NamedArgument>();
  const positional: { argument: Argument; value: Constant | undefined }[] = [];
  let open = false;
  const { elements } = command;
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    if (element?.kind === 'argument') {
      positional.push({ argument: element.argument, value: resolveValue(syntax, element.argument, offset) });
    } else if (element?.kind === 'parameter') {
      let { argument } = element;
      const next = elements[i + 1];
      if (argument === undefined && next?.kind === 'argument' && !switches.has(element.name.toLowerCase())) {
        argument = next.argument;
        i++;
      }
      const value = argument && resolveValue(syntax, argument, offset);
      named.set(element.name.toLowerCase(), {
        name: element.name,
        range: element.range,
        argument,
        value,
        splatted: false,
      });
    } else if (element?.kind === 'splat') {
      const splatted = splattedArguments(syntax, element.name, offset);
      open ||= splatted === undefined;
      positional.push(...(splatted?.positional ?? []));
      for (const argument of splatted?.named ?? []) {
        const key = argument.name.toLowerCase();
        // What is written out wins over what is splatted.
        if (named.get(key)?.splatted !== false) {
          named.set(key, argument);
        }
      }
    }
  }
  return { named, positional, open };
}

interface Splatted {
  readonly named: readonly NamedArgument[];
  readonly positional: readonly { readonly argument: Argument; readonly value: Constant | undefined }[];
}

/** Undefined when what the variable holds is not known. */
function splattedArguments(syntax: ScriptSyntax, name: string, offset: number): Splatted | undefined {
  const source = findAssignment(syntax, name, offset);
  const value = source && resolveValue(syntax, source.argument, source.range.start);
  if (source === undefined || value === undefined) {
    return undefined;
  }
  if (value.kind === 'array') {
    const argument = source.argument;
    return {
      named: [],
      positional: value.items.map((item) => ({
        argument: { range: argument.range, value: item, variable: undefined, template: undefined },
        value: item,
      })),
    };
  }
  if (value.kind !== 'hashtable') {
    return undefined;
  }
  const named = value.entries.flatMap((entry) =>
    entry.key === undefined
      ? []
      : [
          splattedArgument(
            syntax,
            entry.key,
            entry.keyRange,
            { ...entry, range: entry.valueRange },
            entry.valueRange.start,
          ),
        ],
  );
  for (const set of assignmentsTo(syntax, name)) {
    if (set.member !== undefined && set.range.start >= source.range.end && set.range.end <= offset) {
      named.push(splattedArgument(syntax, set.member, set.variableRange, set.argument, set.range.start));
    }
  }
  return { named, positional: [] };
}

function splattedArgument(
  syntax: ScriptSyntax,
  name: string,
  range: Range,
  { range: valueRange, value, variable, template }: Argument,
  offset: number,
): NamedArgument {
  const argument: Argument = { range: valueRange, value, variable, template };
  return { name, range, argument, value: resolveValue(syntax, argument, offset), splatted: true };
}

function resolve(syntax: ScriptSyntax, name: string, offset: number, depth: number): Constant | undefined {
  const found = findAssignment(syntax, name, offset);
  if (found !== undefined) {
    return found.compound ? undefined : valueAt(syntax, found.argument, found.range.start, depth);
  }
  const parameter = findParameterDefault(syntax, name, offset);
  return parameter && valueAt(syntax, parameter, parameter.range.start, depth);
}

function valueAt(syntax: ScriptSyntax, known: Knowledge, offset: number, depth: number): Constant | undefined {
  if (known.value !== undefined || depth === 0) {
    return known.value;
  }
  if (known.variable !== undefined) {
    return resolve(syntax, known.variable, offset, depth - 1);
  }
  if (known.template === undefined) {
    return undefined;
  }
  const parts = fill(syntax, known.template, offset, depth - 1);
  return parts.length === 1 && parts[0] !== undefined ? knownString(parts[0], 'double') : undefined;
}

/** The parts with the values of their variables; neighbouring texts become one. */
function fill(
  syntax: ScriptSyntax,
  template: readonly TemplatePart[],
  offset: number,
  depth: number,
): readonly (string | undefined)[] {
  const parts: (string | undefined)[] = [];
  for (const part of template) {
    const text = typeof part === 'object' ? textOf(resolve(syntax, part.variable, offset, depth)) : part;
    const last = parts.at(-1);
    if (text !== undefined && last !== undefined) {
      parts[parts.length - 1] = last + text;
    } else {
      parts.push(text);
    }
  }
  return parts.length === 0 ? [''] : parts;
}

function textOf(value: Constant | undefined): string | undefined {
  switch (value?.kind) {
    case 'string':
      return value.value;
    case 'number':
      return String(value.value);
    default:
      return undefined;
  }
}

/** Assignments by variable name in lower case, made once for each script. */
const indexes = new WeakMap<ScriptSyntax, ReadonlyMap<string, readonly Assignment[]>>();

function assignmentsTo(syntax: ScriptSyntax, name: string): readonly Assignment[] {
  let index = indexes.get(syntax);
  if (index === undefined) {
    index = groupByVariable(syntax);
    indexes.set(syntax, index);
  }
  return index.get(plainName(name)) ?? [];
}

function groupByVariable(syntax: ScriptSyntax): ReadonlyMap<string, readonly Assignment[]> {
  const groups = new Map<string, Assignment[]>();
  for (const assignment of syntax.assignments) {
    const key = plainName(assignment.variable);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [assignment]);
    } else {
      group.push(assignment);
    }
  }
  return groups;
}

/** Lower case, without `script:` and the like; `env:` and other drives stay. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/^(?:global|script|local|private|using|variable):/, '');
}

/** The assignment that gives the variable its value at `offset`. */
function findAssignment(syntax: ScriptSyntax, name: string, offset: number): Assignment | undefined {
  const whole = assignmentsTo(syntax, name).filter((assignment) => assignment.member === undefined);
  if (whole.length === 0) {
    return undefined;
  }
  const inFunction = enclosingFunction(syntax, offset);
  const before = whole.filter((assignment) => assignment.range.end <= offset);
  const own = before.findLast((assignment) => assignment.enclosingFunction === inFunction);
  if (own !== undefined || inFunction === undefined) {
    return own ?? before.findLast((assignment) => /^(?:script|global):/i.test(assignment.variable));
  }
  if (findParameter(syntax, name, inFunction) !== undefined) {
    return undefined;
  }
  // A function runs after the script has set its variables, wherever it stands.
  const atScriptLevel = whole.filter((assignment) => assignment.enclosingFunction === undefined);
  return atScriptLevel.length === 1
    ? atScriptLevel[0]
    : atScriptLevel.findLast((assignment) => assignment.range.end <= offset);
}

function findParameter(syntax: ScriptSyntax, name: string, functionName: string | undefined) {
  const wanted = plainName(name);
  return syntax.parameters.findLast(
    (parameter) => parameter.enclosingFunction === functionName && parameter.name.toLowerCase() === wanted,
  );
}

function findParameterDefault(syntax: ScriptSyntax, name: string, offset: number): Argument | undefined {
  const inFunction = enclosingFunction(syntax, offset);
  const own = findParameter(syntax, name, inFunction);
  return own === undefined ? findParameter(syntax, name, undefined)?.default : own.default;
}

function enclosingFunction(syntax: ScriptSyntax, offset: number): string | undefined {
  return syntax.functions.findLast(
    ({ kind, range }) => kind !== 'class' && kind !== 'enum' && range.start < offset && offset <= range.end,
  )?.name;
}
