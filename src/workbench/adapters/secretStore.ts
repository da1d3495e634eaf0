import type { SecretStorage } from 'vscode';
import type { SecretKey, SecretStore } from '../../core/shared/ports.ts';

/** The only code that touches the editor's secret storage. */
export class EditorSecretStore implements SecretStore {
  readonly #storage: SecretStorage;

  constructor(storage: SecretStorage) {
    this.#storage = storage;
  }

  async get(key: SecretKey): Promise<string | undefined> {
    return this.#storage.get(key);
  }

  async set(key: SecretKey, value: string): Promise<void> {
    await this.#storage.store(key, value);
  }

  async delete(key: SecretKey): Promise<void> {
    await this.#storage.delete(key);
  }
}
