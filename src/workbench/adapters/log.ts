import type { LogOutputChannel } from 'vscode';
import type { Log, LogDetails } from '../../core/shared/ports.ts';
import { maskDetails, maskText } from './mask.ts';

/** The extension's one log channel; the editor owns its level. */
export class ChannelLog implements Log {
  readonly #channel: LogOutputChannel;

  constructor(channel: LogOutputChannel) {
    this.#channel = channel;
  }

  trace(message: string, details?: LogDetails): void {
    this.#channel.trace(line(message, details));
  }

  debug(message: string, details?: LogDetails): void {
    this.#channel.debug(line(message, details));
  }

  info(message: string, details?: LogDetails): void {
    this.#channel.info(line(message, details));
  }

  warn(message: string, details?: LogDetails): void {
    this.#channel.warn(line(message, details));
  }

  error(message: string, details?: LogDetails): void {
    this.#channel.error(line(message, details));
  }

  show(): void {
    this.#channel.show(true);
  }
}

function line(message: string, details: LogDetails | undefined): string {
  return details === undefined ? maskText(message) : `${maskText(message)} ${maskDetails(details)}`;
}
