import { defineErrors } from '../shared/errors.ts';

/** What can keep an error from being explained or checked. */
export const explainError = defineErrors('explain', {
  /** `name` of the option: the check is about something the caller did not name. */
  targetMissing: 'InvalidInput',
  textMissing: 'InvalidInput',
  /** The text holds no error that is known. */
  unknownError: 'NotFound',
});
