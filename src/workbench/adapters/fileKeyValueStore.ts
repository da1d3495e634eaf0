import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyValueStore, Log } from '../../core/shared/ports.ts';

/**
 * Values as one file each below the extension's storage folder. The editor's own memento keeps all of an extension's
 * values in one record per window, so the last of two windows to write would win; files don't have that trouble.
 */
export class FileKeyValueStore implements KeyValueStore {
  readonly #folder: string;
  readonly #log: Log;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  async get(key: string): Promise<unknown> {
    const path = this.#path(key);
    if (path === undefined) {
      return undefined;
    }
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
    try {
      return JSON.parse(text);
    } catch {
      this.#log.warn('A stored value is not readable and counts as absent.', { key });
      return undefined;
    }
  }

  async set(key: string, value: unknown): Promise<void> {
    const path = this.#path(key);
    if (path === undefined) {
      throw new RangeError('The key cannot be the name of a file.');
    }
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${randomUUID()}.tmp`;
    try {
      await writeFile(unfinished, JSON.stringify(value), { mode: 0o600, flush: true });
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    if (path !== undefined) {
      await rm(path, { force: true });
    }
  }

  async keys(prefix: string): Promise<readonly string[]> {
    let names: string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if (isMissing(error)) {
        return [];
      }
      throw error;
    }
    return names
      .filter((name) => name.endsWith(extension))
      .flatMap((name) => decoded(name.slice(0, -extension.length)) ?? [])
      .filter((key) => key.startsWith(prefix))
      .sort();
  }

  /** Undefined for what no file can be named after, so that nothing was ever kept under it. */
  #path(key: string): string | undefined {
    const name = encoded(key);
    return name === undefined || name.length > longestName ? undefined : join(this.#folder, `${name}${extension}`);
  }
}

const extension = '.json';
/** File systems take 255 bytes; an unfinished file has its own ending. */
const longestName = 200;

/** Undefined for half a surrogate pair. */
function encoded(key: string): string | undefined {
  try {
    return encodeURIComponent(key);
  } catch {
    return undefined;
  }
}

/** Undefined for a file that is not ours. */
function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
