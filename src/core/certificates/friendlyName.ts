import { certificateError } from './errors.ts';

const longest = 256;

/**
 * A friendly name as it is kept: without white space around it. Throws `friendlyNameInvalid` when it is longer than 256
 * characters or has control characters.
 */
export function checkFriendlyName(text: string): string {
  const name = text.trim();
  if (name.length > longest || /[\p{Cc}\p{Cs}]/u.test(name)) {
    throw certificateError('friendlyNameInvalid', { limit: longest });
  }
  return name;
}
