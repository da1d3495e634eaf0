import { attributeList, attributeWithArguments, noAttribute } from './attributes.ts';
import { type Known, knownSum } from './knowledge.ts';
import { memberOperator, postfix } from './members.ts';
import { expressionMode } from './modes.ts';
import { otherShape, type Parser } from './parser.ts';
import { primary } from './primaries.ts';
import * as Kind from './tokenKinds.ts';

/**
 * Reads an expression; false, and nothing consumed, when there is none. Leaves what is known of it in `p.known` when
 * `p.want` is set, and its shape in `p.shape`. `sure` says that only an expression can stand here, so that `5?` is a
 * number before a ternary and not a word.
 */
export function expression(p: Parser, sure = false): boolean {
  const { mode } = p;
  p.setMode(expressionMode);
  const found = ternary(p, sure);
  p.setMode(mode);
  return found;
}

function ternary(p: Parser, sure: boolean): boolean {
  if (!binary(p, sure)) {
    return false;
  }
  if (p.peek() !== Kind.questionMark) {
    return true;
  }
  if (!p.enter()) {
    return true;
  }
  p.next();
  p.skipNewlines();
  if (!expression(p, true)) {
    p.fail(p.lastEnd);
  }
  p.skipNewlines();
  if (p.expect(Kind.colon)) {
    p.skipNewlines();
    if (!expression(p, true)) {
      p.fail(p.lastEnd);
    }
  }
  p.forgetShape();
  p.leave();
  return true;
}

function isBinary(kind: number): boolean {
  return (
    kind === Kind.binary ||
    kind === Kind.plus ||
    kind === Kind.minus ||
    kind === Kind.unaryOrBinary ||
    kind === Kind.dotDot
  );
}

function binary(p: Parser, sure: boolean): boolean {
  if (!arrayLiteral(p, sure)) {
    return false;
  }
  let kind = p.peek();
  if (!isBinary(kind)) {
    if (kind === Kind.parameter) {
      misplacedParameter(p);
    }
    return true;
  }
  let sum: Known | undefined = p.known;
  let grows = false;
  while (isBinary(kind)) {
    const adds = kind === Kind.plus && sum !== undefined;
    p.next();
    p.skipNewlines();
    if (!arrayLiteral(p, true)) {
      p.fail(p.lastEnd);
      p.forget();
    }
    sum = adds ? knownSum(sum, p.known, grows) : undefined;
    grows = true;
    kind = p.peek();
  }
  if (kind === Kind.parameter) {
    misplacedParameter(p);
    return true;
  }
  p.shape = otherShape;
  p.known = sum;
  return true;
}

/** A mistake: most likely an operator that is still being typed. */
function misplacedParameter(p: Parser): void {
  p.next();
  p.fail(p.start);
  p.forgetShape();
}

function arrayLiteral(p: Parser, sure: boolean): boolean {
  if (!unary(p, sure)) {
    return false;
  }
  if (p.commaSeparates || p.peek() !== Kind.comma) {
    return true;
  }
  const items: (Known | undefined)[] = [p.known];
  do {
    p.next();
    p.skipNewlines();
    if (!unary(p, true)) {
      p.fail(p.lastEnd);
      break;
    }
    if (p.want) {
      items.push(p.known);
    }
  } while (p.peek() === Kind.comma);
  p.shape = otherShape;
  p.known = p.want ? { kind: 'array', items: items.map(itemOf) } : undefined;
  return true;
}

function itemOf(known: Known | undefined) {
  return known === undefined || known.kind === 'variable' || known.kind === 'template' || known.kind === 'splat'
    ? undefined
    : known;
}

/** Whether the token is an operator before its operand. */
export function isUnary(kind: number): boolean {
  return (
    kind === Kind.minus ||
    kind === Kind.exclamation ||
    kind === Kind.unary ||
    kind === Kind.comma ||
    kind === Kind.plus ||
    kind === Kind.increment ||
    kind === Kind.decrement ||
    kind === Kind.unaryOrBinary
  );
}

/** Reads an operand with the operators before and after it, casts and attributes included. */
export function unary(p: Parser, sure = false): boolean {
  p.shape = otherShape;
  if (p.peeked && (p.kind === Kind.minus || (sure && p.kind === Kind.word))) {
    p.resync(p.start);
  }
  p.signedNumbers = true;
  p.ternaryEndsNumber = sure;
  const kind = p.peek();
  p.signedNumbers = false;
  p.ternaryEndsNumber = false;
  if (isUnary(kind)) {
    return operatorAndOperand(p, kind);
  }
  if (kind === Kind.leftBracket) {
    if (!p.enter()) {
      return false;
    }
    const found = cast(p);
    p.leave();
    if (!found) {
      return false;
    }
  } else if (!primary(p, true)) {
    return false;
  }
  const after = p.peek();
  if (after === Kind.increment || after === Kind.decrement) {
    p.next();
    p.forgetShape();
  }
  return true;
}

function operatorAndOperand(p: Parser, operator: number): boolean {
  if (operator === Kind.comma && p.commaSeparates) {
    return false;
  }
  if (!p.enter()) {
    return false;
  }
  p.next();
  p.skipNewlines();
  const found = unary(p, true);
  p.leave();
  if (!found) {
    p.fail(p.lastEnd);
    p.forgetShape();
    return true;
  }
  const { known } = p;
  p.known = operator === Kind.comma && p.want ? { kind: 'array', items: [itemOf(known)] } : undefined;
  p.shape = otherShape;
  const after = p.peek();
  if (after === Kind.increment || after === Kind.decrement) {
    p.next();
  }
  return true;
}

/** `[type]`, `[type]::member`, `[type] operand`, `[attribute()] operand`. */
function cast(p: Parser): boolean {
  const last = attributeList(p);
  if (last === noAttribute) {
    return false;
  }
  p.forget();
  if (last === attributeWithArguments) {
    p.skipNewlines();
    if (!unary(p, true)) {
      p.fail(p.lastEnd);
    }
    p.forget();
    return true;
  }
  const operator = p.peeked ? 0 : memberOperator(p, false);
  if (operator !== 0) {
    postfix(p, operator);
    p.forgetShape();
    return true;
  }
  const kind = p.peek();
  if (kind !== Kind.newLine && kind !== Kind.comma) {
    unary(p, true);
  }
  p.forget();
  return true;
}
