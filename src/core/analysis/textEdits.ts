import type { TextEdit } from './types.ts';

/** `text` after `edits`, which must not overlap; edits at the same place apply in their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (left, right) =>
        left.edit.range.start - right.edit.range.start ||
        left.edit.range.end - right.edit.range.end ||
        left.index - right.index,
    );
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.range.start < at) {
      throw new RangeError(`Two edits change offset ${edit.range.start}.`);
    }
    result += text.slice(at, edit.range.start) + edit.text;
    at = edit.range.end;
  }
  return result + text.slice(at);
}
