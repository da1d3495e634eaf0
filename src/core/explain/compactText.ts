/** Text reduced to its lower-case letters and digits, and where each of them came from. */
export interface CompactText {
  readonly text: string;
  /** Index in the original of each character of `text`. */
  readonly offsets: Uint32Array;
}

const escapeCode = 0x1b;
const longestSequence = 4096;

/**
 * Leaves only ASCII letters (lower case) and digits. What terminals and PowerShell do to a message goes away with the
 * rest: colours, line breaks in the middle of words, the `|` gutter, quotes of any kind. Time grows with the length only.
 */
export function compactText(source: string): CompactText {
  const offsets = new Uint32Array(source.length);
  const codes = new Uint8Array(source.length);
  let length = 0;
  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    if (code === escapeCode) {
      index = endOfSequence(source, index);
      continue;
    }
    const lower = code >= 0x41 && code <= 0x5a ? code + 32 : code;
    if ((lower >= 0x61 && lower <= 0x7a) || (lower >= 0x30 && lower <= 0x39)) {
      codes[length] = lower;
      offsets[length] = index;
      length += 1;
    }
  }
  return {
    text: Buffer.from(codes.buffer, 0, length).toString('latin1'),
    offsets: offsets.subarray(0, length),
  };
}

/** Index of the last character of the escape sequence at `start` (ECMA-48: CSI, and OSC ended by BEL or ST). */
export function endOfSequence(source: string, start: number): number {
  const kind = source[start + 1];
  const limit = Math.min(source.length, start + longestSequence);
  if (kind === '[') {
    for (let index = start + 2; index < limit; index++) {
      const code = source.charCodeAt(index);
      if (code >= 0x40 && code <= 0x7e) {
        return index;
      }
      if (code < 0x20) {
        break;
      }
    }
    return start + 1;
  }
  if (kind === ']') {
    for (let index = start + 2; index < limit; index++) {
      const code = source.charCodeAt(index);
      if (code === 0x07) {
        return index;
      }
      if (code === escapeCode) {
        return source[index + 1] === '\\' ? index + 1 : index - 1;
      }
    }
  }
  return start;
}
