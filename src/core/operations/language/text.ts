import { operationError } from '../errors.ts';
import { generalText } from './numberFormat.ts';
import { timeSpanLength, timeSpanText } from './timeSpan.ts';
import {
  Hashtable,
  LiteralNumber,
  PsObject,
  Rendered,
  ScriptBlockValue,
  SecureText,
  TypeValue,
  type Value,
} from './values.ts';

/** A value as PowerShell puts it into a string: invariant culture, arrays joined by blanks. */
export function toText(value: Value): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number') {
    return generalText(value, 15);
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (value instanceof Date) {
    return invariantDate(value);
  }
  if (value instanceof LiteralNumber) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(nestedText).join(' ');
  }
  if (value instanceof Hashtable) {
    return 'System.Collections.Hashtable';
  }
  if (value instanceof PsObject) {
    return objectText(value);
  }
  if (value instanceof SecureText) {
    return value.toString();
  }
  if (value instanceof ScriptBlockValue) {
    return value.text;
  }
  return value instanceof TypeValue ? value.name : value instanceof Rendered ? value.text : '';
}

/** `@{a=1; b=2}` for custom objects, what the type itself says for others. */
function objectText(value: PsObject): string {
  if (value.typeName === 'System.Security.Cryptography.X509Certificates.X509Certificate2') {
    return `[Subject]\n  ${toText(value.get('Subject') ?? null)}\n\n[Thumbprint]\n  ${toText(value.get('Thumbprint') ?? null)}\n`;
  }
  if (value.typeName === 'System.Management.Automation.PSCredential') {
    return value.typeName;
  }
  const span = timeSpanLength(value);
  if (span !== undefined) {
    return timeSpanText(span);
  }
  return `@{${[...value.properties].map(([name, item]) => `${name}=${nestedText(item)}`).join('; ')}}`;
}

/** Inside the text of an object or a list, lists are named by their type, and custom objects are left empty. */
export function nestedText(value: Value): string {
  return Array.isArray(value)
    ? 'System.Object[]'
    : value instanceof PsObject && value.typeName === 'System.Management.Automation.PSCustomObject'
      ? ''
      : toText(value);
}

/** `08/21/2026 09:00:00`, local time: what a date becomes inside a string. */
export function invariantDate(date: Date): string {
  return formatDate(date, 'MM/dd/yyyy HH:mm:ss');
}

/** `8/21/2026 9:00:00 AM`, local time: what a date looks like in a table. */
export function displayDate(date: Date): string {
  return formatDate(date, 'M/d/yyyy h:mm:ss tt');
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const standardFormats: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy',
  D: 'dddd, MMMM d, yyyy',
  f: 'dddd, MMMM d, yyyy h:mm tt',
  F: 'dddd, MMMM d, yyyy h:mm:ss tt',
  g: 'M/d/yyyy h:mm tt',
  G: 'M/d/yyyy h:mm:ss tt',
  s: "yyyy-MM-dd'T'HH:mm:ss",
  t: 'h:mm tt',
  T: 'h:mm:ss tt',
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  o: "yyyy-MM-dd'T'HH:mm:ss.fff'0000'zzz",
  O: "yyyy-MM-dd'T'HH:mm:ss.fff'0000'zzz",
};

/** `+02:00`, `+02` or `+2`: how far local time is ahead of UTC. */
function offsetText(date: Date, length: number): string {
  const minutes = -date.getTimezoneOffset();
  const hours = String(Math.floor(Math.abs(minutes) / 60));
  const sign = minutes < 0 ? '-' : '+';
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
  return sign + (length === 1 ? hours : hours.padStart(2, '0')) + (length === 3 ? `:${rest}` : '');
}

/** A date by a .NET format string (custom, or one of the standard letters), local time, English names. */
export function formatDate(date: Date, format: string): string {
  const pattern = standardFormats[format] ?? format.replace(/^%/, '');
  if (format.length === 1 && standardFormats[format] === undefined) {
    throw operationError('wrongArgument', { value: format, expected: Object.keys(standardFormats).join(', ') });
  }
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const hour12 = date.getHours() % 12 === 0 ? 12 : date.getHours() % 12;
  return pattern.replace(
    /'([^']*)'|\\(.)|y{1,4}|M{1,4}|d{1,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,3}|t{1,2}|z{1,3}|K/g,
    (part, quoted, escaped) => {
      if (quoted !== undefined || escaped !== undefined) {
        return quoted ?? escaped;
      }
      switch (part[0]) {
        case 'y':
          return part.length > 2 ? pad(date.getFullYear(), 4) : pad(date.getFullYear() % 100, part.length);
        case 'M': {
          const name = monthNames[date.getMonth()] ?? '';
          return part.length === 4
            ? name
            : part.length === 3
              ? name.slice(0, 3)
              : pad(date.getMonth() + 1, part.length);
        }
        case 'd': {
          const name = dayNames[date.getDay()] ?? '';
          return part.length === 4 ? name : part.length === 3 ? name.slice(0, 3) : pad(date.getDate(), part.length);
        }
        case 'H':
          return pad(date.getHours(), part.length);
        case 'h':
          return pad(hour12, part.length);
        case 'm':
          return pad(date.getMinutes(), part.length);
        case 's':
          return pad(date.getSeconds(), part.length);
        case 'z':
        case 'K':
          return offsetText(date, part === 'z' ? 1 : part === 'zz' ? 2 : 3);
        case 'f':
          return pad(date.getMilliseconds(), 3).slice(0, part.length);
        default:
          return (date.getHours() < 12 ? 'AM' : 'PM').slice(0, part.length);
      }
    },
  );
}
