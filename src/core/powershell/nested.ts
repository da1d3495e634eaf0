import { isDoubleQuote } from './characters.ts';
import type { Known } from './knowledge.ts';
import type { Parser } from './parser.ts';
import { primary } from './primaries.ts';

/**
 * Reads the `$( )` of an expandable string, from the dollar sign to `end`. PowerShell takes it out of the string first:
 * there, two double quotes or a backtick and one stand for one, except in a here-string. Ranges stay those in the text.
 */
export function nestedExpression(p: Parser, start: number, end: number, inHereString: boolean): Known | undefined {
  const { text, limit, pos, mode, peeked, kind, lastEnd, flag, cooked, lastComment, commaSeparates, nestedStart } = p;
  const tokenStart = p.start;
  const tokenEnd = p.end;
  const collapsed = inHereString ? undefined : collapseQuotes(text, start, end);
  const mark = collapsed === undefined ? undefined : markOf(p);
  if (!p.enter()) {
    return undefined;
  }
  p.parentheses.enter();
  if (collapsed === undefined) {
    p.limit = end;
    p.resync(start);
  } else {
    p.text = collapsed.text;
    p.limit = collapsed.text.length;
    p.lastComment = -1;
    p.resync(0);
  }
  p.attributesStart = -1;
  p.nestedStart = start;
  const brokenAt = p.brokenAt;
  p.commaSeparates = false;
  primary(p, true);
  const { known } = p;
  p.parentheses.leave();
  p.leave();
  p.text = text;
  p.limit = limit;
  p.pos = pos;
  p.mode = mode;
  p.peeked = peeked;
  p.kind = kind;
  p.start = tokenStart;
  p.end = tokenEnd;
  p.lastEnd = lastEnd;
  p.flag = flag;
  p.cooked = cooked;
  p.commaSeparates = commaSeparates;
  p.nestedStart = nestedStart;
  p.attributesStart = -1;
  if (collapsed !== undefined && mark !== undefined) {
    p.lastComment = lastComment;
    if (p.brokenAt !== brokenAt) {
      p.brokenAt = Math.min(brokenAt ?? p.limit, start);
    }
    restoreOffsets(p, mark, collapsed.offsets);
  }
  return known;
}

interface Collapsed {
  readonly text: string;
  /** For each character of `text`, and its end, the offset it came from. */
  readonly offsets: Int32Array;
}

/** Undefined when there is nothing to collapse. */
function collapseQuotes(text: string, start: number, end: number): Collapsed | undefined {
  let first = start;
  while (first < end && !isPair(text, first, end)) {
    first++;
  }
  if (first === end) {
    return undefined;
  }
  const offsets = new Int32Array(end - start + 1);
  let collapsed = '';
  let run = start;
  let count = 0;
  for (let i = start; i < end; i++) {
    offsets[count++] = i;
    if (isPair(text, i, end)) {
      collapsed += text.slice(run, i);
      i++;
      run = i;
    }
  }
  offsets[count] = end;
  return { text: collapsed + text.slice(run, end), offsets };
}

function isPair(text: string, index: number, end: number): boolean {
  const c = text.charCodeAt(index);
  return (c === 96 || isDoubleQuote(c)) && index + 1 < end && isDoubleQuote(text.charCodeAt(index + 1));
}

interface Mark {
  readonly lists: readonly (readonly [list: readonly object[], length: number])[];
  readonly strings: number;
  readonly comments: number;
}

function markOf(p: Parser): Mark {
  const lists = [p.commands, p.functions, p.parameters, p.assignments, p.usings];
  return {
    lists: lists.map((list) => [list, list.length]),
    strings: p.strings.length,
    comments: p.comments.length,
  };
}

/** Turns the offsets of everything found since `mark` into offsets of the text it was taken from. */
function restoreOffsets(p: Parser, mark: Mark, offsets: Int32Array): void {
  const seen = new Set<object>();
  for (const [list, length] of mark.lists) {
    for (const found of list.slice(length)) {
      restoreRanges(found, offsets, seen);
    }
  }
  for (let i = mark.strings; i < p.strings.length; i += 3) {
    p.strings[i] = offsets[p.strings[i] as number] as number;
    p.strings[i + 1] = offsets[p.strings[i + 1] as number] as number;
  }
  for (let i = mark.comments; i < p.comments.length; i++) {
    p.comments[i] = offsets[p.comments[i] as number] as number;
  }
}

function restoreRanges(value: object, offsets: Int32Array, seen: Set<object>): void {
  if (seen.has(value)) {
    return;
  }
  seen.add(value);
  const range = value as { start?: unknown; end?: unknown };
  if (typeof range.start === 'number' && typeof range.end === 'number') {
    range.start = offsets[range.start];
    range.end = offsets[range.end];
    return;
  }
  for (const property of Object.values(value)) {
    if (typeof property === 'object' && property !== null) {
      restoreRanges(property, offsets, seen);
    }
  }
}
