import type { Parser } from './parser.ts';
import * as Kind from './tokenKinds.ts';

/**
 * After a mistake: consumes tokens up to the first one of `kinds` that is not inside brackets. `consumeClosing` says
 * whether a closing bracket among them is consumed as well.
 */
export function synchronize(p: Parser, consumeClosing: boolean, kinds: readonly number[]): void {
  let parens = kinds.includes(Kind.rightParen) ? 1 : 0;
  let curlies = kinds.includes(Kind.rightCurly) ? 1 : 0;
  let brackets = kinds.includes(Kind.rightBracket) ? 1 : 0;
  for (;;) {
    const kind = p.next();
    let closed = false;
    switch (kind) {
      case Kind.leftParen:
        parens++;
        break;
      case Kind.rightParen:
        closed = --parens === 0;
        break;
      case Kind.leftCurly:
        curlies++;
        break;
      case Kind.rightCurly:
        closed = --curlies === 0;
        break;
      case Kind.leftBracket:
        brackets++;
        break;
      case Kind.rightBracket:
        closed = --brackets === 0;
        break;
      case Kind.endOfInput:
        p.unget();
        return;
    }
    if (closed && kinds.includes(kind)) {
      if (!consumeClosing) {
        p.unget();
      }
      return;
    }
    if (parens === 0 && curlies === 0 && brackets === 0 && kinds.includes(kind)) {
      return;
    }
  }
}
