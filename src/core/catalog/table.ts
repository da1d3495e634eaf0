/** Rows of a tab-separated table, split on first use. */
export function splitRows(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

/**
 * Names of a front-coded table: each line starts with the length it shares with the line before (two base-36 digits).
 * Calls `each` with the full line.
 */
export function decodeFrontCoded(lines: readonly string[], from: number, each: (line: string) => void): void {
  let previous = '';
  for (let index = from; index < lines.length; index++) {
    const coded = lines[index] ?? '';
    const shared = Number.parseInt(coded.slice(0, 2), 36);
    previous = previous.slice(0, shared) + coded.slice(2);
    each(previous);
  }
}

/** Computes a value on the first call and keeps it. */
export function once<T>(compute: () => T): () => T {
  let value: { readonly kept: T } | undefined;
  return () => {
    value ??= { kept: compute() };
    return value.kept;
  };
}
