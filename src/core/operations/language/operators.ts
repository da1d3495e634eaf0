import { operationError } from '../errors.ts';
import { roundHalfEven, toDate, toNumber, typeName } from './convert.ts';
import { formatString } from './formatString.ts';
import { compileRegex } from './regex.ts';
import { nestedText, toText } from './text.ts';
import { replace, split } from './textOperators.ts';
import { timeSpan, timeSpanLength } from './timeSpan.ts';
import { Hashtable, isTruthy, listOf, PsObject, plain, type Value } from './values.ts';
import { matchesWildcard } from './wildcard.ts';

/** Applies a binary operator by PowerShell's rules: the left side's type decides, an array on the left filters. */
export function applyBinary(operator: string, left: Value, right: Value): Value {
  const a = plain(left);
  const b = plain(right);
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
    case '%':
      return divide(operator, a, b);
    case 'xor':
      return isTruthy(a) !== isTruthy(b);
    case 'band':
      return Number(BigInt.asIntN(64, BigInt(Math.trunc(toNumber(a))) & BigInt(Math.trunc(toNumber(b)))));
    case 'bor':
      return Number(BigInt.asIntN(64, BigInt(Math.trunc(toNumber(a))) | BigInt(Math.trunc(toNumber(b)))));
    case 'bxor':
      return Number(BigInt.asIntN(64, BigInt(Math.trunc(toNumber(a))) ^ BigInt(Math.trunc(toNumber(b)))));
    case 'f':
      return formatString(toText(a), listOf(b));
    case '..':
      return range(toNumber(a), toNumber(b));
    case 'join':
      return joined(a, toText(b));
    default:
      return compare(operator, a, b);
  }
}

function joined(value: Value, separator: string): string {
  return Array.isArray(value) ? value.map(nestedText).join(separator) : toText(value);
}

/** Applies `-not`, `-`, `+`, `-join` or `-split` before a value. */
export function applyUnary(operator: string, operand: Value): Value {
  switch (operator) {
    case 'not':
      return !isTruthy(operand);
    case '-':
      return -toNumber(operand);
    case '+':
      return toNumber(operand);
    case 'join':
      return joined(operand, '');
    default:
      return listOf(operand).flatMap((item) => toText(item).trim().split(/\s+/));
  }
}

function add(left: Value, right: Value): Value {
  if (Array.isArray(left)) {
    return [...left, ...listOf(right)];
  }
  if (left instanceof Hashtable && right instanceof Hashtable) {
    return Hashtable.from([...left.entries(), ...right.entries()]);
  }
  if (left === null) {
    return right;
  }
  if (typeof left === 'string') {
    return left + toText(right);
  }
  const span = timeSpanLength(right);
  if (left instanceof Date && span !== undefined) {
    return new Date(left.getTime() + span);
  }
  return toNumber(left) + toNumber(right);
}

function subtract(left: Value, right: Value): Value {
  if (left instanceof Date && right instanceof Date) {
    return timeSpan(left.getTime() - right.getTime());
  }
  const span = timeSpanLength(right);
  if (left instanceof Date && span !== undefined) {
    return new Date(left.getTime() - span);
  }
  if (left === null && right instanceof Date) {
    throw operationError('notInConsoleLanguage', { construct: '$null - [datetime]' });
  }
  return toNumber(left) - toNumber(right);
}

const longestRepeat = 1_000_000;

function multiply(left: Value, right: Value): Value {
  if (left === null) {
    return null;
  }
  if (typeof left === 'boolean') {
    throw operationError('cannotConvert', { value: toText(left), type: 'Int32' });
  }
  if (typeof left === 'string' || Array.isArray(left)) {
    const count = roundHalfEven(toNumber(right));
    if (count < 0 || left.length * count > longestRepeat) {
      throw operationError('wrongArgument', { value: count, expected: `0-${longestRepeat}` });
    }
    return typeof left === 'string' ? left.repeat(count) : Array.from({ length: count }, () => left).flat();
  }
  return toNumber(left) * toNumber(right);
}

function divide(operator: string, left: Value, right: Value): Value {
  const divisor = toNumber(right);
  const dividend = toNumber(left);
  // Fractions are floating point, which has an infinity.
  if (divisor === 0 && Number.isInteger(dividend)) {
    throw operationError('divisionByZero');
  }
  return operator === '/' ? dividend / divisor : dividend % divisor;
}

function range(from: number, to: number): Value {
  const length = Math.abs(to - from) + 1;
  if (length > longestRepeat) {
    throw operationError('wrongArgument', { value: length, expected: `1-${longestRepeat}` });
  }
  return Array.from({ length }, (_, index) => (from <= to ? from + index : from - index));
}

const comparisons = new Set(
  'eq ne gt ge lt le like notlike match notmatch contains notcontains in notin replace split is isnot'.split(' '),
);

function compare(spelled: string, left: Value, right: Value): Value {
  // `-ceq` and `-ieq` are `-eq` with and without regard to case.
  const operator = comparisons.has(spelled) ? spelled : spelled.slice(1);
  const caseSensitive = operator !== spelled && spelled.startsWith('c');
  switch (operator) {
    case 'contains':
      return listOf(left).some((item) => valuesEqual(item, right, caseSensitive));
    case 'notcontains':
      return !listOf(left).some((item) => valuesEqual(item, right, caseSensitive));
    case 'in':
      return listOf(right).some((item) => valuesEqual(item, left, caseSensitive));
    case 'notin':
      return !listOf(right).some((item) => valuesEqual(item, left, caseSensitive));
    case 'replace':
      return replace(left, right, caseSensitive);
    case 'split':
      return split(left, right, caseSensitive);
    case 'is':
    case 'isnot':
      return isOfType(left, toText(right)) === (operator === 'is');
    default: {
      if (!Array.isArray(left)) {
        return holds(operator, left, right, caseSensitive);
      }
      const fitting = left.filter((item) => holds(operator, item, right, caseSensitive));
      // -like gives the texts it compared.
      return /like$/.test(operator) ? fitting.map(toText) : fitting;
    }
  }
}

function holds(operator: string, leftValue: Value, right: Value, caseSensitive: boolean): boolean {
  const left = plain(leftValue);
  switch (operator) {
    case 'eq':
      return valuesEqual(left, right, caseSensitive);
    case 'ne':
      return !valuesEqual(left, right, caseSensitive);
    case 'like':
    case 'notlike':
      return (
        (caseSensitive
          ? matchesExactCase(toText(left), toText(right))
          : matchesWildcard(toText(left), toText(right))) ===
        (operator === 'like')
      );
    case 'match':
    case 'notmatch':
      return compileRegex(toText(right), caseSensitive ? 'u' : 'iu').test(toText(left)) === (operator === 'match');
    default: {
      const order = compareValues(left, right, caseSensitive);
      return operator === 'gt'
        ? order > 0
        : operator === 'ge'
          ? order >= 0
          : operator === 'lt'
            ? order < 0
            : order <= 0;
    }
  }
}

function matchesExactCase(text: string, pattern: string): boolean {
  // Only letters that differ in case need telling apart: the wildcard itself matches without regard to case.
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return matchesWildcard(text, pattern) && compileRegex(`^${source}$`, 'su').test(text);
}

/** `-eq` between two single values. */
export function valuesEqual(left: Value, right: Value, caseSensitive = false): boolean {
  const a = plain(left);
  const b = plain(right);
  if (a === null || b === null) {
    return a === b;
  }
  if (typeof a === 'boolean') {
    return a === isTruthy(b);
  }
  if (typeof a === 'number' || a instanceof Date) {
    try {
      return compareValues(a, b, caseSensitive) === 0;
    } catch {
      return false;
    }
  }
  if (typeof a === 'object' && !Array.isArray(a) && typeof b === 'object') {
    return a === b;
  }
  return caseSensitive ? toText(a) === toText(b) : toText(a).toLowerCase() === toText(b).toLowerCase();
}

const collator = new Intl.Collator('en-US', { sensitivity: 'accent' });

/** Order of two values: negative, zero or positive; numbers and dates by value, all else as text without regard to case. */
export function compareValues(left: Value, right: Value, caseSensitive = false): number {
  const a = plain(left);
  const b = plain(right);
  if (a === null) {
    return b === null ? 0 : typeof b === 'number' && b < 0 ? 1 : -1;
  }
  if (b === null) {
    return typeof a === 'number' && a < 0 ? -1 : 1;
  }
  if (a instanceof Date) {
    if (typeof b === 'number') {
      throw operationError('notInConsoleLanguage', { construct: '[datetime] 0' });
    }
    let other: number;
    try {
      other = toDate(b).getTime();
    } catch {
      throw operationError('cannotCompare', { type: 'DateTime' });
    }
    return a.getTime() - other;
  }
  if (typeof a === 'boolean') {
    return Number(a) - Number(isTruthy(b));
  }
  if (typeof a === 'number') {
    return a - toNumber(b);
  }
  const span = timeSpanLength(a);
  if (span !== undefined) {
    const other = timeSpanLength(b);
    if (other === undefined) {
      throw typeof b === 'string' || typeof b === 'number'
        ? operationError('notInConsoleLanguage', { construct: '[timespan]' })
        : operationError('cannotCompare', { type: 'TimeSpan' });
    }
    return span - other;
  }
  if (a instanceof PsObject || a instanceof Hashtable) {
    throw operationError('cannotCompare', { type: typeName(a) });
  }
  const [x, y] = [toText(a), toText(b)];
  return caseSensitive ? (x < y ? -1 : x > y ? 1 : 0) : collator.compare(x, y);
}

function isOfType(value: Value, type: string): boolean {
  const name = type.toLowerCase().replace(/^system\./, '');
  const kind =
    typeof value === 'string'
      ? ['string']
      : typeof value === 'number'
        ? !Number.isInteger(value)
          ? ['double']
          : Math.abs(value) > 0x7fffffff
            ? ['long', 'int64']
            : ['int', 'int32']
        : typeof value === 'boolean'
          ? ['bool', 'boolean']
          : value instanceof Date
            ? ['datetime']
            : Array.isArray(value)
              ? ['array', 'object[]']
              : value instanceof Hashtable
                ? ['hashtable', 'collections.hashtable']
                : ['psobject', 'pscustomobject', 'object'];
  return kind.includes(name);
}
