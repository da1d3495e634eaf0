import type { GraphCall } from './call.ts';
import type { ComplexType, EntityType, PropertyType } from './entityType.ts';
import { badRequest, invalidValue, malformed, requiredValue } from './graphError.ts';
import { isObject } from './odata/accessor.ts';

/** The properties a client sent, checked against the type; annotations (`@odata…`) are left out. */
export type Changes = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a write to an object of `type`. Throws a `GraphError` (400) for a body that is no object, unknown or
 * read-only properties, and values of the wrong type. `allowed` names read-only properties this request may set.
 */
export function readChanges(call: GraphCall, type: EntityType, allowed: readonly string[] = []): Changes {
  if (!isObject(call.body)) {
    throw malformed(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(call.body)) {
    if (name.includes('@')) {
      continue;
    }
    const property = Object.hasOwn(type.properties, name) ? type.properties[name] : undefined;
    if (property === undefined) {
      throw malformed(unknownProperty(name, type.name));
    }
    if (property.readOnly === true && !allowed.includes(name)) {
      throw badRequest(`Property '${name}' is read-only and cannot be set.`);
    }
    changes[name] = checkProperty(name, value, property, type.resource);
  }
  return changes;
}

/** Throws a `GraphError` (400) unless `changes` has text for `name`. */
export function requireText(changes: Changes, name: string, type: EntityType): string {
  const value = changes[name];
  if (value === undefined || value === null) {
    throw requiredValue(name, type.resource);
  }
  if (typeof value !== 'string' || value.trim() === '') {
    throw invalidValue(name, type.resource);
  }
  return value;
}

/** The ids in `owners@odata.bind` and the like, or in the `@odata.id` of a `$ref` request. Throws a `GraphError` (400). */
export function referencedId(reference: unknown): string {
  const match = typeof reference === 'string' ? /\/([0-9a-fA-F-]{36})(?:\/.*)?$/.exec(reference) : null;
  if (match?.[1] === undefined) {
    throw badRequest("Invalid URL format specified in payload: '@odata.id' must be the address of a directory object.");
  }
  return match[1].toLowerCase();
}

function checkProperty(name: string, value: unknown, property: PropertyType, resource: string): unknown {
  if (property.collection === true) {
    if (!Array.isArray(value)) {
      throw malformed(`Property ${name} in payload has a value that does not match schema.`);
    }
    return value.map((item) => checkValue(name, item, property, resource));
  }
  return value === null ? null : checkValue(name, value, property, resource);
}

function checkValue(name: string, value: unknown, property: PropertyType, resource: string): unknown {
  const { type } = property;
  if (typeof type === 'object') {
    return checkComplex(name, value, type, resource);
  }
  const fits =
    type === 'Open' ||
    (type === 'Boolean' && typeof value === 'boolean') ||
    (type === 'Int' && Number.isInteger(value)) ||
    (typeof value === 'string' && textFits(value, type));
  const listed = property.values === undefined || property.values.includes(String(value));
  const short = property.maximumLength === undefined || String(value).length <= property.maximumLength;
  if (!fits || !listed || !short) {
    throw invalidValue(name, resource);
  }
  return value;
}

function textFits(value: string, type: string): boolean {
  switch (type) {
    case 'String':
      return true;
    case 'Guid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    case 'DateTimeOffset':
      return (
        /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i.test(value) &&
        !Number.isNaN(Date.parse(value))
      );
    case 'Binary':
      return /^[A-Za-z0-9+/_-]*={0,2}$/.test(value);
    default:
      return false;
  }
}

function checkComplex(name: string, value: unknown, type: ComplexType, resource: string): unknown {
  if (!isObject(value)) {
    throw malformed(`Property ${name} in payload has a value that does not match schema.`);
  }
  const checked: Record<string, unknown> = {};
  for (const [inner, innerValue] of Object.entries(value)) {
    if (inner.includes('@')) {
      continue;
    }
    const property = Object.hasOwn(type.properties, inner) ? type.properties[inner] : undefined;
    if (property === undefined) {
      throw malformed(unknownProperty(inner, type.name));
    }
    checked[inner] = checkProperty(inner, innerValue, property, resource);
  }
  return checked;
}

function unknownProperty(name: string, type: string): string {
  return `The property '${name}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`;
}
