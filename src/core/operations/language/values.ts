import { inspect } from 'node:util';

/** What a variable, a property or the pipeline of the console can hold. */
export type Value =
  | null
  | string
  | number
  | boolean
  | Date
  | readonly Value[]
  | PsObject
  | Hashtable
  | SecureText
  | ScriptBlockValue
  | TypeValue
  | LiteralNumber
  | Rendered;

/** An object with named properties in a kept order, as cmdlets put out. Names are looked up without regard to case. */
export class PsObject {
  /** Full .NET name of what the real cmdlet puts out; decides the default view. */
  readonly typeName: string;
  readonly properties: ReadonlyMap<string, Value>;

  constructor(typeName: string, properties: ReadonlyMap<string, Value>) {
    this.typeName = typeName;
    this.properties = properties;
  }

  /** The name as the object spells it, undefined when it has no such property. */
  nameOf(name: string): string | undefined {
    if (this.properties.has(name)) {
      return name;
    }
    const wanted = name.toLowerCase();
    for (const candidate of this.properties.keys()) {
      if (candidate.length === wanted.length && candidate.toLowerCase() === wanted) {
        return candidate;
      }
    }
    return undefined;
  }

  get(name: string): Value | undefined {
    const found = this.nameOf(name);
    return found === undefined ? undefined : this.properties.get(found);
  }
}

/** `@{ key = value }`: keys without regard to case, order kept. */
export class Hashtable {
  readonly #entries = new Map<string, { readonly key: string; readonly value: Value }>();

  static from(entries: Iterable<readonly [string, Value]>): Hashtable {
    const table = new Hashtable();
    for (const [key, value] of entries) {
      table.set(key, value);
    }
    return table;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key.toLowerCase())?.value;
  }

  has(key: string): boolean {
    return this.#entries.has(key.toLowerCase());
  }

  set(key: string, value: Value): void {
    this.#entries.set(key.toLowerCase(), { key, value });
  }

  *entries(): Generator<readonly [string, Value]> {
    for (const { key, value } of this.#entries.values()) {
      yield [key, value];
    }
  }
}

/** A password on its way from the keyboard to its one reader. It cannot be printed, serialized or inspected by accident. */
export class SecureText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  /** Only for the command that needs the password itself. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return 'System.Security.SecureString';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** `{ … }` as a value: the text for display, the statements for who runs it. */
export class ScriptBlockValue {
  readonly text: string;
  readonly body: unknown;

  constructor(text: string, body: unknown) {
    this.text = text;
    this.body = body;
  }
}

/** `[pscustomobject]` as a value. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A number written as a bare argument: a parameter that wants text gets it as it was written (`007`). */
export class LiteralNumber {
  readonly value: number;
  readonly text: string;

  constructor(value: number, text: string) {
    this.value = value;
    this.text = text;
  }
}

/** The object's properties in order, for anything that has some; empty for plain values. */
export function propertiesOf(value: Value): readonly (readonly [string, Value])[] {
  if (value instanceof PsObject) {
    return [...value.properties];
  }
  if (value instanceof Hashtable) {
    return [...value.entries()];
  }
  if (typeof value === 'string') {
    return [['Length', value.length]];
  }
  return [];
}

/** A property of any value, undefined when it has none of that name. Strings, arrays and dates have theirs too. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (value instanceof PsObject || value instanceof Hashtable) {
    const own = value.get(name);
    if (own !== undefined) {
      return own;
    }
  }
  switch (name.toLowerCase()) {
    case 'length':
      return typeof value === 'string' || value instanceof SecureText || Array.isArray(value)
        ? value.length
        : value === null
          ? 0
          : 1;
    case 'count':
      return Array.isArray(value) ? value.length : value instanceof Hashtable ? value.size : value === null ? 0 : 1;
    case 'keys':
      return value instanceof Hashtable ? [...value.entries()].map(([key]) => key) : undefined;
    case 'values':
      return value instanceof Hashtable ? [...value.entries()].map(([, item]) => item) : undefined;
    default:
      return value instanceof Date ? datePart(value, name.toLowerCase()) : undefined;
  }
}

function datePart(date: Date, name: string): Value | undefined {
  switch (name) {
    case 'year':
      return date.getFullYear();
    case 'month':
      return date.getMonth() + 1;
    case 'day':
      return date.getDate();
    case 'hour':
      return date.getHours();
    case 'minute':
      return date.getMinutes();
    case 'second':
      return date.getSeconds();
    case 'millisecond':
      return date.getMilliseconds();
    case 'dayofyear':
      return (
        Math.round(
          (Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) - Date.UTC(date.getFullYear(), 0, 1)) /
            86_400_000,
        ) + 1
      );
    case 'dayofweek':
      return ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][date.getDay()] ?? null;
    case 'date':
      return new Date(date.getFullYear(), date.getMonth(), date.getDate());
    default:
      return undefined;
  }
}

/** What a value counts as where a yes or no is asked, by PowerShell's rules. */
export function isTruthy(value: Value): boolean {
  if (Array.isArray(value)) {
    return value.length > 1 || (value.length === 1 && isTruthy(value[0] ?? null));
  }
  if (value instanceof LiteralNumber) {
    return value.value !== 0;
  }
  return value !== null && value !== false && value !== 0 && value !== '';
}

/** Text that a Format- command has laid out already; `text` ends with a line feed and holds no terminal sequences of foreign origin. */
export class Rendered {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value as a plain one: a bare number is its number. */
export function plain(value: Value): Value {
  return value instanceof LiteralNumber ? value.value : value;
}

/**
 * What a command that put out nothing leaves behind. It reads as null everywhere but at the start of a pipeline, where it
 * gives no object at all and null gives one.
 */
export const noOutput: readonly Value[] = [];

/** What an assignment or a parenthesis makes of a pipeline's output: nothing, the one object, or an array. */
export function collapse(values: readonly Value[]): Value {
  return values.length === 0 ? noOutput : values.length === 1 ? (values[0] ?? null) : values;
}

/** The items a value is when it is enumerated: an array's, none for null, else itself. */
export function itemsOf(value: Value): readonly Value[] {
  return value === null ? [] : Array.isArray(value) ? value : [value];
}

/** The items a value has as an operand: null counts as one. */
export function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}
