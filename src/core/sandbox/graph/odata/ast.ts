export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** OData primitive types a literal in a query can have. */
export type LiteralType = 'null' | 'boolean' | 'string' | 'number' | 'guid' | 'date';

export interface Literal {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** Dates as epoch milliseconds, guids in lower case. */
  readonly value: string | number | boolean | null;
}

export type Operand =
  | Literal
  /** `a/b`; the first name may be a lambda variable. */
  | { readonly kind: 'path'; readonly path: readonly string[] }
  /** `owners/$count`. */
  | { readonly kind: 'count'; readonly path: readonly string[] }
  | { readonly kind: 'case'; readonly function: 'tolower' | 'toupper'; readonly operand: Operand };

export type StringFunction = 'startswith' | 'endswith' | 'contains';

/** A `$filter` expression. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  | { readonly kind: 'compare'; readonly operator: ComparisonOperator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'in'; readonly left: Operand; readonly values: readonly Literal[] }
  | { readonly kind: 'function'; readonly name: StringFunction; readonly left: Operand; readonly right: Operand }
  | {
      readonly kind: 'lambda';
      readonly quantifier: 'any' | 'all';
      readonly path: readonly string[];
      readonly variable?: string;
      /** Absent for `any()`: not empty. */
      readonly condition?: Filter;
    };
