import { parseScript } from '../../src/core/powershell/parseScript.ts';
import type { Argument, CommandElement, CommandInvocation, Constant, Range } from '../../src/core/powershell/types.ts';
import type { Engine } from './engine.ts';

/** A constant as `program/Constants.cs` writes it. */
export type EngineValue =
  | string
  | boolean
  | { readonly number: number }
  | { readonly null: true }
  | { readonly hashtable: readonly (readonly [string | null, EngineValue | null])[] }
  | readonly (EngineValue | null)[];

interface EngineElement extends Range {
  readonly kind: 'parameter' | 'argument' | 'splat';
  readonly name?: string;
  readonly value?: EngineValue;
  readonly argument?: Range & { readonly value?: EngineValue };
}

interface EngineCommand extends Range {
  readonly name: string | null;
  readonly nameExtent: Range;
  readonly invocation: string;
  readonly position?: number;
  readonly length?: number;
  readonly elements: readonly EngineElement[];
}

export interface EngineParse {
  readonly errors: readonly { readonly start: number; readonly id: string }[];
  readonly commands: readonly EngineCommand[];
  readonly functions: readonly (Range & { readonly name: string })[];
}

export interface Agreement {
  /** Commands PowerShell sees before its first error. */
  readonly commands: number;
  /** One line for each command that only one of the two sees, or both see differently. */
  readonly differences: readonly string[];
  readonly valid: boolean;
}

/** Compares our commands of a script with those of PowerShell's own parser; of a broken one those before the break. */
export async function compareWithEngine(engine: Engine, text: string): Promise<Agreement> {
  const theirs = await engine.ask<EngineParse>({ do: 'parse', text });
  const ours = parseScript(text);
  const valid = theirs.errors.length === 0;
  const breakAt = valid ? Number.POSITIVE_INFINITY : Math.min(...theirs.errors.map((error) => error.start));
  const before = <Item extends Range>(items: readonly Item[]) => items.filter((item) => item.end < breakAt || valid);
  const expected = before(theirs.commands).map(describeEngineCommand);
  const found = before(ours.commands.map((command) => ({ ...command.range, command }))).map(({ command }) =>
    describeCommand(command),
  );
  const differences = difference(expected, found);
  if (valid) {
    differences.push(
      ...difference(
        theirs.functions.map((item) => `function ${item.name} ${item.start}-${item.end}`),
        ours.functions
          .filter(isEngineFunction)
          .map((item) => `function ${item.name} ${item.range.start}-${item.range.end}`),
      ),
    );
    if (ours.brokenAt !== undefined) {
      differences.push(`! taken for broken at ${ours.brokenAt}`);
    }
  }
  return { commands: expected.length, differences, valid };
}

function isEngineFunction({ kind }: { readonly kind: string }): boolean {
  return kind !== 'class' && kind !== 'enum' && kind !== 'configuration';
}

function difference(expected: readonly string[], found: readonly string[]): string[] {
  const theirs = new Set(expected);
  const ours = new Set(found);
  return [
    ...expected.filter((line) => !ours.has(line)).map((line) => `- ${line}`),
    ...found.filter((line) => !theirs.has(line)).map((line) => `+ ${line}`),
  ];
}

function describeEngineCommand(command: EngineCommand): string {
  return JSON.stringify([
    command.name,
    command.start,
    command.end,
    command.nameExtent.start,
    command.nameExtent.end,
    command.invocation,
    command.position ?? 0,
    command.length ?? 1,
    command.elements.map((element) => [
      element.kind,
      element.start,
      element.end,
      element.name ?? null,
      element.value ?? null,
      element.argument === undefined
        ? null
        : [element.argument.start, element.argument.end, element.argument.value ?? null],
    ]),
  ]);
}

function describeCommand(command: CommandInvocation): string {
  return JSON.stringify([
    command.name ?? null,
    command.range.start,
    command.range.end,
    command.nameRange.start,
    command.nameRange.end,
    command.invocation,
    command.pipelinePosition,
    command.pipelineLength,
    command.elements.map(describeElement),
  ]);
}

function describeElement(element: CommandElement): unknown {
  const { kind, range } = element;
  const name = kind === 'argument' ? null : element.name;
  const value = kind === 'argument' ? engineValue(element.argument.value) : null;
  const argument = kind === 'parameter' && element.argument ? describeArgument(element.argument) : null;
  return [kind, range.start, range.end, name, value, argument];
}

function describeArgument({ range, value }: Argument): unknown {
  return [range.start, range.end, engineValue(value)];
}

function engineValue(value: Constant | undefined): EngineValue | null {
  switch (value?.kind) {
    case undefined:
      return null;
    case 'string':
    case 'boolean':
      return value.value;
    case 'number':
      return { number: value.value };
    case 'null':
      return { null: true };
    case 'array':
      return value.items.map(engineValue);
    case 'hashtable':
      return { hashtable: value.entries.map((entry) => [entry.key ?? null, engineValue(entry.value)]) };
  }
}
