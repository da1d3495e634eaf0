import { l10n } from 'vscode';
import { isDomainError } from '../core/shared/errors.ts';
import { sentence } from './words/index.ts';

/** What a command rejects with: `name` is the error code, `message` the sentence a user would read. */
export class UserError extends Error {
  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = code;
  }
}

/** Any error as the one the user reads. */
export function toUserError(error: unknown): UserError {
  if (error instanceof UserError) {
    return error;
  }
  if (isDomainError(error)) {
    return new UserError(error.code, sentence(error), error);
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new UserError(
    'Unexpected',
    l10n.t('Something unexpected happened ({0}). The log has the details.', detail),
    error,
  );
}
