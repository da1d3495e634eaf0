import { malformed } from '../graphError.ts';
import type { Accessor } from './accessor.ts';
import type { ComparisonOperator, Literal, LiteralType } from './ast.ts';

/** Compares a stored value with a literal as the directory does: text without regard to case, dates by instant. */
export function compareValues(actual: unknown, expected: Literal, operator: ComparisonOperator): boolean {
  if (expected.type === 'null' || actual === null || actual === undefined) {
    const same = (actual === null || actual === undefined) && expected.type === 'null';
    return operator === 'eq' || operator === 'le' || operator === 'ge' ? same : operator === 'ne' ? !same : false;
  }
  const order = orderOf(actual, expected);
  if (order === undefined) {
    return operator === 'ne';
  }
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

function orderOf(actual: unknown, expected: Literal): number | undefined {
  if (expected.type === 'date') {
    const instant = typeof actual === 'string' ? Date.parse(actual) : Number.NaN;
    return Number.isNaN(instant) ? undefined : instant - Number(expected.value);
  }
  if (typeof actual === 'string' && typeof expected.value === 'string') {
    const [left, right] = [actual.toLowerCase(), expected.value.toLowerCase()];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof actual === 'number' && typeof expected.value === 'number') {
    return actual - expected.value;
  }
  return actual === expected.value ? 0 : undefined;
}

const accepted: Readonly<Record<string, readonly LiteralType[]>> = {
  String: ['string', 'null'],
  Binary: ['string', 'null'],
  // A quoted guid is what many clients send, and Graph takes it.
  Guid: ['guid', 'string', 'null'],
  Boolean: ['boolean', 'null'],
  DateTimeOffset: ['date', 'null'],
  Int: ['number', 'null'],
};

const edm: Readonly<Record<LiteralType, string>> = {
  null: 'Edm.String',
  boolean: 'Edm.Boolean',
  string: 'Edm.String',
  number: 'Edm.Int32',
  guid: 'Edm.Guid',
  date: 'Edm.DateTimeOffset',
};

/** Throws a `GraphError` (400) when a property of the accessor's type can't be compared with `literal`. */
export function checkComparable(accessor: Accessor | undefined, literal: Literal, operator: string): void {
  const property = accessor?.property;
  if (property === undefined || property.type === 'Open') {
    return;
  }
  const types = typeof property.type === 'string' && property.collection !== true ? accepted[property.type] : undefined;
  if (types === undefined || !types.includes(literal.type)) {
    const actual = typeof property.type === 'string' ? `Edm.${property.type}` : `microsoft.graph.${property.type.name}`;
    throw malformed(
      `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '${property.collection === true ? `Collection(${actual})` : actual}' and '${edm[literal.type]}' for operator kind '${operator}'.`,
    );
  }
}
