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
    return numberText(value);
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
    return value.map(toText).join(' ');
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
  return `@{${[...value.properties].map(([name, item]) => `${name}=${toText(item)}`).join('; ')}}`;
}

/** A number as .NET's invariant culture writes it. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '∞' : '-∞';
  }
  return String(value)
    .replace(/e([+-])(\d)$/, 'E$10$2')
    .replace('e', 'E');
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
};

/** A date by a .NET format string (custom, or one of the standard letters), local time, English names. */
export function formatDate(date: Date, format: string): string {
  if (format === 'o' || format === 'O') {
    return date.toISOString();
  }
  const pattern = standardFormats[format] ?? format;
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const hour12 = date.getHours() % 12 === 0 ? 12 : date.getHours() % 12;
  return pattern.replace(
    /'([^']*)'|\\(.)|y{1,4}|M{1,4}|d{1,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,3}|t{1,2}/g,
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
        case 'f':
          return pad(date.getMilliseconds(), 3).slice(0, part.length);
        default:
          return (date.getHours() < 12 ? 'AM' : 'PM').slice(0, part.length);
      }
    },
  );
}
