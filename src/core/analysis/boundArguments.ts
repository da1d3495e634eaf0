import type { Argument, CommandInvocation, HashtableEntry, Knowledge, Range } from '../powershell/types.ts';
import type { Values } from './values.ts';

/** What is known of a command's parameters. */
export interface Signature {
  /** Canonical names in lower case. */
  readonly parameters: readonly string[];
  readonly switches: ReadonlySet<string>;
  /** Other names, in lower case. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** What arguments without a name are, in order. */
  readonly positional?: readonly string[];
}

/** A parameter with its value, whether it was written on the command or in a table that is splatted. */
export interface BoundParameter {
  /** Canonical name in lower case; as written (lower case) when the signature does not know it. */
  readonly name: string;
  /** As written, without dash. */
  readonly written: string;
  readonly nameRange: Range;
  /** Name and value together. */
  readonly range: Range;
  /** Undefined for a switch and for a parameter whose value is missing. */
  readonly value: (Knowledge & { readonly range: Range }) | undefined;
  /** The table entry or member assignment it comes from. */
  readonly splatted: boolean;
}

export interface SplatTable {
  readonly variable: string;
  /** Of the `@name` on the command. */
  readonly range: Range;
  /** Of the `@{ … }`. */
  readonly tableRange: Range;
  readonly entries: readonly HashtableEntry[];
}

export interface BoundArguments {
  readonly parameters: readonly BoundParameter[];
  readonly positional: readonly Argument[];
  readonly splats: readonly SplatTable[];
  /** Whether everything that is passed can be seen: false when a splatted variable is not a table in the script. */
  readonly complete: boolean;
  get(name: string): BoundParameter | undefined;
}

const commonSwitches: ReadonlySet<string> = new Set(['verbose', 'debug', 'whatif', 'confirm']);

const noSignature: Signature = { parameters: [], switches: new Set() };

/** The arguments of a command by parameter name, abbreviations and aliases resolved, splatted tables looked up. */
export function bindArguments(
  command: CommandInvocation,
  values: Values,
  signature: Signature = noSignature,
): BoundArguments {
  const parameters: BoundParameter[] = [];
  const positional: Argument[] = [];
  const splats: SplatTable[] = [];
  let complete = true;
  const { elements } = command;
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index];
    if (element?.kind === 'parameter') {
      const name = canonicalName(element.name, signature);
      const next = elements[index + 1];
      const takesNext = element.argument === undefined && next?.kind === 'argument' && !isSwitch(name, signature);
      const value = element.argument ?? (takesNext ? next.argument : undefined);
      if (takesNext) {
        index++;
      }
      parameters.push({
        name,
        written: element.name,
        nameRange: element.range,
        range: { start: element.range.start, end: value?.range.end ?? element.range.end },
        value,
        splatted: false,
      });
    } else if (element?.kind === 'argument') {
      positional.push(element.argument);
    } else if (element?.kind === 'splat') {
      const table = splatTable(element.name, command, values);
      if (table === undefined) {
        complete = false;
        continue;
      }
      complete &&= table.complete;
      splats.push({ ...table, variable: element.name, range: element.range });
      parameters.push(...table.bound.map((bound) => ({ ...bound, name: canonicalName(bound.written, signature) })));
    }
  }
  return {
    parameters:
      positional.length === 0 ? parameters : [...parameters, ...byPosition(parameters, positional, signature)],
    positional,
    splats,
    complete,
    get,
  };
}

function get(this: BoundArguments, name: string): BoundParameter | undefined {
  return this.parameters.find((parameter) => parameter.name === name);
}

function byPosition(
  named: readonly BoundParameter[],
  positional: readonly Argument[],
  { positional: names = [] }: Signature,
): readonly BoundParameter[] {
  const free = names.filter((name) => !named.some((parameter) => parameter.name === name));
  return positional.slice(0, free.length).map((value, index) => ({
    name: free[index] ?? '',
    written: '',
    nameRange: value.range,
    range: value.range,
    value,
    splatted: false,
  }));
}

function isSwitch(name: string, signature: Signature): boolean {
  return signature.switches.has(name) || commonSwitches.has(name);
}

/** The parameter that `written` means: itself, an alias, or the only one it abbreviates. */
function canonicalName(written: string, { parameters, aliases }: Signature): string {
  const lower = written.toLowerCase();
  const alias = aliases?.[lower];
  if (alias !== undefined || parameters.includes(lower)) {
    return alias ?? lower;
  }
  const candidates = parameters.filter((parameter) => parameter.startsWith(lower));
  const [only] = candidates;
  return candidates.length === 1 && only !== undefined ? only : lower;
}

interface Splatted {
  readonly tableRange: Range;
  readonly entries: readonly HashtableEntry[];
  readonly bound: readonly BoundParameter[];
  readonly complete: boolean;
}

function splatTable(name: string, command: CommandInvocation, values: Values): Splatted | undefined {
  const view = { at: command.range.start, enclosingFunction: command.enclosingFunction };
  const origin = values.origin(name, view);
  const table = origin?.knowledge.value;
  if (origin === undefined || table?.kind !== 'hashtable') {
    return undefined;
  }
  const bound = new Map<string, BoundParameter>();
  let complete = true;
  for (const entry of table.entries) {
    if (entry.key === undefined) {
      complete = false;
      continue;
    }
    bound.set(entry.key.toLowerCase(), {
      name: entry.key.toLowerCase(),
      written: entry.key,
      nameRange: entry.keyRange,
      range: { start: entry.keyRange.start, end: entry.valueRange.end },
      value: { value: entry.value, variable: entry.variable, template: entry.template, range: entry.valueRange },
      splatted: true,
    });
  }
  for (const { member, variableRange, range, argument } of values.membersOf(name, origin.at, view)) {
    if (member !== undefined) {
      bound.set(member.toLowerCase(), {
        name: member.toLowerCase(),
        written: member,
        nameRange: variableRange,
        range,
        value: argument,
        splatted: true,
      });
    }
  }
  return { tableRange: origin.range, entries: table.entries, bound: [...bound.values()], complete };
}
