/**
 * Columns text takes in a terminal: two for East Asian wide and full-width characters and for emoji, none for combining
 * marks and format characters. Each code point counts for itself, also in an emoji that is joined of several: VS Code's
 * terminal draws them so (its `unicodeVersion` 11). Ranges: Unicode East Asian Width, classes W and F.
 */
export function displayWidth(text: string): number {
  if (isPlain(text)) {
    return text.length;
  }
  let width = 0;
  for (const character of text) {
    width += characterWidth(character);
  }
  return width;
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for single characters. */
export function clusters(text: string): readonly string[] {
  if (isPlain(text)) {
    return [...text];
  }
  // Made once: it is the costly part.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Columns of one code point. */
export function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) {
    return code === 0xad ? 0 : 1;
  }
  if (/^[\p{M}\p{Cf}]/u.test(character)) {
    return 0;
  }
  // A flag is two letters of one column each.
  const isFlagLetter = code >= 0x1f1e6 && code <= 0x1f1ff;
  return isWide(code) || (!isFlagLetter && /^\p{Emoji_Presentation}/u.test(character)) ? 2 : 1;
}

/** The longest beginning of `text` that fits `columns`, and the columns it takes. */
export function fitting(text: string, columns: number): { readonly text: string; readonly width: number } {
  if (isPlain(text)) {
    return { text: text.slice(0, Math.max(columns, 0)), width: Math.min(text.length, Math.max(columns, 0)) };
  }
  let width = 0;
  let end = 0;
  for (const cluster of clusters(text)) {
    const more = displayWidth(cluster);
    if (width + more > columns) {
      break;
    }
    width += more;
    end += cluster.length;
  }
  return { text: text.slice(0, end), width };
}

function isPlain(text: string): boolean {
  // Each of these is one cluster of one column: Latin, Greek, Cyrillic, and punctuation such as our own ellipsis.
  return /^[\x20-\x7e\xa0-\xa8\xaa-\xac\xaf-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]*$/.test(text);
}

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f202],
  [0x1f210, 0x1f23b],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return code >= 0x1100 && wide.some(([from, to]) => code >= from && code <= to);
}
