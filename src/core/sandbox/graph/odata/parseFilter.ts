import { malformed } from '../graphError.ts';
import type { ComparisonOperator, Filter, Literal, Operand, StringFunction } from './ast.ts';
import { type Token, tokenize } from './lexer.ts';

const comparisons: ReadonlySet<string> = new Set<ComparisonOperator>(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const functions: ReadonlySet<string> = new Set<StringFunction>(['startswith', 'endswith', 'contains']);
const maximumDepth = 100;

/**
 * Parses an OData 4 `$filter` expression: `eq ne gt ge lt le in and or not`, `startswith endswith contains tolower toupper`,
 * `any` and `all`, `…/$count`. Throws a `GraphError` (400) for anything else.
 */
export function parseFilter(expression: string): Filter {
  return new FilterParser(expression).parse();
}

class FilterParser {
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(expression: string) {
    this.#expression = expression;
    this.#tokens = tokenize(expression);
  }

  parse(): Filter {
    const filter = this.#or();
    if (this.#peek().kind !== 'end') {
      throw this.#error();
    }
    return filter;
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#takeName('or')) {
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Filter {
    let left = this.#unary();
    while (this.#takeName('and')) {
      left = { kind: 'and', left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Filter {
    this.#depth += 1;
    if (this.#depth > maximumDepth) {
      throw malformed('Invalid filter clause: Recursion limit reached.');
    }
    try {
      if (this.#takeName('not')) {
        return { kind: 'not', operand: this.#unary() };
      }
      if (this.#takeSymbol('(')) {
        const inner = this.#or();
        this.#expect(')');
        return inner;
      }
      return this.#condition();
    } finally {
      this.#depth -= 1;
    }
  }

  #condition(): Filter {
    const token = this.#peek();
    if (token.kind === 'name' && this.#symbolAt(1, '(') && functions.has(token.text.toLowerCase())) {
      this.#next += 2;
      const left = this.#operand();
      this.#expect(',');
      const right = this.#operand();
      this.#expect(')');
      const call: Filter = { kind: 'function', name: token.text.toLowerCase() as StringFunction, left, right };
      return this.#comparedToBoolean(call);
    }
    const left = this.#operandOrLambda();
    if (left.kind === 'lambda') {
      return this.#comparedToBoolean(left);
    }
    const operator = this.#peek();
    if (operator.kind === 'name' && comparisons.has(operator.text)) {
      this.#next += 1;
      return { kind: 'compare', operator: operator.text as ComparisonOperator, left, right: this.#operand() };
    }
    if (this.#takeName('in')) {
      return { kind: 'in', left, values: this.#list() };
    }
    throw this.#error();
  }

  /** `startswith(a,'b') eq true` is what some clients write. */
  #comparedToBoolean(filter: Filter): Filter {
    const operator = this.#peek();
    if (operator.kind !== 'name' || (operator.text !== 'eq' && operator.text !== 'ne')) {
      return filter;
    }
    this.#next += 1;
    const literal = this.#literal();
    if (literal.type !== 'boolean') {
      throw this.#error();
    }
    return (operator.text === 'eq') === literal.value ? filter : { kind: 'not', operand: filter };
  }

  #list(): Literal[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#takeSymbol(',')) {
      values.push(this.#literal());
    }
    this.#expect(')');
    return values;
  }

  #literal(): Literal {
    const token = this.#peek();
    if (token.kind !== 'literal') {
      throw this.#error();
    }
    this.#next += 1;
    return token.literal;
  }

  #operand(): Operand {
    const operand = this.#operandOrLambda();
    if (operand.kind === 'lambda') {
      throw this.#error();
    }
    return operand;
  }

  #operandOrLambda(): Operand | (Filter & { kind: 'lambda' }) {
    const token = this.#peek();
    if (token.kind === 'literal') {
      this.#next += 1;
      return token.literal;
    }
    if (token.kind !== 'name') {
      throw this.#error();
    }
    const lower = token.text.toLowerCase();
    if ((lower === 'tolower' || lower === 'toupper') && this.#symbolAt(1, '(')) {
      this.#next += 2;
      const operand = this.#operand();
      this.#expect(')');
      return { kind: 'case', function: lower, operand };
    }
    return this.#path();
  }

  #path(): Operand | (Filter & { kind: 'lambda' }) {
    const path: string[] = [];
    do {
      const token = this.#peek();
      if (token.kind !== 'name') {
        throw this.#error();
      }
      this.#next += 1;
      if (token.text === '$count' && path.length > 0) {
        return { kind: 'count', path };
      }
      if (path.length > 0 && (token.text === 'any' || token.text === 'all') && this.#takeSymbol('(')) {
        return this.#lambda(token.text, path);
      }
      path.push(token.text);
    } while (this.#takeSymbol('/'));
    return { kind: 'path', path };
  }

  #lambda(quantifier: 'any' | 'all', path: readonly string[]): Filter & { kind: 'lambda' } {
    if (quantifier === 'any' && this.#takeSymbol(')')) {
      return { kind: 'lambda', quantifier, path };
    }
    const variable = this.#peek();
    if (variable.kind !== 'name') {
      throw this.#error();
    }
    this.#next += 1;
    this.#expect(':');
    const condition = this.#or();
    this.#expect(')');
    return { kind: 'lambda', quantifier, path, variable: variable.text, condition };
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', position: this.#expression.length };
  }

  #symbolAt(offset: number, text: string): boolean {
    const token = this.#tokens[this.#next + offset];
    return token?.kind === 'symbol' && token.text === text;
  }

  #takeName(text: string): boolean {
    const token = this.#peek();
    if (token.kind === 'name' && token.text === text) {
      this.#next += 1;
      return true;
    }
    return false;
  }

  #takeSymbol(text: string): boolean {
    if (this.#symbolAt(0, text)) {
      this.#next += 1;
      return true;
    }
    return false;
  }

  #expect(text: string): void {
    if (!this.#takeSymbol(text)) {
      throw this.#error();
    }
  }

  #error(): Error {
    return malformed(
      `Invalid filter clause: Syntax error at position ${this.#peek().position} in '${this.#expression}'.`,
    );
  }
}
