import { EventEmitter, l10n, type Pseudoterminal, type TerminalDimensions } from 'vscode';
import { neutralise } from '../../core/operations/format/neutralise.ts';
import type { Effect } from '../../core/operations/lineEditor/effects.ts';
import { LineHistory } from '../../core/operations/lineEditor/history.ts';
import { LineEditor, type ReadOptions } from '../../core/operations/lineEditor/lineEditor.ts';
import type { OperationSession } from '../../core/operations/session.ts';
import type { Confirm, OperationOutput, Prompt } from '../../core/operations/types.ts';
import { abortError } from '../../core/shared/clock.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { toUserError } from '../../workbench/userError.ts';
import { confirmQuestion } from '../../workbench/words/operationConfirm.ts';
import { operationNotices } from '../../workbench/words/operations.ts';

const defaultColumns = 120;
/** Milliseconds without another size until a terminal counts as resized. */
const settled = 150;
const red = '\u001b[31m';
const yellow = '\u001b[33m';
const dim = '\u001b[2m';
const plain = '\u001b[0m';

/** The line below the input while Ctrl+R looks for something. */
function searchLabel(query: string, found: boolean): string {
  return found ? l10n.t('Search in history: {0}', query) : l10n.t('Not in history: {0}', query);
}

export interface OperationsTerminalOptions {
  /** Made when the terminal opens; `ask` reads answers in this terminal. */
  readonly session: (ask: { readonly confirm: Confirm; readonly prompt: Prompt }) => Promise<OperationSession>;
  /** Lines above the first prompt. */
  readonly greeting: readonly string[];
  readonly prompt: string;
  /** Run at the start as if they had been typed, one after the other. */
  readonly firstCommands: readonly string[];
  /** Called when one of them has worked. */
  readonly connected: () => void;
}

/**
 * The operations console in a terminal: shows a PowerShell prompt, edits lines, and hands them to the engine. While a line
 * runs, Ctrl+C stops it; what is typed meanwhile waits.
 */
export class OperationsTerminal implements Pseudoterminal {
  readonly #options: OperationsTerminalOptions;
  readonly #written = new EventEmitter<string>();
  readonly #closed = new EventEmitter<number>();
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  #editor: LineEditor | undefined;
  #session: OperationSession | undefined;
  #columns = defaultColumns;
  #resizing: NodeJS.Timeout | undefined;
  #running: AbortController | undefined;
  /** Somebody waiting for a line of its own: a confirmation, a password. */
  #answer: { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void } | undefined;
  #open = true;

  constructor(options: OperationsTerminalOptions) {
    this.#options = options;
  }

  open(dimensions: TerminalDimensions | undefined): void {
    this.#columns = dimensions?.columns ?? defaultColumns;
    this.#editor = new LineEditor({ columns: this.#columns, history: new LineHistory(), searchLabel });
    // Terminals that know bracketed paste tell a paste from typing.
    this.#write(`\u001b[?2004h${this.#options.greeting.map((line) => `${dim}${line}${plain}\r\n`).join('')}`);
    void this.#begin(this.#editor);
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#resizing);
    this.#running?.abort();
    this.#answer?.reject(abortError());
    this.#session?.dispose();
    this.#session = undefined;
  }

  handleInput(data: string): void {
    this.#resized();
    this.#act(this.#editor?.input(data) ?? []);
  }

  setDimensions({ columns }: TerminalDimensions): void {
    this.#columns = columns;
    // While a window is dragged the terminal is ahead of what is told here: what is drawn then would stand in the wrong rows.
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => this.#resized(), settled);
  }

  /** Draws the input for the width the terminal has now. */
  #resized(): void {
    clearTimeout(this.#resizing);
    this.#resizing = undefined;
    this.#act(this.#editor?.resize(this.#columns) ?? []);
  }

  async #begin(editor: LineEditor): Promise<void> {
    const { firstCommands, prompt } = this.#options;
    try {
      this.#session = await this.#options.session({ confirm: this.#confirm, prompt: this.#prompt });
    } catch (error) {
      this.#error(error);
      this.#closed.fire(1);
      return;
    }
    for (const command of firstCommands) {
      this.#write(`${prompt}${command}\r\n`);
      if (await this.#run(command)) {
        this.#options.connected();
      }
    }
    this.#read(editor);
  }

  #read(editor: LineEditor): void {
    if (this.#open) {
      this.#resized();
      this.#act(editor.start(this.#options.prompt));
    }
  }

  #act(effects: readonly Effect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'write':
          this.#write(effect.text);
          break;
        case 'submit':
          this.#submitted(effect.text);
          break;
        case 'interrupt':
          this.#interrupted();
          break;
        case 'endOfInput':
          this.#closed.fire(0);
          break;
        case 'complete':
          void this.#complete(effect.text, effect.cursor);
          break;
      }
    }
  }

  #submitted(text: string): void {
    const answer = this.#answer;
    if (answer) {
      this.#answer = undefined;
      answer.resolve(text);
      return;
    }
    void this.#run(text).then(() => this.#editor && this.#read(this.#editor));
  }

  #interrupted(): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.reject(abortError());
    if (this.#running) {
      this.#running.abort();
    } else if (this.#editor) {
      this.#read(this.#editor);
    }
  }

  async #complete(text: string, cursor: number): Promise<void> {
    const session = this.#session;
    if (!session) {
      return;
    }
    const { complete } = await import('../../core/operations/completion/complete.ts');
    const list = await complete(text, cursor, session).catch(() => ({ start: 0, end: 0, candidates: [] }));
    this.#act(this.#editor?.completed(list, text) ?? []);
  }

  /** Runs a line; whether it ended without an error. */
  async #run(line: string): Promise<boolean> {
    const running = new AbortController();
    this.#running = running;
    try {
      const result = await this.#session?.run(line, {
        signal: running.signal,
        output: this.#output,
        width: () => this.#columns,
        colour: true,
      });
      if (result?.exit) {
        this.#closed.fire(0);
      }
      return true;
    } catch (error) {
      if (isCancellation(error)) {
        this.#write('^C\r\n');
      } else {
        this.#error(error);
      }
      return false;
    } finally {
      this.#running = undefined;
    }
  }

  readonly #output: OperationOutput = {
    write: (text) => {
      this.#write(text.replaceAll(/\r?\n/g, '\r\n'));
      // Leaves the editor's event loop a turn between pages, so that Ctrl+C arrives.
      return new Promise((resolve) => setImmediate(resolve));
    },
    error: (error) => this.#error(error),
    notice: ({ kind, reason, params }) => {
      const text = neutralise(operationNotices[reason](params));
      this.#write(kind === 'warning' ? `${yellow}${l10n.t('WARNING: {0}', text)}${plain}\r\n` : `${text}\r\n`);
    },
  };

  readonly #confirm: Confirm = async (request, signal) => {
    const answer = await this.#ask(`${confirmQuestion(request)} `, {}, signal);
    return /^(y|yes|a)$/i.test(answer.trim());
  };

  readonly #prompt: Prompt = ({ kind, message }, signal) => {
    const masked = kind === 'secret' || kind === 'password';
    const label = kind === 'userName' ? l10n.t('User') : kind === 'password' ? l10n.t('Password') : message;
    return this.#ask(label ? `${neutralise(label)}: ` : '', { masked }, signal);
  };

  #ask(question: string, options: ReadOptions, signal: AbortSignal | undefined): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#resized();
      signal?.addEventListener('abort', () => reject(abortError()), { once: true });
      this.#act(this.#editor?.start(question, { ...options, plain: true }) ?? []);
    });
  }

  #error(error: unknown): void {
    this.#write(`${red}${neutralise(toUserError(error).message)}${plain}\r\n`);
  }

  #write(text: string): void {
    if (this.#open && text !== '') {
      this.#written.fire(text);
    }
  }
}
