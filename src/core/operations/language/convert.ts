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

/** A value as a date; text in ISO form or month/day/year. @throws operations/cannotConvert */
export function toDate(value: Value): Date {
  if (value instanceof Date) {
    return value;
  }
  const text = toText(value).trim();
  // A date without a time is local midnight in PowerShell; JavaScript would take it for UTC.
  const dateOnly = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const date =
    dateOnly === null ? new Date(text) : new Date(Number(dateOnly[1]), Number(dateOnly[2]) - 1, Number(dateOnly[3]));
  if (text === '' || Number.isNaN(date.getTime())) {
    throw cannotConvert(value, 'DateTime');
  }
  return date;
}

/** `[type] value` for the types the console knows. @throws operations/notInConsoleLanguage, operations/cannotConvert */
export function cast(type: string, value: Value): Value {
  const name = type.toLowerCase().replace(/^system\.(?:management\.automation\.)?/, '');
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
    case 'long':
      return roundHalfEven(toNumber(value));
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

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value);
}

function cannotConvert(value: Value, type: string): Error {
  return operationError('cannotConvert', { value: toText(value).slice(0, 60), type });
}
