import { stripVTControlCharacters } from 'node:util';
import { toText } from './text.ts';
import { Hashtable, LiteralNumber, PsObject, Rendered, type Value } from './values.ts';

/** How objects from a service become objects of the console. */
export interface FromJsonOptions {
  /** The property's name in the console; undefined leaves it out. */
  readonly rename?: (name: string) => string | undefined;
  /** Whether text in this property is a moment. */
  readonly isDate?: (name: string, text: string) => boolean;
}

/** Parsed JSON as values of the console; nested objects are custom objects. */
export function fromJson(json: unknown, typeName: string, options: FromJsonOptions = {}): Value {
  return convert(json, '', typeName, options, 0);
}

/** Deeper than any service nests; a hostile answer must not exhaust the stack. */
const deepest = 64;

function convert(json: unknown, name: string, typeName: string, options: FromJsonOptions, depth: number): Value {
  if (json === null || json === undefined) {
    return null;
  }
  if (typeof json === 'string') {
    return options.isDate?.(name, json) ? new Date(json) : json;
  }
  if (typeof json === 'number' || typeof json === 'boolean') {
    return json;
  }
  if (depth > deepest || typeof json !== 'object') {
    return String(json);
  }
  if (Array.isArray(json)) {
    return json.map((item) => convert(item, name, typeName, options, depth + 1));
  }
  const properties = new Map<string, Value>();
  for (const [key, value] of Object.entries(json)) {
    const spelled = options.rename === undefined ? key : options.rename(key);
    if (spelled !== undefined) {
      properties.set(spelled, convert(value, key, custom, options, depth + 1));
    }
  }
  return new PsObject(typeName, properties);
}

const custom = 'System.Management.Automation.PSCustomObject';

/** A value as plain JSON; objects deeper than `depth` become their text. Secure text stays unreadable. */
export function toJson(value: Value, depth = 100): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (value instanceof LiteralNumber) {
    return value.value;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return depth < 0 ? toText(value) : value.map((item: Value) => toJson(item, depth - (isComposite(item) ? 1 : 0)));
  }
  if (value instanceof PsObject || value instanceof Hashtable) {
    if (depth < 0) {
      return toText(value);
    }
    const entries = value instanceof PsObject ? value.properties : value.entries();
    return Object.fromEntries(
      [...entries].map(([name, item]) => [name, toJson(item, depth - (isComposite(item) ? 1 : 0))]),
    );
  }
  // Colours are for terminals only.
  return value instanceof Rendered ? stripVTControlCharacters(value.text) : toText(value);
}

function isComposite(value: Value): boolean {
  return Array.isArray(value) || value instanceof PsObject || value instanceof Hashtable;
}
