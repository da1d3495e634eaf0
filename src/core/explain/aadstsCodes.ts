import type { CompactText } from './compactText.ts';
import type { Span } from './phrases.ts';

export interface FoundCode extends Span {
  /** `AADSTS700016` */
  readonly code: string;
}

const prefix = 'aadsts';
const mostDigits = 9;
/** MSAL's general hint about scopes is printed with every failure and says nothing about this one. */
const generalHint = 'casewhenmessagecontains';

/** AADSTS codes in the order they stand, each once; spans are of the original text. */
export function findAadstsCodes(original: string, { text, offsets }: CompactText): readonly FoundCode[] {
  const found = new Map<string, FoundCode>();
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length)) {
    const first = at + prefix.length;
    const end = endOfDigits(original, text, offsets, first);
    const digits = text.slice(first, end);
    if (digits.length >= 4 && text.slice(at - generalHint.length, at) !== generalHint) {
      const code = `AADSTS${digits}`;
      if (!found.has(code)) {
        found.set(code, { code, start: offsets[at] ?? 0, end: (offsets[end - 1] ?? 0) + 1 });
      }
    }
  }
  return [...found.values()];
}

/** Digits belong together when they stand together, or when a line break split them and a colon follows, as it does a code. */
function endOfDigits(original: string, text: string, offsets: Uint32Array, first: number): number {
  let together = first;
  let wrapped = first;
  for (let index = first; index < first + mostDigits && isDigit(text[index]); index++) {
    const gap = index === first ? '' : original.slice((offsets[index - 1] ?? 0) + 1, offsets[index]);
    if (gap === '' && together === index) {
      together = index + 1;
      wrapped = index + 1;
    } else if (gap === '' || /^[ \t]*\r?\n[ \t|]*$/.test(gap)) {
      wrapped = index + 1;
    } else {
      break;
    }
  }
  return wrapped > together && original[(offsets[wrapped - 1] ?? 0) + 1] === ':' ? wrapped : together;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
