import type { Connections } from '../connections/connections.ts';
import type { Scope } from '../language/evaluator.ts';
import type { Value } from '../language/values.ts';
import type { ConfirmRequest, FileAccess, Notice, OperationSessionOptions } from '../types.ts';
import type { Arguments } from './arguments.ts';

/** A parameter of a built-in command. */
export interface ParameterSpec {
  readonly name: string;
  /** A `switch` takes no argument; the others tell what completion offers and what the argument is turned into. */
  readonly kind: 'switch' | 'text' | 'number' | 'any';
  readonly aliases?: readonly string[];
  /** Its place among the arguments without a name. */
  readonly position?: number;
  readonly mandatory?: boolean;
  /** Takes all remaining arguments without a name. */
  readonly rest?: boolean;
  /** Values completion offers. */
  readonly values?: readonly string[];
}

export interface CommandDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The module that has the real cmdlet. */
  readonly module: string;
  readonly parameters: readonly ParameterSpec[];
  /** Has `-WhatIf` and `-Confirm`. */
  readonly changes?: boolean;
  readonly run: (call: CommandCall) => AsyncIterable<Value>;
}

/** One run of a command. */
export interface CommandCall {
  /** As the definition spells it. */
  readonly name: string;
  readonly arguments: Arguments;
  /** Undefined at the start of a pipeline. */
  readonly input: AsyncIterable<Value> | undefined;
  readonly run: RunContext;
}

/** What a running line offers its commands. */
export interface RunContext {
  readonly options: OperationSessionOptions;
  readonly files: FileAccess;
  readonly connections: Connections;
  readonly scope: Scope;
  readonly signal: AbortSignal | undefined;
  /** Columns of the terminal. */
  readonly width: () => number;
  readonly colour: boolean;
  readonly notice: (notice: Notice) => Promise<void>;
  /** A notice that a session gives only the first time. */
  readonly once: (notice: Notice) => Promise<void>;
  /** Reports an error that does not end the line; ends it where nobody listens or `-ErrorAction Stop` says so. */
  readonly report: (error: unknown, errorAction: string) => Promise<void>;
  /** Whether to go on with a change: handles `-WhatIf` and `-Confirm`, and asks. `asks` tells whether it asks without `-Confirm`. */
  readonly shouldProcess: (
    call: CommandCall,
    request: Omit<ConfirmRequest, 'operation'>,
    asks: boolean,
  ) => Promise<boolean>;
  /** Clears the terminal. */
  readonly clear: () => Promise<void>;
  /** Text that goes to the terminal at once, past the pipeline. */
  readonly write: (text: string) => Promise<void>;
  /** Ends the console after this line. */
  readonly exit: () => void;
  /** Lines entered before, oldest first. */
  readonly history: readonly string[];
  /** Everything that can be called, sorted by name. */
  readonly commands: () => readonly CommandInfo[];
}

/** A command as Get-Command lists it. */
export interface CommandInfo {
  readonly name: string;
  readonly kind: 'Alias' | 'Cmdlet';
  readonly module: string;
  /** What an alias stands for. */
  readonly target?: string;
  /** Known parameters; undefined for cmdlets that run in the service. */
  readonly definition?: CommandDefinition;
}
