import { throwIfAborted } from '../shared/clock.ts';
import { BufferedOutput } from './bufferedOutput.ts';
import type { CommandInfo } from './commands/definition.ts';
import { builtInCommands } from './commands/registry.ts';
import { Connections } from './connections/connections.ts';
import { operationError } from './errors.ts';
import { commonExchangeCmdlets } from './exchange/commonCmdlets.ts';
import { DefaultWriter } from './format/formatter.ts';
import { commonGraphCmdlets } from './graph/graphCmdlets.ts';
import { runStatement } from './language/evaluator.ts';
import { toJson } from './language/json.ts';
import { parseInput } from './language/parser.ts';
import { PsObject, type Value } from './language/values.ts';
import { isSecretLine } from './lineEditor/history.ts';
import { createRunContext } from './runContext.ts';
import type { Notice, OperationOutput, OperationSessionOptions } from './types.ts';

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly output: OperationOutput;
  /** Columns of the terminal, asked again for each table; 120 when absent. */
  readonly width?: () => number;
  /** Whether the output may hold colours. */
  readonly colour?: boolean;
}

const defaultWidth = 120;
const longestHistory = 500;
/** Types of output whose properties completion remembers. */
const rememberedCommands = 100;

/**
 * The operations console without its terminal: runs PowerShell lines natively for one tenant. Variables, connections and
 * history last as long as the session. One line runs at a time.
 */
export class OperationSession {
  readonly #options: OperationSessionOptions;
  readonly #connections: Connections;
  readonly #variables = new Map<string, Value>();
  readonly #history: string[] = [];
  readonly #noticed = new Set<Notice['reason']>();
  readonly #propertyNames = new Map<string, readonly string[]>();
  #commands: readonly CommandInfo[] | undefined;
  #running = false;

  constructor(options: OperationSessionOptions) {
    this.#options = options;
    this.#connections = new Connections(options);
  }

  get connections(): Connections {
    return this.#connections;
  }

  /** Lines entered, oldest first; never one that holds a password. */
  get history(): readonly string[] {
    return this.#history;
  }

  get options(): OperationSessionOptions {
    return this.#options;
  }

  /** Names of the variables, without dollar sign. */
  variableNames(): readonly string[] {
    return [...this.#variables.keys()].sort();
  }

  /** Property names that a command's output had when it last ran, for completion. */
  propertyNames(command: string): readonly string[] {
    return this.#propertyNames.get(command.toLowerCase()) ?? [];
  }

  /** Property names of what a variable holds. */
  variableProperties(name: string): readonly string[] {
    const value = this.#variables.get(name.toLowerCase());
    const first = Array.isArray(value) ? (value[0] as Value | undefined) : value;
    return first instanceof PsObject ? [...first.properties.keys()] : [];
  }

  /** Everything that can be called, sorted by name. */
  commands(): readonly CommandInfo[] {
    this.#commands ??= listCommands(this.#options);
    return this.#commands;
  }

  /**
   * Runs a line or a pasted block and writes its output as it comes, never more than a screenful ahead.
   *
   * @returns whether the console goes on (`exit` ends it)
   * @throws the error that ended the line; AbortError when `signal` aborts
   */
  async run(line: string, options: RunOptions): Promise<{ readonly exit: boolean }> {
    if (line.trim() !== '' && !isSecretLine(line)) {
      this.#history.push(line);
      this.#history.splice(0, this.#history.length - longestHistory);
    }
    return this.#exclusively(async () => {
      const width = options.width ?? (() => defaultWidth);
      let exits = false;
      const output = new BufferedOutput(options.output);
      const run = createRunContext({
        ...this.#parts(options.signal),
        output,
        width,
        colour: options.colour ?? false,
        exit: () => {
          exits = true;
        },
      });
      const writer = new DefaultWriter({ width, colour: options.colour ?? false });
      try {
        for (const statement of parseInput(line)) {
          const remember = this.#remembering(statement.pipeline);
          for await (const value of runStatement(statement, run.scope)) {
            remember(value);
            const text = writer.add(value);
            if (text !== '') {
              await output.write(text);
            }
            throwIfAborted(options.signal);
          }
          if (exits) {
            break;
          }
        }
      } finally {
        // What waits for its layout was put out before the error: it belongs before it on the screen too.
        const rest = writer.finish();
        if (rest !== '') {
          await output.write(rest);
        }
        await output.flush();
      }
      return { exit: exits };
    });
  }

  /**
   * Runs one command line and gives its output as plain JSON; what a Format- command lays out is text.
   *
   * @throws the first error, also one that the console would only report
   */
  async runOperation(command: string, signal?: AbortSignal): Promise<object[]> {
    return this.#exclusively(async () => {
      const run = createRunContext({
        ...this.#parts(signal),
        output: undefined,
        width: () => defaultWidth,
        colour: false,
        exit: () => undefined,
      });
      const results: object[] = [];
      for (const statement of parseInput(command)) {
        for await (const value of runStatement(statement, run.scope)) {
          if (value !== null) {
            results.push(toJson(value) as object);
          }
        }
      }
      return results;
    });
  }

  /** Forgets tokens and variables. */
  dispose(): void {
    this.#connections.closeAll();
    this.#variables.clear();
  }

  #parts(signal: AbortSignal | undefined) {
    return {
      options: this.#options,
      connections: this.#connections,
      variables: this.#variables,
      history: this.#history,
      noticed: this.#noticed,
      commands: () => this.commands(),
      signal,
    };
  }

  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running) {
      throw operationError('busy');
    }
    this.#running = true;
    try {
      return await work();
    } finally {
      this.#running = false;
    }
  }

  #remembering(pipeline: readonly { readonly kind: string; readonly name?: unknown }[]): (value: Value) => void {
    const [only] = pipeline;
    let pending =
      pipeline.length === 1 && only?.kind === 'command' && typeof only.name === 'string'
        ? only.name.toLowerCase()
        : undefined;
    return (value) => {
      if (pending !== undefined && value instanceof PsObject) {
        if (this.#propertyNames.size >= rememberedCommands) {
          this.#propertyNames.clear();
        }
        this.#propertyNames.set(pending, [...value.properties.keys()]);
        pending = undefined;
      }
    };
  }
}

function listCommands({ catalog }: OperationSessionOptions): readonly CommandInfo[] {
  const found = new Map<string, CommandInfo>();
  const add = (info: CommandInfo) => {
    if (!found.has(info.name.toLowerCase())) {
      found.set(info.name.toLowerCase(), info);
    }
  };
  for (const definition of builtInCommands) {
    add({ name: definition.name, kind: 'Cmdlet', module: definition.module, definition });
    for (const alias of definition.aliases ?? []) {
      add({ name: alias, kind: 'Alias', module: definition.module, target: definition.name });
    }
  }
  for (const name of [...commonExchangeCmdlets, ...commonGraphCmdlets]) {
    add({ name, kind: 'Cmdlet', module: name.includes('-Mg') ? 'Microsoft.Graph' : 'ExchangeOnlineManagement' });
  }
  for (const name of catalog?.cmdletsStartingWith('', Number.MAX_SAFE_INTEGER) ?? []) {
    const facts = catalog?.cmdlet(name);
    const isExchange =
      facts?.services.some((service) => service === 'exchangeOnline' || service === 'securityCompliance') ?? false;
    const isGraph = /^[a-z]+-Mg/i.test(name) && (facts?.services.includes('graph') ?? false);
    if (facts !== undefined && !facts.retired && (isExchange || isGraph)) {
      add({ name: facts.name, kind: 'Cmdlet', module: facts.module });
    }
  }
  return [...found.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
