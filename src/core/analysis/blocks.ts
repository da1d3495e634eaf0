import type { Range, ScriptSyntax } from '../powershell/types.ts';

/** What a pair of braces or parentheses belongs to, by the word in front of it. */
export interface Block extends Range {
  /** `try`, `if`, `function`, … in lower case; empty where no keyword precedes. */
  readonly keyword: string;
  readonly bracket: '{' | '(';
  /** Index of the enclosing block; -1 at script level. */
  readonly parent: number;
}

/**
 * The nesting of a script's braces and parentheses, for rules that ask whether a command is reached whatever happens.
 * Text inside strings and comments does not count.
 */
export class Blocks {
  readonly #blocks: readonly Block[];

  constructor(syntax: ScriptSyntax) {
    this.#blocks = scan(syntax.text, skippedRanges(syntax));
  }

  /** The blocks around `offset`, innermost first. */
  around(offset: number): readonly Block[] {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle]?.start ?? 0) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const around: Block[] = [];
    for (let index = low - 1; index >= 0; index = this.#blocks[index]?.parent ?? -1) {
      const block = this.#blocks[index];
      if (block !== undefined && block.end > offset) {
        around.push(block);
      }
    }
    return around;
  }

  /** Whether the script runs what stands at `offset` once, whatever happens; the inside of `try` counts. */
  isUnconditional(offset: number): boolean {
    return this.around(offset).every(({ keyword, bracket }) =>
      bracket === '(' ? !/^(?:if|elseif|while|until|switch|for|foreach)$/.test(keyword) : alwaysRun.has(keyword),
    );
  }
}

/** `@` is a table; its values are computed where it stands. */
const alwaysRun: ReadonlySet<string> = new Set(['try', 'finally', 'begin', 'process', 'end', '@', 'do', '$']);

/** Strings and comments in order, outer ones only. */
function skippedRanges({ strings, comments }: ScriptSyntax): readonly Range[] {
  const sorted = [...strings, ...comments].map(({ range }) => range).sort((left, right) => left.start - right.start);
  let end = 0;
  return sorted.filter((range) => {
    const outer = range.start >= end;
    end = Math.max(end, range.end);
    return outer;
  });
}

function scan(text: string, skipped: readonly Range[]): readonly Block[] {
  const blocks: { start: number; end: number; keyword: string; bracket: '{' | '('; parent: number }[] = [];
  const open: number[] = [];
  const signs = /[`(){}]/g;
  let skip = 0;
  while (signs.test(text)) {
    const index = signs.lastIndex - 1;
    while ((skipped[skip]?.end ?? Number.POSITIVE_INFINITY) <= index) {
      skip++;
    }
    const range = skipped[skip];
    if (range !== undefined && index >= range.start) {
      signs.lastIndex = range.end;
      continue;
    }
    switch (text.charCodeAt(index)) {
      case 96: // backtick: the next character is itself
        signs.lastIndex++;
        break;
      case 123:
      case 40: {
        const bracket = text.charCodeAt(index) === 123 ? '{' : '(';
        blocks.push({
          start: index,
          end: text.length,
          bracket,
          keyword: keywordBefore(text, index, blocks),
          parent: open.at(-1) ?? -1,
        });
        open.push(blocks.length - 1);
        break;
      }
      case 125:
      case 41: {
        const last = blocks[open.at(-1) ?? -1];
        if (last !== undefined && (last.bracket === '{') === (text.charCodeAt(index) === 125)) {
          last.end = index + 1;
          open.pop();
        }
        break;
      }
    }
  }
  return blocks;
}

/** The word in front of a bracket; in front of `if (…) {` it is `if`. */
function keywordBefore(text: string, at: number, blocks: readonly Block[]): string {
  let index = at - 1;
  while (index >= 0 && isBlank(text.charCodeAt(index))) {
    index--;
  }
  const character = text.charAt(index);
  if (character === '@' || character === '$') {
    return index === at - 1 ? character : '';
  }
  if (character === ')' && text.charAt(at) === '{') {
    // The block closed last that is not still open.
    for (let candidate = blocks.length - 1; candidate >= 0; candidate--) {
      const block = blocks[candidate];
      if (block?.end === index + 1) {
        return block.keyword;
      }
    }
    return '';
  }
  let start = index;
  while (start >= 0 && isLetter(text.charCodeAt(start))) {
    start--;
  }
  return /[-$.\w]/.test(text.charAt(start)) ? '' : text.slice(start + 1, index + 1).toLowerCase();
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
