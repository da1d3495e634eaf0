import {
  Disposable,
  type Event,
  EventEmitter,
  type ExtensionTerminalOptions,
  type Memento,
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

const rememberedKey = 'connectedTerminals';
/** A terminal that went while nobody listened leaves its note behind. */
const mostRemembered = 20;

/**
 * The open terminals that sign in with a certificate, in the order they were opened. They are known by the options they are
 * made with, because the editor makes those of the terminal profile itself. A record goes with its terminal.
 *
 * Terminals of PowerShell outlive the extension when extensions are restarted: what they are signed in to is noted under the
 * path of the script they were started with.
 */
export class ConnectedTerminals {
  readonly #expected = new WeakMap<object, ConnectedTo>();
  readonly #toShow = new WeakSet<object>();
  readonly #open = new Map<Terminal, ConnectedTo>();
  readonly #changed = new EventEmitter<ConnectedTo>();
  readonly #memento: Memento;
  readonly #listening: Disposable;
  /** A terminal of this application was opened or closed. */
  readonly onDidChange: Event<ConnectedTo> = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
    this.#listening = Disposable.from(
      window.onDidOpenTerminal((terminal) => this.#opened(terminal)),
      window.onDidCloseTerminal((terminal) => this.#closed(terminal)),
    );
    for (const terminal of window.terminals) {
      this.#opened(terminal);
    }
  }

  /** Says what the terminal that will be made with these options is signed in to. */
  expect(options: AnyTerminalOptions, { tenantId, appId, services }: ConnectedTo): void {
    const mark = markOf(options);
    if (mark !== undefined) {
      this.#expected.set(mark, { tenantId, appId, services });
    }
  }

  /** Shows the terminal that the editor itself makes with these options, which stays behind others when it takes a while. */
  showWhenOpened(options: AnyTerminalOptions): void {
    const mark = markOf(options);
    if (mark !== undefined) {
      this.#toShow.add(mark);
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
    if (mark && this.#toShow.has(mark)) {
      terminal.show();
    }
    const script = scriptOf(terminal);
    const expected = mark && this.#expected.get(mark);
    const connected = expected ?? this.#noted().find((note) => note.script === script);
    if (connected) {
      this.#open.set(terminal, connected);
      this.#changed.fire(connected);
    }
    if (expected && script !== undefined) {
      this.#note([...this.#noted(), { ...expected, script }].slice(-mostRemembered));
    }
  }

  #closed(terminal: Terminal): void {
    const connected = this.#open.get(terminal);
    if (connected) {
      this.#open.delete(terminal);
      this.#changed.fire(connected);
      const script = scriptOf(terminal);
      this.#note(this.#noted().filter((note) => note.script !== script));
    }
  }

  #noted(): readonly Note[] {
    const noted: unknown = this.#memento.get(rememberedKey);
    return Array.isArray(noted) ? noted.filter(isNote) : [];
  }

  #note(notes: readonly Note[]): void {
    void this.#memento.update(rememberedKey, notes.length > 0 ? notes : undefined);
  }
}

/** What a terminal of PowerShell is signed in to, by the path of its script, which no other terminal ever has. */
interface Note extends ConnectedTo {
  readonly script: string;
}

function isNote(value: unknown): value is Note {
  const { tenantId, appId, services, script } = (value ?? {}) as Partial<Record<keyof Note, unknown>>;
  return [tenantId, appId, script].every((each) => typeof each === 'string') && Array.isArray(services);
}

function scriptOf({ creationOptions }: Terminal): string | undefined {
  return 'shellArgs' in creationOptions && Array.isArray(creationOptions.shellArgs)
    ? creationOptions.shellArgs.at(-1)
    : undefined;
}

/** The part of the options that a terminal keeps, however the editor copies them. */
function markOf(options: Readonly<AnyTerminalOptions>): object | undefined {
  if ('pty' in options) {
    return options.pty;
  }
  return Array.isArray(options.shellArgs) ? options.shellArgs : undefined;
}
