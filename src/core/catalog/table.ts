/** Rows of a tab-separated table, split on first use. */
export function splitRows(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

/** Lines between those that stand in full; as `scripts/catalog/encode.mjs` writes them. */
const restartEvery = 32;

/**
 * A front-coded table: each line starts with the length it shares with the line before (two base-36 digits), sorted
 * by the lower case of the name before its first tab. Only the lines around a name are decoded to find it.
 */
export class FrontCodedTable {
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** @returns the line of `name` (lower case), or undefined */
  find(name: string): string | undefined {
    let low = 0;
    let high = Math.ceil(this.#lines.length / restartEvery);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (nameOf((this.#lines[middle * restartEvery] ?? '').slice(2)) <= name) {
        low = middle;
      } else {
        high = middle;
      }
    }
    for (const line of this.#decode(low * restartEvery, (low + 1) * restartEvery)) {
      if (nameOf(line) === name) {
        return line;
      }
    }
    return undefined;
  }

  /** All lines, decoded. */
  all(): readonly string[] {
    return [...this.#decode(0, this.#lines.length)];
  }

  *#decode(from: number, to: number): Generator<string> {
    let previous = '';
    for (let index = from; index < Math.min(to, this.#lines.length); index++) {
      const coded = this.#lines[index] ?? '';
      previous = previous.slice(0, Number.parseInt(coded.slice(0, 2), 36)) + coded.slice(2);
      yield previous;
    }
  }
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf('\t')).toLowerCase();
}

/** Computes a value on the first call and keeps it. */
export function once<T>(compute: () => T): () => T {
  let value: { readonly kept: T } | undefined;
  return () => {
    value ??= { kept: compute() };
    return value.kept;
  };
}
