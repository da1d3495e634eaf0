import type { ErrorCode, ErrorParams, RoomErrors } from '../../core/shared/errors.ts';

/** One localized sentence for each reason of a room's errors; a reason without a sentence does not compile. */
export type WordsFor<Errors> =
  Errors extends RoomErrors<infer Table extends Readonly<Record<string, ErrorCode>>>
    ? { readonly [Reason in keyof Table]: (params: ErrorParams) => string }
    : never;
