import { badValue } from './adminApiError.ts';

/** Whether an object passes a recipient filter. */
export type Predicate = (object: Readonly<Record<string, unknown>>) => boolean;

type Value = string | number | boolean | null;

interface Token {
  readonly kind: 'word' | 'text' | 'operator' | 'open' | 'close';
  readonly text: string;
  readonly at: number;
}

const pattern = /\s*(?:(\()|(\))|'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(-[A-Za-z]+)(?![\w.])|([^\s()'"]+))/y;

const comparisons: Readonly<Record<string, (actual: unknown, expected: Value) => boolean>> = {
  '-eq': same,
  '-ne': (actual, expected) => !same(actual, expected),
  '-like': like,
  '-notlike': (actual, expected) => !like(actual, expected),
  '-gt': (actual, expected) => ordered(actual, expected, (sign) => sign > 0),
  '-ge': (actual, expected) => ordered(actual, expected, (sign) => sign >= 0),
  '-lt': (actual, expected) => ordered(actual, expected, (sign) => sign < 0),
  '-le': (actual, expected) => ordered(actual, expected, (sign) => sign <= 0),
};

/**
 * Compiles a recipient filter (OPATH: `-eq -ne -like -notlike -gt -ge -lt -le -and -or -not` and parentheses).
 *
 * @param known names of filterable properties, lower case; undefined when nothing is known
 * @throws AdminApiError as the service words it, for wrong syntax and unknown properties
 */
export function compileFilter(filter: string, known: ReadonlySet<string> | undefined): Predicate {
  return new Parser(filter, known).parse();
}

class Parser {
  readonly #filter: string;
  readonly #known: ReadonlySet<string> | undefined;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(filter: string, known: ReadonlySet<string> | undefined) {
    this.#filter = filter;
    this.#known = known;
    // PowerShell habits: a filter may be written as a script block.
    this.#tokens = this.#tokenize(filter.trim().replace(/^\{([\s\S]*)\}$/, '$1'));
  }

  parse(): Predicate {
    const predicate = this.#or();
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) {
      throw this.#wrong(rest.at);
    }
    return predicate;
  }

  #or(): Predicate {
    let left = this.#and();
    while (this.#takeOperator('-or')) {
      const [first, second] = [left, this.#and()];
      left = (object) => first(object) || second(object);
    }
    return left;
  }

  #and(): Predicate {
    let left = this.#not();
    while (this.#takeOperator('-and')) {
      const [first, second] = [left, this.#not()];
      left = (object) => first(object) && second(object);
    }
    return left;
  }

  #not(): Predicate {
    if (this.#takeOperator('-not')) {
      const inner = this.#not();
      return (object) => !inner(object);
    }
    const token = this.#take();
    if (token.kind === 'open') {
      const inner = this.#or();
      if (this.#take().kind !== 'close') {
        throw this.#wrong(token.at);
      }
      return inner;
    }
    return this.#comparison(token);
  }

  #comparison(property: Token): Predicate {
    const operator = this.#take();
    const compare = comparisons[operator.text.toLowerCase()];
    if (property.kind !== 'word' || operator.kind !== 'operator' || compare === undefined) {
      throw this.#wrong(operator.at);
    }
    const name = property.text.toLowerCase();
    if (this.#known !== undefined && !this.#known.has(name)) {
      throw this.#refused(
        `"'${property.text}' is not a recognized filterable property. For a complete list of filterable properties see the command help.`,
        property.at,
      );
    }
    const value = this.#value(this.#take());
    return (object) => compare(propertyOf(object, name), value);
  }

  #value(token: Token): Value {
    if (token.kind === 'text') {
      return token.text;
    }
    if (token.kind !== 'word') {
      throw this.#wrong(token.at);
    }
    const constants: Readonly<Record<string, Value>> = { $true: true, $false: false, $null: null };
    const lower = token.text.toLowerCase();
    if (Object.hasOwn(constants, lower)) {
      return constants[lower] ?? null;
    }
    return /^-?\d+(\.\d+)?$/.test(token.text) ? Number(token.text) : token.text;
  }

  #take(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) {
      throw this.#wrong(this.#filter.length);
    }
    this.#next++;
    return token;
  }

  #takeOperator(text: string): boolean {
    const token = this.#tokens[this.#next];
    const found = token?.kind === 'operator' && token.text.toLowerCase() === text;
    this.#next += found ? 1 : 0;
    return found;
  }

  #tokenize(text: string): Token[] {
    const tokens: Token[] = [];
    pattern.lastIndex = 0;
    while (pattern.lastIndex < text.trimEnd().length) {
      const at = pattern.lastIndex;
      const match = pattern.exec(text);
      if (match === null) {
        throw this.#wrong(at);
      }
      const [, open, close, single, double, operator, word] = match;
      if (open !== undefined || close !== undefined) {
        tokens.push({ kind: open === undefined ? 'close' : 'open', text: match[0].trim(), at });
      } else if (single !== undefined || double !== undefined) {
        const inner = single?.replaceAll("''", "'") ?? double?.replaceAll('""', '"') ?? '';
        tokens.push({ kind: 'text', text: inner, at });
      } else {
        tokens.push(operator ? { kind: 'operator', text: operator, at } : { kind: 'word', text: word ?? '', at });
      }
    }
    return tokens;
  }

  #wrong(at: number): Error {
    return this.#refused(
      '"Invalid filter syntax. For a description of the filter parameter syntax see the command help.',
      at,
    );
  }

  #refused(reason: string, at: number): Error {
    return badValue('Filter', this.#filter, 'System.String', `${reason} "${this.#filter}" at position ${at + 1}."`);
  }
}

/** A property whatever the case of its name. */
export function propertyOf(object: Readonly<Record<string, unknown>>, lowerName: string): unknown {
  for (const [name, value] of Object.entries(object)) {
    if (name.toLowerCase() === lowerName) {
      return value;
    }
  }
  return undefined;
}

function same(actual: unknown, expected: Value): boolean {
  if (Array.isArray(actual)) {
    return expected === null ? actual.length === 0 : actual.some((one) => same(one, expected));
  }
  if (actual === undefined || actual === null || actual === '') {
    return expected === null || expected === '';
  }
  return expected !== null && String(actual).toLowerCase() === String(expected).toLowerCase();
}

function like(actual: unknown, expected: Value): boolean {
  if (Array.isArray(actual)) {
    return actual.some((one) => like(one, expected));
  }
  if (actual === undefined || actual === null || expected === null) {
    return false;
  }
  return wildcard(String(expected)).test(String(actual));
}

/** A PowerShell wildcard as a regular expression: `*` is anything, all else itself. */
export function wildcard(text: string): RegExp {
  // Runs of `*` mean one, and would otherwise take the engine exponentially long.
  const parts = text.replace(/\*+/g, '*').split('*');
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]*')}$`, 'i');
}

function ordered(actual: unknown, expected: Value, accept: (sign: number) => boolean): boolean {
  if (actual === undefined || actual === null || expected === null) {
    return false;
  }
  const [a, b] = [comparable(actual), comparable(expected)];
  if (typeof a === 'number' && typeof b === 'number') {
    return accept(a - b);
  }
  return accept(
    String(actual).toLowerCase() < String(expected).toLowerCase()
      ? -1
      : Number(String(actual).toLowerCase() !== String(expected).toLowerCase()),
  );
}

function comparable(value: unknown): number | string {
  if (typeof value === 'number') {
    return value;
  }
  const text = String(value);
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  const time = /^\d{1,4}[-/.]\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : time;
}
