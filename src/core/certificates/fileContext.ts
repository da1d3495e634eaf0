import { certificateError } from './errors.ts';

/** What the readers of one certificate file share. */
export interface FileContext {
  /** For the sentences; never the contents. */
  readonly fileName: string;
  /** Undefined when the user gave none; an empty one is the same to every format. */
  readonly password: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The error for a secret that no form of the password opens. */
export function passwordError({ fileName, password }: FileContext): Error {
  return certificateError(password ? 'wrongPassword' : 'passwordNeeded', { file: fileName });
}

/** Far above what any tool writes (OpenSSL 2,048, Windows 2,000, password managers 600,000); a hostile file asks for 2^31. */
const mostIterations = 5_000_000;

/** `iterations` if it is a sane number; throws `tooManyIterations` or `damagedFile` otherwise. */
export function checkedIterations(iterations: number, { fileName }: FileContext): number {
  if (iterations > mostIterations) {
    throw certificateError('tooManyIterations', { file: fileName, iterations });
  }
  if (iterations < 1) {
    throw certificateError('damagedFile', { file: fileName });
  }
  return iterations;
}
