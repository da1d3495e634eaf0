import type { OperationOutput } from './types.ts';

/** Characters that are written together at most. */
const chunk = 16_384;

/**
 * Gathers what is written in one go, so that a hundred thousand rows are not as many terminal events; nothing waits longer
 * than until the event loop is free. Holds the writer back while the terminal is.
 */
export class BufferedOutput implements OperationOutput {
  readonly #target: OperationOutput;
  #text = '';
  #written: Promise<void> = Promise.resolve();
  #scheduled = false;

  constructor(target: OperationOutput) {
    this.#target = target;
  }

  async write(text: string): Promise<void> {
    this.#text += text;
    if (this.#text.length >= chunk) {
      await this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        // A terminal that is gone fails the next write, which has somebody waiting for it.
        this.flush().catch(() => undefined);
      });
    }
  }

  async error(error: Error): Promise<void> {
    await this.flush();
    await this.#target.error(error);
  }

  async notice(notice: Parameters<OperationOutput['notice']>[0]): Promise<void> {
    await this.flush();
    await this.#target.notice(notice);
  }

  /** Writes what is left. */
  flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '') {
      this.#written = this.#written.then(() => this.#target.write(text));
    }
    return this.#written;
  }
}
