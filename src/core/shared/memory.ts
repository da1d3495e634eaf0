import { abortError, throwIfAborted } from './clock.ts';
import type { Clock, KeyValueStore, Log, SecretKey, SecretStore } from './ports.ts';

/** Secrets in memory: for tests and for tools without an editor. */
export class MemorySecretStore implements SecretStore {
  readonly values = new Map<SecretKey, string>();

  async get(key: SecretKey): Promise<string | undefined> {
    return this.values.get(key);
  }

  async set(key: SecretKey, value: string): Promise<void> {
    this.values.set(key, value);
  }

  async delete(key: SecretKey): Promise<void> {
    this.values.delete(key);
  }
}

/** Values in memory, serialized on the way in as a durable store would. */
export class MemoryKeyValueStore implements KeyValueStore {
  readonly values = new Map<string, string>();

  async get(key: string): Promise<unknown> {
    const text = this.values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.stringify(value));
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
  }

  async keys(prefix: string): Promise<readonly string[]> {
    return [...this.values.keys()].filter((key) => key.startsWith(prefix)).sort();
  }
}

/** A clock that moves only when someone sleeps on it or `advance` is called; sleeping takes no real time. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: Date | string = '2026-11-23T09:00:00Z') {
    this.#now = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.#now += milliseconds;
    // Other work runs meanwhile, as it would during a real wait; it may cancel.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) {
      throw abortError();
    }
  }
}

/** A log that keeps its lines, so that a test can search them for secrets. */
export class MemoryLog implements Log {
  readonly lines: string[] = [];

  trace(message: string, details?: object): void {
    this.#add('trace', message, details);
  }

  debug(message: string, details?: object): void {
    this.#add('debug', message, details);
  }

  info(message: string, details?: object): void {
    this.#add('info', message, details);
  }

  warn(message: string, details?: object): void {
    this.#add('warn', message, details);
  }

  error(message: string, details?: object): void {
    this.#add('error', message, details);
  }

  #add(level: string, message: string, details: object | undefined): void {
    this.lines.push(`${level} ${message}${details === undefined ? '' : ` ${JSON.stringify(details)}`}`);
  }
}
