import { commands } from 'vscode';
import type { ContextKey } from '../../contributions.ts';

/** The extension's context keys for when-clauses. */
export class ContextKeys {
  readonly #values = new Map<ContextKey, boolean>();

  /** Does nothing when the key has that value already. */
  async set(key: ContextKey, value: boolean): Promise<void> {
    if (this.#values.get(key) === value) {
      return;
    }
    this.#values.set(key, value);
    await commands.executeCommand('setContext', key, value);
  }
}
