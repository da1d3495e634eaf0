import type { BatchResult } from '../directory/types.ts';
import { isDomainError } from '../shared/errors.ts';
import { provisioningError } from './errors.ts';

/** The answers of a batch by id. */
export class Answers {
  readonly #byId: ReadonlyMap<string, BatchResult>;

  constructor(results: readonly BatchResult[]) {
    this.#byId = new Map(results.map((result) => [result.id, result]));
  }

  status(id: string): number | undefined {
    return this.#byId.get(id)?.status;
  }

  /** The body of an answer that must be there. */
  required<T>(id: string): T {
    const result = this.#byId.get(id);
    if (result === undefined || result.error !== undefined || result.status >= 400) {
      throw failureOf(id, result);
    }
    return result.body as T;
  }

  /** The body, or undefined where the answer was one of these statuses (or there was none to this id). */
  optional<T>(id: string, allowed: readonly number[] | 'any'): T | undefined {
    const result = this.#byId.get(id);
    if (result === undefined || (result.status >= 400 && (allowed === 'any' || allowed.includes(result.status)))) {
      return undefined;
    }
    return this.required<T>(id);
  }
}

function failureOf(id: string, result: BatchResult | undefined): Error {
  const error = result?.error;
  return isDomainError(error, 'Forbidden')
    ? provisioningError('notReadable', { request: String(error.params.request ?? id) }, error)
    : (error ?? provisioningError('notReadable', { request: id }));
}
