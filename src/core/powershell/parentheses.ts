/**
 * Finds where `$(` in a string ends. PowerShell counts parentheses there, whatever they stand in: `"$('(')"` does not end
 * where one would expect.
 */
export class ParenthesisTable {
  #text: string | undefined;
  #closing: Int32Array | undefined;
  #depth = 0;

  /**
   * Offset of the parenthesis that closes the one at `open`, -1 when there is none before `limit`.
   * Strings within strings would be counted once per level, so from the third level on one pass serves them all.
   */
  closing(text: string, open: number, limit: number): number {
    if (this.#depth > 2) {
      if (this.#text !== text || this.#closing === undefined) {
        this.#text = text;
        this.#closing = matchParentheses(text);
      }
      const close = this.#closing[open] as number;
      return close < limit ? close : -1;
    }
    let depth = 1;
    for (let i = open + 1; i < limit; i++) {
      const c = text.charCodeAt(i);
      if (c === 40) {
        depth++;
      } else if (c === 41 && --depth === 0) {
        return i;
      }
    }
    return -1;
  }

  enter(): void {
    this.#depth++;
  }

  leave(): void {
    this.#depth--;
  }
}

function matchParentheses(text: string): Int32Array {
  const closing = new Int32Array(text.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 40) {
      open.push(i);
    } else if (c === 41) {
      const start = open.pop();
      if (start !== undefined) {
        closing[start] = i;
      }
    }
  }
  return closing;
}
