/** Offset at which the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The blanks that the line at `start` begins with. */
export function lineIndentation(text: string, start: number): string {
  return /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
}

/** What ends the lines of `text`. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
