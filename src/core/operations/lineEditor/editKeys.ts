import type { Key } from './keys.ts';
import type { TextBuffer } from './textBuffer.ts';

/** The text after a key that only moves in it or deletes from it; undefined for the keys that do something else. */
export function editedBy(key: Key, buffer: TextBuffer): TextBuffer | undefined {
  switch (key.kind) {
    case 'backspace':
      return buffer.deleteTo(buffer.left());
    case 'delete':
      return buffer.deleteTo(buffer.right());
    case 'deleteWordBefore':
      return buffer.deleteTo(buffer.wordLeft());
    case 'deleteWordAfter':
      return buffer.deleteTo(buffer.wordRight());
    case 'deleteToStart':
      return buffer.deleteTo(buffer.lineStart());
    case 'deleteToEnd':
      return buffer.deleteTo(buffer.lineEnd());
    case 'left':
      return buffer.left();
    case 'right':
      return buffer.right();
    case 'wordLeft':
      return buffer.wordLeft();
    case 'wordRight':
      return buffer.wordRight();
    case 'home':
      return buffer.lineStart();
    case 'end':
      return buffer.lineEnd();
    default:
      return undefined;
  }
}

/** Pasted text without control characters; where only one line is wanted, the first one. */
export function pastedText(text: string, oneLine: boolean): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(/[\p{Cc}]/gu, (character) => (character === '\n' ? '\n' : ''));
  return oneLine ? (lines.split('\n')[0] ?? '') : lines;
}
