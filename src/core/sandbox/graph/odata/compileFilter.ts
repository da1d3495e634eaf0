import type { GraphObject } from '../../model.ts';
import type { DirectoryStore } from '../directoryStore.ts';
import type { EntityType } from '../entityType.ts';
import { malformed, unsupportedQuery } from '../graphError.ts';
import { type Accessor, accessor, type Shape } from './accessor.ts';
import type { Filter, Operand } from './ast.ts';
import { checkComparable, compareValues } from './compareValues.ts';

export type Predicate = (object: unknown, store: DirectoryStore) => boolean;

export interface FilterRules {
  /** Whether the request carries `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced: boolean;
}

const clause = 'Invalid filter clause';
/** Most comparisons joined by `or` (an `in` list counts as such) that the directory accepts. */
const maximumAlternatives = 15;

/**
 * Turns a parsed `$filter` into a predicate on objects of `type`. Throws a `GraphError` (400) for unknown properties,
 * incompatible types, and operators the directory refuses or takes only in advanced queries.
 */
export function compileFilter(
  filter: Filter,
  type: EntityType,
  rules: FilterRules,
): (object: GraphObject, store: DirectoryStore) => boolean {
  if (type.directoryObject === true) {
    const alternatives = countAlternatives(filter);
    if (alternatives > maximumAlternatives) {
      throw unsupportedQuery(
        `Too many child clauses specified in search filter expression containing 'OR' operators: ${alternatives}. Max allowed: ${maximumAlternatives}.`,
      );
    }
  }
  return new Compiler(type, rules).compile(filter, { shape: type });
}

/** A lambda's variable and what it stands for, around the object itself. */
interface Scope {
  readonly shape: Shape;
  readonly variable?: string;
  /** Elements that are no objects (`collection(Edm.String)`). */
  readonly element?: Accessor;
}

class Compiler {
  readonly #type: EntityType;
  readonly #rules: FilterRules;

  constructor(type: EntityType, rules: FilterRules) {
    this.#type = type;
    this.#rules = rules;
  }

  compile(filter: Filter, scope: Scope): Predicate {
    switch (filter.kind) {
      case 'and': {
        const [left, right] = [this.compile(filter.left, scope), this.compile(filter.right, scope)];
        return (object, store) => left(object, store) && right(object, store);
      }
      case 'or': {
        const [left, right] = [this.compile(filter.left, scope), this.compile(filter.right, scope)];
        return (object, store) => left(object, store) || right(object, store);
      }
      case 'not': {
        this.#advancedOnly('Not');
        const operand = this.compile(filter.operand, scope);
        return (object, store) => !operand(object, store);
      }
      case 'compare':
        return this.#compare(filter, scope);
      case 'in': {
        const left = this.#operand(filter.left, scope);
        for (const value of filter.values) {
          checkComparable(left.accessor, value, 'Equal');
        }
        return (object, store) => {
          const actual = left.read(object, store);
          return filter.values.some((value) => compareValues(actual, value, 'eq'));
        };
      }
      case 'function':
        return this.#function(filter, scope);
      case 'lambda':
        return this.#lambda(filter, scope);
    }
  }

  #compare(filter: Filter & { kind: 'compare' }, scope: Scope): Predicate {
    const { left, right, operator } = filter;
    if (left.kind === 'literal' || right.kind !== 'literal') {
      throw unsupportedQuery('Unsupported or invalid query filter clause specified.');
    }
    if (operator === 'ne') {
      this.#advancedOnly('NotEqualsMatch');
    }
    if (left.kind === 'count') {
      this.#advancedOnly('Count');
      if (right.type !== 'number') {
        throw malformed(`${clause}: A binary operator with incompatible types was detected.`);
      }
    }
    const operand = this.#operand(left, scope);
    checkComparable(operand.accessor, right, operator === 'eq' ? 'Equal' : operator === 'ne' ? 'NotEqual' : 'Ordering');
    return (object, store) => compareValues(operand.read(object, store), right, operator);
  }

  #function(filter: Filter & { kind: 'function' }, scope: Scope): Predicate {
    const { left, right, name } = filter;
    if (right.kind !== 'literal' || right.type !== 'string') {
      throw malformed(
        `${clause}: No function signature for the function with name '${name}' matches the specified arguments.`,
      );
    }
    if (name === 'endswith') {
      this.#advancedOnly('EndsWith');
    }
    const operand = this.#operand(left, scope);
    if (name === 'contains' && this.#type.directoryObject === true) {
      const property = left.kind === 'path' ? left.path.join('/') : '';
      throw unsupportedQuery(
        `Unsupported or invalid query filter clause specified for property '${property}' of resource '${this.#type.resource}'.`,
      );
    }
    const type = operand.accessor?.property;
    if (type !== undefined && type.type !== 'String' && type.type !== 'Binary' && type.type !== 'Open') {
      throw malformed(
        `${clause}: No function signature for the function with name '${name}' matches the specified arguments.`,
      );
    }
    const needle = String(right.value).toLowerCase();
    return (object, store) => {
      const value = operand.read(object, store);
      if (typeof value !== 'string') {
        return false;
      }
      const text = value.toLowerCase();
      return name === 'startswith'
        ? text.startsWith(needle)
        : name === 'endswith'
          ? text.endsWith(needle)
          : text.includes(needle);
    };
  }

  #lambda(filter: Filter & { kind: 'lambda' }, scope: Scope): Predicate {
    const collection = this.#path(filter.path, scope);
    const known = collection.property !== undefined || collection.navigation !== undefined;
    if (known && collection.property?.collection !== true && collection.navigation?.many !== true) {
      throw malformed(`${clause}: Any/All may only be used following a collection.`);
    }
    const { condition, variable } = filter;
    if (condition === undefined || variable === undefined) {
      return (object, store) => toArray(collection.read(object, store)).length > 0;
    }
    const inner = this.compile(condition, { shape: collection.shape, variable, element: collection });
    return (object, store) => {
      const elements = toArray(collection.read(object, store));
      return filter.quantifier === 'any'
        ? elements.some((element) => inner(element, store))
        : elements.every((element) => inner(element, store));
    };
  }

  #operand(operand: Operand, scope: Scope): { read: Accessor['read']; accessor?: Accessor } {
    switch (operand.kind) {
      case 'literal':
        return { read: () => operand.value };
      case 'count': {
        const collection = this.#path(operand.path, scope);
        return { read: (object, store) => toArray(collection.read(object, store)).length };
      }
      case 'case': {
        const inner = this.#operand(operand.operand, scope);
        const lower = operand.function === 'tolower';
        return {
          ...inner,
          read: (object, store) => {
            const value = inner.read(object, store);
            return typeof value !== 'string' ? value : lower ? value.toLowerCase() : value.toUpperCase();
          },
        };
      }
      case 'path': {
        const found = this.#path(operand.path, scope);
        return { read: found.read, accessor: found };
      }
    }
  }

  #path(path: readonly string[], scope: Scope): Accessor {
    if (scope.variable === undefined) {
      return accessor(path, scope.shape, clause);
    }
    if (path[0] !== scope.variable) {
      throw malformed(
        `${clause}: Could not find a property named '${path[0]}' on type 'microsoft.graph.${this.#type.name}'.`,
      );
    }
    if (path.length === 1) {
      const property = scope.element?.property;
      return {
        read: (object) => object,
        shape: scope.shape,
        ...(property === undefined ? {} : { property: { ...property, collection: false } }),
      };
    }
    return accessor(path.slice(1), scope.shape, clause);
  }

  #advancedOnly(operator: string): void {
    if (this.#type.directoryObject === true && !this.#rules.advanced) {
      throw unsupportedQuery(
        `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
      );
    }
  }
}

function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The widest `or` in `filter`, as the directory counts it. */
function countAlternatives(filter: Filter): number {
  switch (filter.kind) {
    case 'or':
      return countAlternatives(filter.left) + countAlternatives(filter.right);
    case 'and':
      return Math.max(countAlternatives(filter.left), countAlternatives(filter.right));
    case 'not':
      return countAlternatives(filter.operand);
    case 'in':
      return filter.values.length;
    case 'lambda':
      return filter.condition === undefined ? 1 : countAlternatives(filter.condition);
    default:
      return 1;
  }
}
