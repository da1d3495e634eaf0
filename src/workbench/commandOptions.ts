import { defineErrors } from '../core/shared/errors.ts';

export const optionError = defineErrors('options', {
  notText: 'InvalidInput',
  notReadable: 'InvalidInput',
  notNumber: 'InvalidInput',
  notBoolean: 'InvalidInput',
  notList: 'InvalidInput',
  notObject: 'InvalidInput',
  notOneOf: 'InvalidInput',
  notAbsolute: 'InvalidInput',
  notPositive: 'InvalidInput',
  missing: 'InvalidInput',
  notTogether: 'InvalidInput',
  notOptions: 'InvalidInput',
});

/**
 * What a command was called with. Tree rows carry the same property names as the options of COMMANDS, so a handler
 * reads both alike; whatever is absent the handler asks for.
 */
export class CommandOptions {
  readonly #values: Readonly<Record<string, unknown>>;
  /** Called with an options object by a program, which wants the error and no notification. */
  readonly programmatic: boolean;
  /** The file a menu of the editor called the command on, as text of its URI. */
  readonly uri: string | undefined;

  /** @throws options/notOptions for text, a number or a list, which no menu passes */
  constructor(argument: unknown, isRow: (value: object) => boolean = () => false) {
    if ((argument !== undefined && argument !== null && typeof argument !== 'object') || Array.isArray(argument)) {
      throw optionError('notOptions', {});
    }
    const object = typeof argument === 'object' && argument !== null ? argument : undefined;
    const isUri = object !== undefined && 'scheme' in object && 'fsPath' in object;
    this.uri = isUri ? String(object) : undefined;
    const usable = object !== undefined && !isUri;
    this.#values = usable ? (object as Record<string, unknown>) : {};
    this.programmatic = usable && !isRow(object);
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'string' || value.trim() === '') {
      throw optionError('notText', { name });
    }
    // Half a surrogate pair, or the character that ends a string: what no name, id or path has.
    if (/[\p{Surrogate}\0]/u.test(value)) {
      throw optionError('notReadable', { name });
    }
    return value.trim();
  }

  /** Text taken exactly as given, spaces included: a password or script. */
  exactText(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'string') {
      throw optionError('notText', { name });
    }
    return value;
  }

  /** One of `choices`, compared without regard to case. */
  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    if (value === undefined) {
      return undefined;
    }
    const found = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
    if (found === undefined) {
      throw optionError('notOneOf', { name, choices: choices.join(', ') });
    }
    return found;
  }

  number(name: string): number | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw optionError('notNumber', { name });
    }
    return value;
  }

  /** A whole number of at least 1. */
  count(name: string): number | undefined {
    const value = this.number(name);
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
      throw optionError('notPositive', { name });
    }
    return value;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'boolean') {
      throw optionError('notBoolean', { name });
    }
    return value;
  }

  /** A list, each item read by `read`. */
  list<T>(name: string, read: (item: unknown) => T): readonly T[] | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!Array.isArray(value)) {
      throw optionError('notList', { name });
    }
    return value.map(read);
  }

  /** A nested options object. */
  object(name: string): CommandOptions | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw optionError('notObject', { name });
    }
    return new CommandOptions(value);
  }

  /** The same call with more said. */
  with(values: Readonly<Record<string, unknown>>): CommandOptions {
    return new CommandOptions({ ...this.#values, ...values }, () => !this.programmatic);
  }

  /** `confirmed: true` stands for the modal's button. */
  get confirmed(): boolean {
    return this.boolean('confirmed') === true;
  }
}
