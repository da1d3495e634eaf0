import { Yielding } from '../certificates/yielding.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { constructCertificate, fileLimit } from './certificate/importCertificates.ts';
import type { CommandCall, CommandInfo, RunContext } from './commands/definition.ts';
import { dispatch } from './commands/dispatch.ts';
import { credential } from './commands/hostCommands.ts';
import type { Connections } from './connections/connections.ts';
import { operationError } from './errors.ts';
import type { Scope } from './language/evaluator.ts';
import { toText } from './language/text.ts';
import { SecureText, type Value } from './language/values.ts';
import type { ConfirmRequest, Notice, OperationOutput, OperationSessionOptions } from './types.ts';

export interface RunParts {
  readonly options: OperationSessionOptions;
  readonly connections: Connections;
  readonly variables: Map<string, Value>;
  readonly history: readonly string[];
  readonly commands: () => readonly CommandInfo[];
  readonly signal: AbortSignal | undefined;
  readonly width: () => number;
  readonly colour: boolean;
  /** Undefined where nobody reads along: the first error ends the line. */
  readonly output: OperationOutput | undefined;
  readonly exit: () => void;
  /** Reasons of notices that were given once already. */
  readonly noticed: Set<Notice['reason']>;
}

/** What commands of one line work with. */
export function createRunContext(parts: RunParts): RunContext {
  const { options, connections, signal, output } = parts;
  const scope: Scope = {
    signal,
    breath: new Yielding(),
    variables: parts.variables,
    host: {
      command: (name, elements, input) => dispatch(name, elements, input, run),
      construct: (type, args) => construct(run, type, args),
      readBytes: (path) => options.files.read(path, fileLimit),
      now: () => options.clock.now(),
    },
  };
  const run: RunContext = {
    options,
    connections,
    scope,
    signal,
    files: options.files,
    width: parts.width,
    colour: parts.colour,
    history: parts.history,
    commands: parts.commands,
    exit: parts.exit,
    clear: async () => output?.write('\u001b[2J\u001b[3J\u001b[H'),
    write: async (text) => output?.write(text),
    notice: async (notice) => output?.notice(notice),
    once: async (notice) => {
      if (!parts.noticed.has(notice.reason)) {
        parts.noticed.add(notice.reason);
        await output?.notice(notice);
      }
    },
    report: (error, errorAction) => report(error, errorAction, parts),
    shouldProcess: (call, request, asks) => shouldProcess(call, request, asks, parts),
  };
  return run;
}

async function report(error: unknown, errorAction: string, { output, variables }: RunParts): Promise<void> {
  const action = (errorAction || toText(variables.get('erroractionpreference') ?? '')).toLowerCase();
  if (isAbort(error) || !isDomainError(error)) {
    throw error;
  }
  if (action === 'ignore' || action === 'silentlycontinue') {
    return;
  }
  if (output === undefined || action === 'stop') {
    throw error;
  }
  await output.error(error);
}

async function shouldProcess(
  call: CommandCall,
  request: Omit<ConfirmRequest, 'operation'>,
  asks: boolean,
  parts: RunParts,
): Promise<boolean> {
  const { arguments: args } = call;
  if (args.flag('WhatIf')) {
    await parts.output?.notice({
      kind: 'information',
      reason: 'whatIf',
      params: { operation: call.name, target: request.target },
    });
    return false;
  }
  const confirm = args.has('Confirm') ? args.flag('Confirm') : asks;
  if (!confirm) {
    return true;
  }
  if (parts.options.confirm === undefined) {
    throw operationError('confirmationNeeded', { command: call.name, target: request.target });
  }
  return parts.options.confirm({ ...request, operation: call.name }, parts.signal);
}

async function construct(run: RunContext, type: string, args: readonly Value[]): Promise<Value | undefined> {
  if (/^(?:System\.Management\.Automation\.)?PSCredential$/i.test(type)) {
    const [userName = null, password = null] = args;
    if (!(password instanceof SecureText)) {
      throw operationError('wrongArgument', { parameter: 'PSCredential', value: '', expected: 'String, SecureString' });
    }
    return credential(toText(userName), password);
  }
  return constructCertificate(run, type, args);
}
