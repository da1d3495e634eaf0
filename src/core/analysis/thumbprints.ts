import type { Range } from '../powershell/types.ts';
import type { Connection } from './connections.ts';
import { isPlaceholder } from './placeholder.ts';
import type { ScriptModel } from './scriptModel.ts';

/** A thumbprint that a connect statement has as text. */
export interface WrittenThumbprint {
  readonly connection: Connection;
  /** As written. */
  readonly text: string;
  /** Upper-case, without blanks, separators and hidden characters. */
  readonly plain: string;
  readonly range: Range;
}

/** Characters that copying from a certificate dialog brings along and nobody sees. */
export const hiddenCharacters = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/** The thumbprints of a script, each place once; placeholders left out. */
export function writtenThumbprints(script: ScriptModel): readonly WrittenThumbprint[] {
  const found = new Map<number, WrittenThumbprint>();
  for (const connection of script.connections) {
    const { text, range } = connection.thumbprint ?? {};
    if (text !== undefined && range !== undefined && !isPlaceholder(text.replace(hiddenCharacters, ''))) {
      const plain = text
        .replace(hiddenCharacters, '')
        .replace(/[\s:-]/g, '')
        .toUpperCase();
      found.set(range.start, { connection, text, plain, range });
    }
  }
  return [...found.values()];
}

export function isThumbprint(plain: string): boolean {
  return /^[0-9A-F]{40}$/.test(plain);
}
