import { commands, type Disposable, l10n, window } from 'vscode';
import { type CommandName, commandId } from '../contributions.ts';
import type { ChannelLog } from './adapters/log.ts';
import { isCancellation } from './cancelled.ts';
import { CommandOptions } from './commandOptions.ts';
import { followRemedy, remedyFor } from './remedies.ts';
import { isRow } from './tree/row.ts';
import { toUserError } from './userError.ts';

/** Resolves the target, asks for what is missing, calls one function of core, presents; throws what goes wrong. */
export type CommandHandler = (options: CommandOptions) => Promise<unknown>;

/** The one wrapper around every command: shows errors to people, rejects for programs, keeps cancellation silent. */
export class Commands {
  readonly #log: ChannelLog;

  constructor(log: ChannelLog) {
    this.#log = log;
  }

  /** `query`: a command without a face, called by programs only, which rejects however it is called. */
  register(name: CommandName, handler: CommandHandler, kind: 'action' | 'query' = 'action'): Disposable {
    return commands.registerCommand(commandId(name), async (argument: unknown) => {
      const options = readOptions(argument);
      try {
        return await handler(options);
      } catch (error) {
        if (isCancellation(error)) {
          return undefined;
        }
        this.#log.error(`The command ${name} failed.`, { error });
        const shown = toUserError(error);
        if (options.programmatic || kind === 'query') {
          throw shown;
        }
        await this.show(error);
        return undefined;
      }
    });
  }

  /** Tells the user what went wrong, with the next step as a button. Does not wait for an answer. */
  async show(error: unknown): Promise<void> {
    const showLog = l10n.t('Show Log');
    const remedy = remedyFor(error);
    const buttons = remedy ? [remedy.title, showLog] : [showLog];
    void window.showErrorMessage(toUserError(error).message, ...buttons).then(async (chosen) => {
      if (chosen === showLog) {
        this.#log.show();
      } else if (chosen !== undefined && remedy) {
        await followRemedy(remedy);
      }
    });
  }
}

function readOptions(argument: unknown): CommandOptions {
  try {
    return new CommandOptions(argument, isRow);
  } catch (error) {
    throw toUserError(error);
  }
}
