import { randomUUID } from 'node:crypto';
import { operationError } from '../errors.ts';
import { toDate, toNumber } from './convert.ts';
import { formatValue } from './formatString.ts';
import { toText } from './text.ts';
import { Hashtable, itemsOf, plain, propertyOf, type Value } from './values.ts';

/** `target.name`: null where there is none; on an array without such a property, of each of its items. */
export function readMember(target: Value, name: string): Value {
  const own = propertyOf(target, name);
  if (own !== undefined || !Array.isArray(target)) {
    return own ?? null;
  }
  const found = target.flatMap((item: Value) => itemsOf(readMember(item, name)));
  return found.length === 0 ? null : found.length === 1 ? (found[0] ?? null) : found;
}

/** `target[index]`: counts from the end when negative, null beyond it; several indexes give an array. */
export function readIndex(target: Value, index: Value): Value {
  if (target === null) {
    throw operationError('cannotIndex');
  }
  if (Array.isArray(index)) {
    return index.map((each: Value) => readIndex(target, each));
  }
  if (target instanceof Hashtable) {
    return target.get(toText(index)) ?? null;
  }
  const list: readonly Value[] | string = Array.isArray(target) || typeof target === 'string' ? target : [target];
  const position = Math.trunc(toNumber(index));
  return list.at(position < 0 && -position > list.length ? list.length : position) ?? null;
}

const day = 86_400_000;

/** `target.name( … )` for the methods of strings, dates, numbers, arrays and tables that only compute. @throws operations/noSuchMethod */
export function callMethod(receiver: Value, name: string, args: readonly Value[]): Value {
  const target = plain(receiver);
  const method = name.toLowerCase();
  const [first = null, second = null] = args;
  if (method === 'tostring') {
    return formatValue(target, first === null ? undefined : toText(first));
  }
  const result =
    typeof target === 'string'
      ? stringMethod(target, method, first, second, args.length)
      : target instanceof Date
        ? dateMethod(target, method, first)
        : target instanceof Hashtable && (method === 'containskey' || method === 'contains')
          ? target.has(toText(first))
          : Array.isArray(target) && method === 'contains'
            ? target.some((item: Value) => plain(item) === plain(first))
            : undefined;
  if (result === undefined) {
    throw operationError('noSuchMethod', { method: name });
  }
  return result;
}

function stringMethod(text: string, method: string, first: Value, second: Value, count: number): Value | undefined {
  switch (method) {
    case 'tolower':
    case 'tolowerinvariant':
      return text.toLowerCase();
    case 'toupper':
    case 'toupperinvariant':
      return text.toUpperCase();
    case 'trim':
      return count === 0 ? text.trim() : trimCharacters(text, toText(first), true, true);
    case 'trimstart':
      return count === 0 ? text.trimStart() : trimCharacters(text, toText(first), true, false);
    case 'trimend':
      return count === 0 ? text.trimEnd() : trimCharacters(text, toText(first), false, true);
    case 'split':
      return count === 0
        ? text.split(/\s/)
        : itemsOf(first).reduce<string[]>(
            (parts, separator) => parts.flatMap((part) => part.split(toText(separator))),
            [text],
          );
    case 'replace':
      return text.replaceAll(toText(first), () => toText(second));
    case 'startswith':
      return text.startsWith(toText(first));
    case 'endswith':
      return text.endsWith(toText(first));
    case 'contains':
      return text.includes(toText(first));
    case 'indexof':
      return text.indexOf(toText(first));
    case 'substring':
      return count === 1
        ? text.slice(toNumber(first))
        : text.slice(toNumber(first), toNumber(first) + toNumber(second));
    case 'padleft':
      return text.padStart(Math.min(toNumber(first), 1000));
    case 'padright':
      return text.padEnd(Math.min(toNumber(first), 1000));
    default:
      return undefined;
  }
}

function trimCharacters(text: string, characters: string, start: boolean, end: boolean): string {
  let from = 0;
  let to = text.length;
  while (start && from < to && characters.includes(text.charAt(from))) {
    from += 1;
  }
  while (end && to > from && characters.includes(text.charAt(to - 1))) {
    to -= 1;
  }
  return text.slice(from, to);
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
    case 'guid::newguid':
      return randomUUID();
    case 'guid::empty':
      return '00000000-0000-0000-0000-000000000000';
    case 'math::round':
      return Number(toNumber(first).toFixed(Math.min(Math.max(toNumber(rest[0] ?? 0), 0), 15)));
    case 'math::floor':
      return Math.floor(toNumber(first));
    case 'math::ceiling':
      return Math.ceil(toNumber(first));
    case 'math::abs':
      return Math.abs(toNumber(first));
    case 'math::max':
      return Math.max(toNumber(first), toNumber(rest[0] ?? null));
    case 'math::min':
      return Math.min(toNumber(first), toNumber(rest[0] ?? null));
    default:
      return undefined;
  }
}
