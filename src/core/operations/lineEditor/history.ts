/**
 * Whether a line holds a password in the open, which keeps it out of every history: a literal for ConvertTo-SecureString,
 * or for a parameter or variable whose name says password or secret.
 */
export function isSecretLine(line: string): boolean {
  return (
    /ConvertTo-SecureString\b(?=[^|;\n]*(?:['"\u2018\u2019\u201c\u201d]|\s-(?:s|st|str|stri|strin|string)\b|\s[^\s$(|;-]))/i.test(
      line,
    ) ||
    /['"\u2018\u2019\u201c\u201d][^'"]*['"\u2018\u2019\u201c\u201d]\s*\|\s*ConvertTo-SecureString/i.test(line) ||
    /-\w*(?:password|passwd|pwd|secret|passphrase|accesstoken|base64encoded)\w*[\s:]+(?:['"\u2018\u2019\u201c\u201d]|[^\s$(\-|;])/i.test(
      line,
    ) ||
    /(?:password|passwd|pwd|secret|passphrase|token)\w*\s*=\s*['"\u2018\u2019\u201c\u201d]/i.test(line) ||
    /(?:X509Certificate2|PSCredential)\b[^\n]*,\s*['"\u2018\u2019\u201c\u201d]/i.test(line) ||
    /Bearer\s+[\w-]+\.[\w-]+/i.test(line)
  );
}

/** Lines to step through with the arrows, newest last; never one with a secret, never the same twice in a row. */
export class LineHistory {
  #lines: string[] = [];
  readonly #limit: number;

  constructor(lines: readonly string[] = [], limit = 500) {
    this.#lines = [...lines];
    this.#limit = limit;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  add(line: string): void {
    if (line.trim() !== '' && !isSecretLine(line) && this.#lines.at(-1) !== line) {
      this.#lines = [...this.#lines, line].slice(-this.#limit);
    }
  }
}
