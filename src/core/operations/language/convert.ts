import { operationError } from '../errors.ts';
import { parseNumber } from './numbers.ts';
import { toText } from './text.ts';
import { Hashtable, isTruthy, itemsOf, LiteralNumber, PsObject, SecureText, type Value } from './values.ts';

/** A value as a number. @throws operations/cannotConvert */
export function toNumber(value: Value): number {
  if (value === null) {
    return 0;
  }
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  if (value instanceof LiteralNumber) {
    return value.value;
  }
  const number = typeof value === 'string' ? (value.trim() === '' ? 0 : parseNumber(value.trim())) : undefined;
  if (number === undefined) {
    throw cannotConvert(value, 'Int32');
  }
  return number;
}

/**
 * A value as a date; text in ISO form, month/day/year, or with the month's English name, each with or without a time.
 *
 * @throws operations/cannotConvert
 */
export function toDate(value: Value): Date {
  if (value instanceof Date) {
    return value;
  }
  const text = typeof value === 'string' ? value.trim() : '';
  const date = dateForms.some((form) => form.test(text)) ? isoDate(text) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) {
    throw cannotConvert(value, 'DateTime');
  }
  return date;
}

const clock = String.raw`(?:[T ]\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[AP]M|Z|[+-]\d\d:?\d\d)?)?`;
const dateForms = [
  String.raw`\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?${clock}`,
  String.raw`\d{1,2}/\d{1,2}/\d{4},?${clock}`,
  String.raw`(?:\p{L}{3,9},? )?\d{1,2} \p{L}{3,9} \d{4}${clock}`,
  String.raw`(?:\p{L}{3,9},? )?\p{L}{3,9} \d{1,2},? \d{4},?${clock}`,
].map((form) => new RegExp(`^${form}$`, 'iu'));

/** JavaScript takes an ISO date for UTC and rolls 30 February over; PowerShell has it local and refuses. */
function isoDate(text: string): Date | undefined {
  const numbers = /^(?:(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?|(\d{1,2})\/(\d{1,2})\/(\d{4}))/.exec(text);
  if (numbers === null) {
    return new Date(text);
  }
  const year = Number(numbers[1] ?? numbers[6]);
  const month = Number(numbers[2] ?? numbers[4]);
  const day = Number(numbers[3] ?? numbers[5] ?? '1');
  if (month < 1 || month > 12 || day < 1 || day > new Date(year, month, 0).getDate()) {
    return undefined;
  }
  return text === numbers[0]
    ? new Date(year, month - 1, day)
    : new Date(`${year}/${month}/${day}${rest(text, numbers[0])}`);
}

function rest(text: string, date: string): string {
  const time = text
    .slice(date.length)
    .replace(/^[T,\s]+/i, ' ')
    .replace(/\.\d+/, '');
  return time.replace(/\s*Z$/i, ' GMT').replace(/\s*([+-]\d\d):?(\d\d)$/, ' GMT$1$2');
}

/** `[type] value` for the types the console knows. @throws operations/notInConsoleLanguage, operations/cannotConvert */
export function cast(type: string, value: Value): Value {
  const name = type.toLowerCase().replace(/^system\.(?:management\.automation\.)?/, '');
  if (value === null && (name.endsWith('[]') || name === 'array')) {
    return null;
  }
  if (name.endsWith('[]')) {
    const item = name.slice(0, -2);
    return item === 'object' || item === 'array' ? itemsOf(value) : itemsOf(value).map((each) => cast(item, each));
  }
  switch (name) {
    case 'string':
      return toText(value);
    case 'int':
    case 'int32':
    case 'int64':
    case 'long': {
      const whole = roundHalfEven(toNumber(value));
      if (!(Math.abs(whole) <= (name.startsWith('int') && name !== 'int64' ? 0x7fffffff : 2 ** 63))) {
        throw cannotConvert(value, name.startsWith('int') && name !== 'int64' ? 'Int32' : 'Int64');
      }
      return whole;
    }
    case 'double':
    case 'single':
    case 'float':
    case 'decimal':
      return toNumber(value);
    case 'bool':
    case 'boolean':
    case 'switch':
      return isTruthy(value);
    case 'datetime':
      return toDate(value);
    case 'array':
      return itemsOf(value);
    case 'hashtable':
    case 'ordered':
    case 'collections.specialized.ordereddictionary':
      if (value instanceof Hashtable) {
        return value;
      }
      throw cannotConvert(value, 'Hashtable');
    case 'pscustomobject':
    case 'psobject':
      return value instanceof Hashtable
        ? new PsObject('System.Management.Automation.PSCustomObject', new Map(value.entries()))
        : value;
    case 'securestring':
    case 'security.securestring':
      if (value instanceof SecureText) {
        return value;
      }
      throw cannotConvert(value, 'SecureString');
    case 'guid':
      if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(toText(value))) {
        return toText(value).toLowerCase();
      }
      throw cannotConvert(value, 'Guid');
    case 'object':
      return value;
    case 'void':
      return null;
    default:
      throw operationError('notInConsoleLanguage', { construct: `[${type}]` });
  }
}

/** The nearest whole number; halves go to the even one, as .NET rounds. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value);
}

/** What .NET calls the type of a value, for sentences. */
export function typeName(value: Value): string {
  if (value instanceof Date) {
    return 'DateTime';
  }
  return typeof value === 'boolean'
    ? 'Boolean'
    : typeof value === 'number'
      ? Number.isInteger(value)
        ? 'Int32'
        : 'Double'
      : typeof value === 'string'
        ? 'String'
        : 'Object';
}

function cannotConvert(value: Value, type: string): Error {
  return operationError('cannotConvert', { value: toText(value).slice(0, 60), type });
}
