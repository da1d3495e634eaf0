import type { Range, ScriptSyntax } from '../powershell/types.ts';
import type { ServiceId } from '../services/types.ts';
import { atOnce, type Steps } from '../shared/slices.ts';
import { Blocks } from './blocks.ts';
import { CommandReader, lastBefore } from './commandReader.ts';
import type { Connection } from './connections.ts';
import type { AnalysisContext, ScriptCommand } from './types.ts';
import { Values } from './values.ts';

type Reading = Pick<ScriptModel, 'values' | 'commands' | 'connections'>;

/** A script with what its commands are: what rules and requirements are made from. */
export class ScriptModel {
  readonly syntax: ScriptSyntax;
  readonly context: AnalysisContext;
  readonly values: Values;
  readonly commands: readonly ScriptCommand[];
  /** Statements that sign in, in order. */
  readonly connections: readonly Connection[];
  readonly #lines: () => readonly number[];
  readonly #byService = new Map<ServiceId, readonly Connection[]>();
  #blocks: Blocks | undefined;

  /** @param reading what was read of it already, where it was read in steps */
  constructor(
    syntax: ScriptSyntax,
    context: AnalysisContext,
    reading: Reading = atOnce(readingSteps(syntax, context, new Set())),
  ) {
    this.syntax = syntax;
    this.context = context;
    this.values = reading.values;
    this.commands = reading.commands;
    this.connections = reading.connections;
    let starts: readonly number[] | undefined;
    this.#lines = () => {
      starts ??= lineStarts(syntax.text);
      return starts;
    };
  }

  /** @param functions names (lower case) of functions that imported scripts define */
  static *steps(syntax: ScriptSyntax, context: AnalysisContext, functions: ReadonlySet<string>): Steps<ScriptModel> {
    return new ScriptModel(syntax, context, yield* readingSteps(syntax, context, functions));
  }

  get text(): string {
    return this.syntax.text;
  }

  get blocks(): Blocks {
    this.#blocks ??= new Blocks(this.syntax);
    return this.#blocks;
  }

  /** 1-based line of an offset. */
  lineOf(offset: number): number {
    return this.#lineIndex(offset) + 1;
  }

  /** 0-based line and column of an offset, in UTF-16 units. */
  positionOf(offset: number): { readonly line: number; readonly character: number } {
    const line = this.#lineIndex(offset);
    return { line, character: offset - (this.#lines()[line] ?? 0) };
  }

  /** The connection that is open where `command` stands: the last one before it, else the only one of its service. */
  connectionFor(command: {
    readonly service?: ServiceId | undefined;
    readonly invocation: { readonly range: Range };
  }): Connection | undefined {
    const { service } = command;
    if (service === undefined) {
      return undefined;
    }
    let fitting = this.#byService.get(service);
    if (fitting === undefined) {
      fitting = this.connections.filter((connection) => serves(connection.service, service));
      this.#byService.set(service, fitting);
    }
    return lastBefore(fitting, command.invocation.range.start) ?? fitting[0];
  }

  #lineIndex(offset: number): number {
    const starts = this.#lines();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }
}

function* readingSteps(
  syntax: ScriptSyntax,
  { catalog }: AnalysisContext,
  functions: ReadonlySet<string>,
): Steps<Reading> {
  const values = new Values(syntax);
  const reader = new CommandReader(syntax, catalog, values, functions);
  const commands = yield* reader.read();
  return { values, commands, connections: reader.connections };
}

/** Microsoft.Entra and Microsoft.Graph share one session. */
function serves(connection: ServiceId, service: ServiceId | undefined): boolean {
  return connection === service || (isGraphSession(connection) && isGraphSession(service));
}

function isGraphSession(service: ServiceId | undefined): boolean {
  return service === 'graph' || service === 'entra';
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  if (/\r(?!\n)/.test(text)) {
    for (const { index } of text.matchAll(/\r(?!\n)/g)) {
      starts.push(index + 1);
    }
    starts.sort((left, right) => left - right);
  }
  return starts;
}
