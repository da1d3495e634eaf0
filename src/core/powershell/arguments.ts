import { constantOf, type Known, knownString } from './knowledge.ts';
import { commandMode } from './modes.ts';
import type { Parser } from './parser.ts';
import { primary, wordValue } from './primaries.ts';
import * as Kind from './tokenKinds.ts';

/**
 * Reads an argument that starts with the token consumed last; false, with that token put back, when it cannot start one.
 * What is known of it is left in `p.known`. With `list`, commas make an array.
 */
export function commandArgument(p: Parser, list: boolean, first: number): boolean {
  let kind = first;
  let items: (Known | undefined)[] | undefined;
  for (;;) {
    switch (kind) {
      case Kind.pipe:
      case Kind.rightCurly:
      case Kind.rightParen:
      case Kind.endOfInput:
      case Kind.newLine:
      case Kind.semicolon:
      case Kind.redirectToFile:
      case Kind.redirectMerge:
      case Kind.redirectIn:
      case Kind.chain:
      case Kind.ampersand:
      case Kind.decrement:
      case Kind.comma:
        p.unget();
        p.known = undefined;
        if (items === undefined) {
          return false;
        }
        p.fail(p.lastEnd);
        return true;
      case Kind.splat:
      case Kind.variable:
      case Kind.number:
      case Kind.doubleQuoted:
      case Kind.doubleHere:
      case Kind.singleQuoted:
      case Kind.singleHere:
      case Kind.leftParen:
      case Kind.dollarParen:
      case Kind.atParen:
      case Kind.atCurly:
      case Kind.leftCurly:
        p.unget();
        primary(p, true);
        break;
      case Kind.word:
        p.known = wordValue(p, true);
        break;
      default:
        p.known = p.want ? knownString(p.text.slice(p.start, p.end), 'bare') : undefined;
    }
    if (!list) {
      return true;
    }
    const { known } = p;
    if (known?.kind === 'string' && known.quote === 'bare' && known.value === '--%') {
      break;
    }
    if (p.peek() !== Kind.comma) {
      break;
    }
    items ??= [];
    items.push(known);
    p.next();
    p.skipNewlines();
    kind = p.next();
  }
  if (items !== undefined) {
    items.push(p.known);
    p.known = p.want
      ? { kind: 'array', items: items.map((item) => (item?.kind === 'splat' ? undefined : constantOf(item))) }
      : undefined;
  }
  return true;
}

/** Reads one argument where a comma ends it: a file name, a condition of `switch`. */
export function singleArgument(p: Parser): boolean {
  const kind = p.peek();
  if (kind === Kind.comma || kind === Kind.endOfInput) {
    return false;
  }
  const { mode } = p;
  p.setMode(commandMode);
  const found = commandArgument(p, false, p.next());
  p.setMode(mode);
  return found;
}
