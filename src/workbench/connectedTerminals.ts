import {
  Disposable,
  type Event,
  EventEmitter,
  type ExtensionTerminalOptions,
  type Terminal,
  type TerminalOptions,
  window,
} from 'vscode';

/** What a terminal of ours is signed in to. Nothing of it is secret. */
export interface ConnectedTo {
  readonly tenantId: string;
  readonly appId: string;
  /** Names of the services, as they are shown. */
  readonly services: readonly string[];
}

export interface ConnectedTerminal extends ConnectedTo {
  readonly terminal: Terminal;
}

type AnyTerminalOptions = TerminalOptions | ExtensionTerminalOptions;

/**
 * The open terminals that sign in with a certificate, in the order they were opened. They are known by the options they are
 * made with, because the editor makes those of the terminal profile itself. A record goes with its terminal.
 */
export class ConnectedTerminals {
  readonly #expected = new WeakMap<object, ConnectedTo>();
  readonly #open = new Map<Terminal, ConnectedTo>();
  readonly #changed = new EventEmitter<ConnectedTo>();
  readonly #listening: Disposable;
  /** A terminal of this application was opened or closed. */
  readonly onDidChange: Event<ConnectedTo> = this.#changed.event;

  constructor() {
    this.#listening = Disposable.from(
      window.onDidOpenTerminal((terminal) => this.#opened(terminal)),
      window.onDidCloseTerminal((terminal) => this.#closed(terminal)),
    );
  }

  /** Says what the terminal that will be made with these options is signed in to. */
  expect(options: AnyTerminalOptions, { tenantId, appId, services }: ConnectedTo): void {
    const mark = markOf(options);
    if (mark !== undefined) {
      this.#expected.set(mark, { tenantId, appId, services });
    }
  }

  /** Those of one application, or all. */
  list(of?: { readonly tenantId: string; readonly appId: string }): readonly ConnectedTerminal[] {
    return [...this.#open]
      .filter(([, { tenantId, appId }]) => of === undefined || (tenantId === of.tenantId && appId === of.appId))
      .map(([terminal, connected]) => ({ ...connected, terminal }));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #opened(terminal: Terminal): void {
    const mark = markOf(terminal.creationOptions);
    const connected = mark && this.#expected.get(mark);
    if (connected) {
      this.#open.set(terminal, connected);
      this.#changed.fire(connected);
    }
  }

  #closed(terminal: Terminal): void {
    const connected = this.#open.get(terminal);
    if (connected) {
      this.#open.delete(terminal);
      this.#changed.fire(connected);
    }
  }
}

/** The part of the options that a terminal keeps, however the editor copies them. */
function markOf(options: Readonly<AnyTerminalOptions>): object | undefined {
  if ('pty' in options) {
    return options.pty;
  }
  return Array.isArray(options.shellArgs) ? options.shellArgs : undefined;
}
