import { endOfSequence } from './compactText.ts';

/** The neighbourhood of an error in two readings; a fact is looked for in the first, then in the second. */
export interface ReadableText {
  /** Lines put together with a space. */
  readonly spaced: string;
  /** Lines put together with nothing, for ids that a narrow window broke. */
  readonly joined: string;
}

/** `text` without colours and without the gutter that PowerShell 7 draws left of a wrapped message. */
export function readableText(text: string): ReadableText {
  const lines = withoutSequences(text)
    .split(/\r?\n/)
    // Bounded, so that a line of nothing but spaces costs no more than its length.
    .map((line) => line.replace(/^[ \t]{0,20}\|[ \t]?/, ' ').replace(/^\s+/, ''));
  return { spaced: lines.map((line) => line.trimEnd()).join(' '), joined: lines.join('') };
}

function withoutSequences(text: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('\u001b'); at >= 0; at = text.indexOf('\u001b', from)) {
    result += text.slice(from, at);
    from = endOfSequence(text, at) + 1;
  }
  return result + text.slice(from);
}
