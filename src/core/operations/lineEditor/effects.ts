/** What the terminal's owner has to do after input. */
export type Effect =
  | { readonly kind: 'write'; readonly text: string }
  /** A whole input; for a masked prompt this is the secret. */
  | { readonly kind: 'submit'; readonly text: string }
  /** Ctrl+C, while reading or while something runs. */
  | { readonly kind: 'interrupt' }
  /** Ctrl+D on an empty line. */
  | { readonly kind: 'endOfInput' }
  /** Find completions and hand them to {@link LineEditor.completed}. */
  | { readonly kind: 'complete'; readonly text: string; readonly cursor: number };

/** Completions for the part of the text from `start` to `end` (UTF-16 offsets). */
export interface CompletionList {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** Joins neighbouring writes, so that a paste is one. */
export function merge(effects: readonly Effect[]): readonly Effect[] {
  const merged: Effect[] = [];
  for (const effect of effects) {
    const last = merged.at(-1);
    if (effect.kind === 'write' && last?.kind === 'write') {
      merged[merged.length - 1] = { kind: 'write', text: last.text + effect.text };
    } else {
      merged.push(effect);
    }
  }
  return merged;
}
