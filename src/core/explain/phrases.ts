import { compactText } from './compactText.ts';

/** How a message says it: its wording, or pieces of it in this order with something variable between them. */
export type Phrase = string | readonly string[];

/** Pieces as they are searched in compact text. */
export type CompiledPhrase = readonly string[];

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** At most this many letters and digits between two pieces: an id, a path, a name. */
const widestGap = 260;
/** So many letters and digits of a message are not a coincidence. */
const telling = 24;

export function compilePhrase(phrase: Phrase): CompiledPhrase {
  return (typeof phrase === 'string' ? [phrase] : phrase).map((piece) => compactText(piece).text);
}

export interface PhraseSearch {
  /** Index to start at. */
  readonly from?: number;
  /** The text is one line of a message that may go on in the next: enough of the beginning counts. */
  readonly partial?: boolean;
}

/** The first place where all pieces of a phrase come one after the other, in compact text. */
export function findPhrase(text: string, pieces: CompiledPhrase, search: PhraseSearch = {}): Span | undefined {
  const [first = '', ...others] = pieces;
  // A window at most `widestGap` wide is searched after each occurrence, so time stays proportional to the text.
  for (let start = text.indexOf(first, search.from); start >= 0; start = text.indexOf(first, start + first.length)) {
    const end = others.reduce((from: number, piece) => endOfPiece(text, from, piece), start + first.length);
    if (end >= 0) {
      return { start, end };
    }
    if (search.partial && first.length >= telling && text.length - start - first.length < widestGap) {
      return { start, end: start + first.length };
    }
  }
  return search.partial ? brokenAtEnd(text, first) : undefined;
}

function endOfPiece(text: string, from: number, piece: string): number {
  if (from < 0) {
    return -1;
  }
  const at = text.slice(from, from + widestGap + piece.length).indexOf(piece);
  return at < 0 ? -1 : from + at + piece.length;
}

/** The place where the text ends in the middle of `piece`. */
function brokenAtEnd(text: string, piece: string): Span | undefined {
  const start = piece.length > telling ? text.lastIndexOf(piece.slice(0, telling)) : -1;
  return start >= 0 && piece.startsWith(text.slice(start)) ? { start, end: text.length } : undefined;
}
