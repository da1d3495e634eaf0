import { operationError } from '../errors.ts';
import { toNumber } from '../language/convert.ts';
import { toText } from '../language/text.ts';
import { isTruthy, itemsOf, plain, SecureText, type Value } from '../language/values.ts';

/** Bound parameters of one call, by name without regard to case. */
export class Arguments {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(values: Iterable<readonly [string, Value]>) {
    this.#values = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  /** Undefined when not given; `null` when given as `$null`. */
  value(name: string): Value | undefined {
    return this.#values.get(name.toLowerCase());
  }

  /** A switch; also `-Name:$false`. */
  flag(name: string): boolean {
    return isTruthy(this.value(name) ?? false);
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || value === null ? undefined : toText(value);
  }

  /** Items of a list parameter as text; a lone value is a list of one. */
  list(name: string): readonly string[] | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : itemsOf(value).map(toText);
  }

  /** A whole number that is not negative. @throws operations/wrongArgument */
  count(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) {
      return undefined;
    }
    let count: number;
    try {
      count = toNumber(plain(value));
    } catch {
      count = Number.NaN;
    }
    if (!Number.isSafeInteger(count) || count < 0) {
      throw operationError('wrongArgument', {
        parameter: name,
        value: toText(value).slice(0, 60),
        expected: '0, 1, 2, …',
      });
    }
    return count;
  }

  /** A SecureString. Plain text is refused, as the real parameters do. @throws operations/wrongArgument */
  secure(name: string): SecureText | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!(value instanceof SecureText)) {
      throw operationError('wrongArgument', { parameter: name, value: '', expected: 'SecureString' });
    }
    return value;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }
}
