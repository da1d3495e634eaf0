/** Finds words in a text without taking them out of it, in any case: `-EQ` and `eq` are one. */
export class WordTable {
  readonly #byHash = new Map<number, { readonly word: string; readonly value: number }>();

  /** `words` are lower-case ASCII letters. */
  constructor(words: Iterable<readonly [word: string, value: number]>) {
    for (const [word, value] of words) {
      let hash = 0;
      for (let i = 0; i < word.length; i++) {
        hash = nextHash(hash, word.charCodeAt(i));
      }
      if (this.#byHash.has(hash)) {
        throw new Error(`Two words have one hash: ${word}`);
      }
      this.#byHash.set(hash, { word, value });
    }
  }

  /** The value of the word from `start` to `end`, 0 when it is none. `hash` is that of its characters by `nextHash`. */
  find(hash: number, text: string, start: number, end: number): number {
    const found = this.#byHash.get(hash);
    if (found === undefined || found.word.length !== end - start) {
      return 0;
    }
    for (let i = start; i < end; i++) {
      if ((text.charCodeAt(i) | 32) !== found.word.charCodeAt(i - start)) {
        return 0;
      }
    }
    return found.value;
  }
}

/** The hash of a word that is one character longer. */
export function nextHash(hash: number, character: number): number {
  return (Math.imul(hash, 31) + (character | 32)) & 0x3fffffff;
}
