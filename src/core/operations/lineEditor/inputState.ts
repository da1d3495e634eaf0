import { isDomainError } from '../../shared/errors.ts';
import { parseInput } from '../language/parser.ts';

/** Whether more lines could finish the input: an open brace or quote, a here-string, a trailing pipe or backtick. */
export function isIncomplete(text: string): boolean {
  try {
    parseInput(text);
    return false;
  } catch (error) {
    // A backtick or an operator at the very end counts; a text that is wrong already is for the console to explain.
    return isDomainError(error) && error.reason === 'operations/unterminated';
  }
}
