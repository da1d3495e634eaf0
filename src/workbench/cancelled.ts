import { isAbort } from '../core/shared/errors.ts';

/** Thrown when the user closes a prompt: the handler ends there, and nobody is told. */
export class Cancelled extends Error {
  override readonly name = 'Canceled';
}

/** Whether work ended because someone cancelled it. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Cancelled || isAbort(error);
}
