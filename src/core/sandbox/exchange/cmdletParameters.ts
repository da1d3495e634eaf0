import { badValue, missingParameters, unknownParameter } from './adminApiError.ts';

/** Parameters every cmdlet takes. */
const common = [
  'Confirm',
  'Debug',
  'ErrorAction',
  'ErrorVariable',
  'InformationAction',
  'InformationVariable',
  'OutBuffer',
  'OutVariable',
  'PipelineVariable',
  'ProgressAction',
  'Verbose',
  'WarningAction',
  'WarningVariable',
  'WhatIf',
];

/** The bound parameters of one call, by name without regard to case. */
export class CmdletParameters {
  readonly #values = new Map<string, unknown>();

  /**
   * Binds `given` to the parameters a cmdlet declares; a beginning that only one of them has is enough, as in PowerShell.
   *
   * @throws AdminApiError for unknown and missing parameters
   */
  constructor(
    given: Readonly<Record<string, unknown>>,
    declared: readonly string[],
    mandatory: readonly (string | readonly string[])[],
  ) {
    const names = [...declared, ...common];
    for (const [name, value] of Object.entries(given)) {
      if (name.includes('@')) {
        continue; // OData type annotations of a value beside them.
      }
      this.#values.set(resolve(name, names).toLowerCase(), value);
    }
    const missing = mandatory
      .filter((one) => !(typeof one === 'string' ? [one] : one).some((name) => this.has(name)))
      .map((one) => (typeof one === 'string' ? one : (one[0] ?? '')));
    if (missing.length > 0) {
      throw missingParameters(missing);
    }
  }

  /** Whether the parameter was given with a value; `$null` counts as none. */
  has(name: string): boolean {
    const value = this.#values.get(name.toLowerCase());
    return value !== undefined && value !== null && value !== '';
  }

  /** Whether the parameter was given at all, also as `$null` to clear a property. */
  given(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  raw(name: string): unknown {
    return this.#values.get(name.toLowerCase());
  }

  text(name: string): string | undefined {
    return this.has(name) ? String(this.raw(name)) : undefined;
  }

  flag(name: string): boolean {
    const value = this.raw(name);
    return value === true || /^\$?true$/i.test(String(value));
  }

  /** A list, also when one value or a comma-separated text was given. */
  list(name: string): string[] {
    const value = this.raw(name);
    const items: readonly unknown[] = Array.isArray(value) ? value : this.has(name) ? String(value).split(',') : [];
    return items.map((item) => String(item).trim()).filter((item) => item !== '');
  }

  /** A multi-valued change: a whole list, or `@{Add=…; Remove=…}` applied to the current one. */
  changed(name: string, current: readonly string[]): string[] {
    const value = this.raw(name);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.list(name);
    }
    const part = (key: string) =>
      Object.entries(value)
        .filter(([own]) => own.toLowerCase() === key)
        .flatMap(([, items]) => (Array.isArray(items) ? items : [items]))
        .map(String);
    const removed = new Set(part('remove').map((item) => item.toLowerCase()));
    return [...new Set([...current.filter((item) => !removed.has(item.toLowerCase())), ...part('add')])];
  }

  /** `ResultSize`: a number, `Unlimited`, or 1000 when it was not given. */
  resultSize(): { readonly limit: number; readonly given: boolean } {
    const text = this.text('ResultSize');
    if (text === undefined) {
      return { limit: 1000, given: false };
    }
    if (text.toLowerCase() === 'unlimited') {
      return { limit: Number.POSITIVE_INFINITY, given: true };
    }
    if (!/^\d{1,10}$/.test(text)) {
      throw badValue(
        'ResultSize',
        text,
        'Microsoft.Exchange.Data.Unlimited`1[System.UInt32]',
        `The value '${text}' can't be converted to type Unlimited. Input string was not in a correct format.`,
      );
    }
    return { limit: Number(text), given: true };
  }
}

function resolve(name: string, declared: readonly string[]): string {
  const lower = name.toLowerCase();
  const exact = declared.find((one) => one.toLowerCase() === lower);
  const beginning = declared.filter((one) => one.toLowerCase().startsWith(lower));
  const found = exact ?? (beginning.length === 1 && name !== '' ? beginning[0] : undefined);
  if (found === undefined) {
    throw unknownParameter(name);
  }
  return found;
}
