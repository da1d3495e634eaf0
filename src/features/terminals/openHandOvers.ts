import { Disposable, type Terminal, window } from 'vscode';
import type { HandOver } from '../../core/hosting/handOver.ts';

/** A terminal that never opened took nothing over; the editor opens one within moments. */
const openingLimit = 60_000;
/** A PowerShell that hangs takes nothing over either; modules that read the file themselves have it for minutes at most. */
const takingLimit = 10 * 60_000;

/** Hand-overs on their way, each removed when the terminal it is for closes, or never opens. */
export class OpenHandOvers {
  readonly #waiting = new Map<string, { readonly handOver: HandOver; readonly timer: NodeJS.Timeout }>();
  readonly #open = new Map<Terminal, { readonly handOver: HandOver; readonly timer: NodeJS.Timeout }>();
  readonly #listening: Disposable;

  constructor() {
    this.#listening = Disposable.from(
      window.onDidOpenTerminal((terminal) => this.#opened(terminal)),
      window.onDidCloseTerminal((terminal) => this.#closed(terminal)),
    );
  }

  /** Keeps `handOver` for the terminal that is started with `script`. */
  add(script: string, handOver: HandOver): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(script);
      void handOver.dispose();
    }, openingLimit);
    this.#waiting.set(script, { handOver, timer });
  }

  dispose(): void {
    this.#listening.dispose();
    // The extension host waits for nothing that is still on its way.
    for (const { handOver, timer } of [...this.#waiting.values(), ...this.#open.values()]) {
      clearTimeout(timer);
      handOver.disposeNow();
    }
  }

  #opened(terminal: Terminal): void {
    const options = terminal.creationOptions;
    const args = 'shellArgs' in options && Array.isArray(options.shellArgs) ? options.shellArgs : [];
    const script = args.find((arg) => this.#waiting.has(arg));
    const waiting = script === undefined ? undefined : this.#waiting.get(script);
    if (script !== undefined && waiting) {
      clearTimeout(waiting.timer);
      this.#waiting.delete(script);
      const { handOver } = waiting;
      this.#open.set(terminal, { handOver, timer: setTimeout(() => void handOver.dispose(), takingLimit) });
    }
  }

  #closed(terminal: Terminal): void {
    const open = this.#open.get(terminal);
    clearTimeout(open?.timer);
    void open?.handOver.dispose();
    this.#open.delete(terminal);
  }
}
