import { randomUUID } from 'node:crypto';
import { operationError } from '../errors.ts';
import { roundHalfEven, toDate, toNumber } from './convert.ts';
import { formatString, formatValue } from './formatString.ts';
import { formatNumber } from './numberFormat.ts';
import { stringMethod } from './stringMethods.ts';
import { toText } from './text.ts';
import { Hashtable, itemsOf, noOutput, PsObject, plain, propertyOf, type Value } from './values.ts';

/** `target.name`: null where there is none; on an array without such a property, of each of its items. */
export function readMember(target: Value, name: string): Value {
  const own = propertyOf(target, name);
  if (own !== undefined || !Array.isArray(target)) {
    return own ?? null;
  }
  const found = target.flatMap((item: Value) => {
    const value = propertyOf(item, name);
    // Objects without the property count, other values don't.
    return value === undefined || value === null
      ? item instanceof PsObject || item instanceof Hashtable || value === null
        ? [null]
        : []
      : itemsOf(value);
  });
  return found.length === 0 ? null : found.length === 1 ? (found[0] ?? null) : found;
}

/** `target[index]`: counts from the end when negative, null beyond it; several indexes give an array. */
export function readIndex(target: Value, index: Value): Value {
  if (target === null) {
    throw operationError('cannotIndex');
  }
  if (target instanceof Hashtable) {
    return Array.isArray(index)
      ? index.map((each: Value) => target.get(toText(each)) ?? null)
      : (target.get(toText(index)) ?? null);
  }
  if (!Array.isArray(target) && typeof target !== 'string') {
    // A single object is a list of itself, and nothing else.
    const position = Array.isArray(index) ? undefined : positionOf(index);
    return position === 0 || position === -1 ? target : noOutput;
  }
  if (Array.isArray(index)) {
    // What lies beyond the ends is left out, where a single index gives null.
    return index.flatMap((each: Value) => {
      const found = itemAt(target, each);
      return found === undefined ? [] : [found];
    });
  }
  return itemAt(target, index) ?? null;
}

function itemAt(list: readonly Value[] | string, index: Value): Value | undefined {
  const position = positionOf(index) ?? list.length;
  return list.at(position < 0 && -position > list.length ? list.length : position);
}

function positionOf(index: Value): number | undefined {
  try {
    return roundHalfEven(toNumber(index));
  } catch {
    return undefined;
  }
}

const day = 86_400_000;

/** `target.name( … )` for the methods of strings, dates, numbers, arrays and tables that only compute. @throws operations/noSuchMethod */
export function callMethod(receiver: Value, name: string, args: readonly Value[]): Value {
  const target = plain(receiver);
  const method = name.toLowerCase();
  const [first = null] = args;
  if (target === null) {
    throw operationError('cannotCall', { method: name });
  }
  const result =
    method === 'tostring'
      ? textOf(target, args)
      : typeof target === 'string'
        ? stringMethod(target, method, args)
        : target instanceof Date
          ? dateMethod(target, method, first)
          : target instanceof Hashtable && (method === 'containskey' || method === 'contains')
            ? target.has(toText(first))
            : Array.isArray(target)
              ? listMethod(target, name, args)
              : target instanceof PsObject && args.length === 0
                ? target.get(getters[method] ?? '')
                : undefined;
  if (result === undefined) {
    throw operationError('noSuchMethod', { method: name });
  }
  return result;
}

function textOf(target: Exclude<Value, null>, args: readonly Value[]): Value | undefined {
  if (Array.isArray(target)) {
    return args.length === 0 ? 'System.Object[]' : undefined;
  }
  if (target instanceof PsObject && target.typeName === 'System.Management.Automation.PSCustomObject') {
    return args.length === 0 ? '' : undefined;
  }
  const [format] = args;
  const formats = typeof target === 'number' || target instanceof Date;
  if (format !== undefined && !formats) {
    return undefined;
  }
  // The type's own text has all digits, where PowerShell's conversion has fifteen.
  return typeof target === 'number' && format === undefined
    ? formatValue(target, 'R')
    : formatValue(target, format === undefined ? undefined : toText(format));
}

/** Methods of certificates that give what a property has. */
const getters: Readonly<Record<string, string>> = {
  getrawcertdata: 'RawData',
  getcerthashstring: 'Thumbprint',
  getserialnumberstring: 'SerialNumber',
};

/** A list's own methods; any other one is called on each of its items. */
function listMethod(list: readonly Value[], name: string, args: readonly Value[]): Value {
  switch (name.toLowerCase()) {
    case 'contains':
      return list.some((item) => plain(item) === plain(args[0] ?? null));
    case 'foreach':
    case 'where':
      throw operationError('noSuchMethod', { method: name });
    default: {
      const results = list.map((item) => callMethod(item, name, args));
      return results.length === 1 ? (results[0] ?? null) : results;
    }
  }
}

function dateMethod(date: Date, method: string, first: Value): Value | undefined {
  const amount = () => toNumber(first);
  switch (method) {
    case 'addyears':
      return addMonths(date, amount() * 12);
    case 'addmonths':
      return addMonths(date, amount());
    case 'adddays':
      return new Date(date.getTime() + amount() * day);
    case 'addhours':
      return new Date(date.getTime() + (amount() * day) / 24);
    case 'addminutes':
      return new Date(date.getTime() + amount() * 60_000);
    case 'addseconds':
      return new Date(date.getTime() + amount() * 1000);
    case 'touniversaltime':
    case 'tolocaltime':
      return date;
    case 'toshortdatestring':
      return formatValue(date, 'd');
    case 'tolongdatestring':
      return formatValue(date, 'D');
    default:
      return undefined;
  }
}

/** Calendar months later; the last day of the month where the day does not exist there, as .NET does. */
function addMonths(date: Date, months: number): Date {
  const result = new Date(date);
  const wanted = date.getDate();
  result.setDate(1);
  result.setMonth(result.getMonth() + Math.trunc(months));
  result.setDate(Math.min(wanted, new Date(result.getFullYear(), result.getMonth() + 1, 0).getDate()));
  return result;
}

/** `[type]::name` and `[type]::name( … )` for types that only compute; undefined where the console knows none. */
export function staticMember(type: string, name: string, args: readonly Value[], now: Date): Value | undefined {
  const [first = null, ...rest] = args;
  switch (`${type.toLowerCase().replace(/^system\./, '')}::${name.toLowerCase()}`) {
    case 'datetime::now':
    case 'datetime::utcnow':
      return now;
    case 'datetime::today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate());
    case 'datetime::parse':
      return toDate(first);
    case 'string::empty':
      return '';
    case 'string::isnullorempty':
      return first === null || toText(first) === '';
    case 'string::isnullorwhitespace':
      return first === null || toText(first).trim() === '';
    case 'string::join':
      return rest.flatMap(itemsOf).map(toText).join(toText(first));
    case 'environment::newline':
      return '\n';
    case 'convert::tobase64string':
      return Buffer.from(itemsOf(first).map(toNumber)).toString('base64');
    case 'convert::frombase64string':
      return [...Buffer.from(toText(first), 'base64')];
    case 'guid::newguid':
      return randomUUID();
    case 'guid::empty':
      return '00000000-0000-0000-0000-000000000000';
    case 'string::format':
      return formatString(toText(first), rest.length === 1 ? itemsOf(rest[0] ?? null) : rest);
    case 'int::maxvalue':
      return 0x7fffffff;
    case 'math::round':
      return Number(formatNumber(toNumber(first), `F${Math.min(Math.max(toNumber(rest[0] ?? 0), 0), 15)}`));
    case 'math::truncate':
      return Math.trunc(toNumber(first));
    case 'math::floor':
      return Math.floor(toNumber(first));
    case 'math::ceiling':
      return Math.ceil(toNumber(first));
    case 'math::abs':
      return Math.abs(toNumber(first));
    case 'math::max':
      return sameKind(first, rest[0] ?? null, Math.max);
    case 'math::min':
      return sameKind(first, rest[0] ?? null, Math.min);
    default:
      return undefined;
  }
}

/** Of a whole number and a fraction .NET would take the whole number's method, which rounds the other: nobody means that. */
function sameKind(a: Value, b: Value, pick: (a: number, b: number) => number): Value | undefined {
  const [x, y] = [toNumber(a), toNumber(b)];
  return Number.isInteger(x) === Number.isInteger(y) ? pick(x, y) : undefined;
}
