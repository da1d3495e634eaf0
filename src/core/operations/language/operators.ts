import { operationError } from '../errors.ts';
import { toNumber } from './convert.ts';
import { formatString } from './formatString.ts';
import { compileRegex } from './regex.ts';
import { toText } from './text.ts';
import { Hashtable, isTruthy, itemsOf, plain, type Value } from './values.ts';
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
      return formatString(toText(a), itemsOf(b));
    case '..':
      return range(toNumber(a), toNumber(b));
    case 'join':
      return itemsOf(a).map(toText).join(toText(b));
    default:
      return compare(operator, a, b);
  }
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
      return itemsOf(operand).map(toText).join('');
    default:
      return toText(operand).trim().split(/\s+/);
  }
}

function add(left: Value, right: Value): Value {
  if (Array.isArray(left)) {
    return [...left, ...itemsOf(right)];
  }
  if (left instanceof Hashtable && right instanceof Hashtable) {
    return Hashtable.from([...left.entries(), ...right.entries()]);
  }
  if (left === null) {
    return right;
  }
  return typeof left === 'string' ? left + toText(right) : toNumber(left) + toNumber(right);
}

function subtract(left: Value, right: Value): Value {
  if (left instanceof Date && right instanceof Date) {
    return (left.getTime() - right.getTime()) / 86_400_000;
  }
  return toNumber(left) - toNumber(right);
}

const longestRepeat = 1_000_000;

function multiply(left: Value, right: Value): Value {
  const count = toNumber(right);
  if (typeof left === 'string' || Array.isArray(left)) {
    if (count < 0 || left.length * count > longestRepeat) {
      throw operationError('wrongArgument', { value: count, expected: `0-${longestRepeat}` });
    }
    return typeof left === 'string' ? left.repeat(count) : Array.from({ length: Math.trunc(count) }, () => left).flat();
  }
  return toNumber(left) * count;
}

function divide(operator: string, left: Value, right: Value): Value {
  const divisor = toNumber(right);
  if (divisor === 0) {
    throw operationError('divisionByZero');
  }
  return operator === '/' ? toNumber(left) / divisor : toNumber(left) % divisor;
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
      return itemsOf(left).some((item) => valuesEqual(item, right, caseSensitive));
    case 'notcontains':
      return !itemsOf(left).some((item) => valuesEqual(item, right, caseSensitive));
    case 'in':
      return itemsOf(right).some((item) => valuesEqual(item, left, caseSensitive));
    case 'notin':
      return !itemsOf(right).some((item) => valuesEqual(item, left, caseSensitive));
    case 'replace':
      return replace(left, right, caseSensitive);
    case 'split':
      return split(left, right, caseSensitive);
    case 'is':
    case 'isnot':
      return isOfType(left, toText(right)) === (operator === 'is');
    default:
      return Array.isArray(left)
        ? left.filter((item) => holds(operator, item, right, caseSensitive))
        : holds(operator, left, right, caseSensitive);
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
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? -1 : 1;
  }
  if (a instanceof Date) {
    const other = b instanceof Date ? b.getTime() : Date.parse(toText(b));
    if (Number.isNaN(other)) {
      throw operationError('cannotCompare', { type: 'DateTime' });
    }
    return a.getTime() - other;
  }
  if (typeof a === 'number' || typeof a === 'boolean') {
    return Number(a) - toNumber(b);
  }
  const [x, y] = [toText(a), toText(b)];
  return caseSensitive ? (x < y ? -1 : x > y ? 1 : 0) : collator.compare(x, y);
}

function replace(left: Value, right: Value, caseSensitive: boolean): Value {
  const [pattern, replacement] = itemsOf(right);
  const regex = compileRegex(toText(pattern ?? ''), caseSensitive ? 'gu' : 'giu');
  const results = itemsOf(left).map((item) => toText(item).replace(regex, toText(replacement ?? '')));
  return Array.isArray(left) ? results : (results[0] ?? '');
}

function split(left: Value, right: Value, caseSensitive: boolean): Value {
  const [pattern, limit] = itemsOf(right);
  const regex = compileRegex(toText(pattern ?? ''), caseSensitive ? 'u' : 'iu');
  return itemsOf(left).flatMap((item) => {
    const parts = toText(item)
      .split(regex)
      .map((part) => part ?? '');
    const most = limit === undefined ? 0 : toNumber(limit);
    return most > 0 && parts.length > most
      ? [...parts.slice(0, most - 1), parts.slice(most - 1).join(toText(pattern ?? ''))]
      : parts;
  });
}

function isOfType(value: Value, type: string): boolean {
  const name = type.toLowerCase().replace(/^system\./, '');
  const kind =
    typeof value === 'string'
      ? ['string']
      : typeof value === 'number'
        ? ['int', 'int32', 'long', 'int64', 'double']
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
