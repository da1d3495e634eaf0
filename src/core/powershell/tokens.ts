import { atOnce } from '../shared/slices.ts';
import { Parser } from './parser.ts';
import { scriptSteps } from './scriptBlocks.ts';
import * as Kind from './tokenKinds.ts';
import type { Token, TokenKind } from './types.ts';

/** The tokens of a script in order, comments included, for colouring a line or looking at a caret. Strings are whole. */
export function tokensOf(text: string): readonly Token[] {
  const parser = new TokenParser(text);
  atOnce(scriptSteps(parser));
  const names = new Set(parser.commands.map((command) => command.nameRange.start));
  const tokens: Token[] = parser.tokens.map(({ kind, start, end }) => ({
    kind: names.has(start) && kind !== 'string' && kind !== 'variable' && kind !== 'punctuation' ? 'command' : kind,
    start,
    end,
  }));
  for (let i = 0; i < parser.comments.length; i += 2) {
    tokens.push({ kind: 'comment', start: parser.comments[i] as number, end: parser.comments[i + 1] as number });
  }
  return tokens.sort((a, b) => a.start - b.start);
}

/** Keeps the tokens it consumes; those inside strings belong to the string. */
class TokenParser extends Parser {
  readonly tokens: Token[] = [];

  override next(): number {
    const kind = super.next();
    if (this.nestedStart === 0 && kind !== Kind.newLine && kind !== Kind.endOfInput) {
      this.tokens.push({ kind: kindOf(kind), start: this.start, end: this.end });
    }
    return kind;
  }

  override unget(): void {
    if (this.nestedStart === 0 && this.tokens.at(-1)?.start === this.start) {
      this.tokens.pop();
    }
    super.unget();
  }

  override resync(offset: number): void {
    if (this.nestedStart === 0) {
      while ((this.tokens.at(-1)?.start ?? -1) >= offset) {
        this.tokens.pop();
      }
    }
    super.resync(offset);
  }
}

function kindOf(kind: number): TokenKind {
  if (kind >= Kind.firstKeyword) {
    return 'keyword';
  }
  switch (kind) {
    case Kind.variable:
    case Kind.splat:
      return 'variable';
    case Kind.singleQuoted:
    case Kind.doubleQuoted:
    case Kind.singleHere:
    case Kind.doubleHere:
      return 'string';
    case Kind.number:
      return 'number';
    case Kind.parameter:
      return 'parameter';
    case Kind.word:
    case Kind.identifier:
    case Kind.label:
      return 'word';
    case Kind.assignment:
    case Kind.plus:
    case Kind.minus:
    case Kind.increment:
    case Kind.decrement:
    case Kind.exclamation:
    case Kind.unary:
    case Kind.binary:
    case Kind.unaryOrBinary:
    case Kind.dotDot:
    case Kind.questionMark:
    case Kind.redirectIn:
    case Kind.redirectMerge:
    case Kind.redirectToFile:
    case Kind.pipe:
    case Kind.chain:
    case Kind.ampersand:
      return 'operator';
    default:
      return 'punctuation';
  }
}
