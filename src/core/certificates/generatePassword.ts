import { randomInt } from 'node:crypto';

/** Letters and digits that can't be taken for one another (no 0 O o 1 l I); nothing any shell or file format treats specially. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

const length = 24;

/**
 * A password of 24 characters, each equally likely (139 bits together), with at least one upper-case letter, lower-case
 * letter and digit, because some places that take a password insist on it.
 */
export function generatePassword(): string {
  for (;;) {
    const password = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    if (/[A-Z]/.test(password) && /[a-z]/.test(password) && /\d/.test(password)) {
      return password;
    }
  }
}
