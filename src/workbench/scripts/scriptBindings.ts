import { type Event, EventEmitter } from 'vscode';
import type { KeyValueStore } from '../../core/shared/ports.ts';

/** The application a script runs as, where its text names none. */
export interface ScriptBinding {
  readonly tenantId: string;
  readonly appId: string;
}

const key = 'scriptBindings';
const remembered = 200;

/** Which script was checked or run as which application, by the script's URI. Kept across windows. */
export class ScriptBindings {
  readonly #store: KeyValueStore;
  readonly #changed = new EventEmitter<string>();
  /** Every analysis asks; the store is read once, and again after {@link forget}. */
  #known: Promise<readonly (readonly [string, ScriptBinding])[]> | undefined;
  /** A script was bound; its URI. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  async get(uri: string): Promise<ScriptBinding | undefined> {
    this.#known ??= this.#read();
    return (await this.#known).find(([known]) => known === uri)?.[1];
  }

  /** Binds a script, or frees it where `binding` is undefined. */
  async set(uri: string, binding: ScriptBinding | undefined): Promise<void> {
    const others = (await this.#read()).filter(([known]) => known !== uri);
    const mine = binding === undefined ? [] : [[uri, { tenantId: binding.tenantId, appId: binding.appId }] as const];
    await this.#store.set(key, [...mine, ...others].slice(0, remembered));
    this.forget();
    this.#changed.fire(uri);
  }

  /** Another window may have bound scripts meanwhile. */
  forget(): void {
    this.#known = undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #read(): Promise<readonly (readonly [string, ScriptBinding])[]> {
    const stored = await this.#store.get(key);
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  }
}

function isEntry(value: unknown): value is readonly [string, ScriptBinding] {
  if (!Array.isArray(value) || typeof value[0] !== 'string') {
    return false;
  }
  const binding: unknown = value[1];
  return (
    typeof binding === 'object' &&
    binding !== null &&
    'tenantId' in binding &&
    typeof binding.tenantId === 'string' &&
    'appId' in binding &&
    typeof binding.appId === 'string'
  );
}
