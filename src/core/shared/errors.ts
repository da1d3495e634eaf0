/** Codes other programs can rely on; the `name` of every error a command rejects with. */
export type ErrorCode =
  | 'InvalidInput'
  | 'NotSignedIn'
  | 'NotFound'
  | 'WrongPassword'
  | 'UnreadableFile'
  | 'AlreadyExists'
  | 'Forbidden'
  | 'Throttled'
  | 'Network'
  | 'SignInFailed'
  | 'Conflict'
  | 'NoPrivateKey'
  | 'Expired'
  | 'NotSupported'
  | 'Incomplete';

/** Facts that the sentence shown to the user is made of. Never a secret: they are logged. */
export type ErrorParams = Readonly<Record<string, string | number | undefined>>;

/**
 * An error the product expects and can explain. Core says what happened (`room/reason`) and with which facts;
 * the words are the workbench's (`src/workbench/words`).
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** `room/reason`, the key of the sentence. */
  readonly reason: string;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, reason: string, params: ErrorParams = {}, cause?: unknown) {
    super(`${reason} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.reason = reason;
    this.params = params;
  }
}

/** A room's errors: call it with a reason to make the error; `reasons` is what the words must cover. */
export interface RoomErrors<Table extends Readonly<Record<string, ErrorCode>>> {
  (reason: keyof Table & string, params?: ErrorParams, cause?: unknown): DomainError;
  readonly room: string;
  readonly reasons: Table;
}

/**
 * Declares the errors of one room of core: reason → code.
 *
 * @example
 * export const certificateError = defineErrors('certificates', { wrongPassword: 'WrongPassword' });
 * throw certificateError('wrongPassword', { file: 'a.pfx' });
 */
export function defineErrors<const Table extends Readonly<Record<string, ErrorCode>>>(
  room: string,
  reasons: Table,
): RoomErrors<Table> {
  const make = (reason: keyof Table & string, params?: ErrorParams, cause?: unknown) =>
    new DomainError(reasons[reason] as ErrorCode, `${room}/${reason}`, params, cause);
  return Object.assign(make, { room, reasons });
}

/** Whether `error` is a {@link DomainError}, of `code` where one is given. */
export function isDomainError(error: unknown, code?: ErrorCode): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}

/** Whether `error` is what an aborted `AbortSignal` throws. Cancellation is silent: nobody shows it. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
