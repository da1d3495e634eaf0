import { commands } from 'vscode';
import type { ContextKey } from '../../contributions.ts';

/** The extension's context keys for when-clauses. */
export class ContextKeys {
  readonly #values = new Map<ContextKey, boolean>();
  readonly #walkthrough: string;

  /** @param extensionId `publisher.name`, under which the editor knows the steps of the walkthrough */
  constructor(extensionId: string) {
    this.#walkthrough = `${extensionId}#start`;
  }

  /** Does nothing when the key has that value already. */
  async set(key: ContextKey, value: boolean): Promise<void> {
    if (this.#values.get(key) === value) {
      return;
    }
    this.#values.set(key, value);
    await commands.executeCommand('setContext', key, value);
    const step = /\.done\.(\w+)$/.exec(key)?.[1];
    if (value && step !== undefined) {
      await this.#tick(step);
    }
  }

  /**
   * The editor loads a walkthrough when it is first opened, and never counts a key that is true by then
   * (`registerDoneListeners` in gettingStartedService.ts). What was done before is therefore ticked by its own command, which
   * notes the step and fails when the walkthrough is not loaded yet: the note is what counts.
   */
  async #tick(step: string): Promise<void> {
    try {
      await commands.executeCommand('welcome.markStepComplete', `${this.#walkthrough}#${step}`);
    } catch {
      // Noted all the same; an editor without walkthroughs has nothing to tick.
    }
  }
}
