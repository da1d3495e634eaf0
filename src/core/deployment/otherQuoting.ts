import { commentText } from '../powershell/quote.ts';

/**
 * Foreign text in the languages beside PowerShell that a hand-over is written in. PowerShell's own quoting is in
 * `src/core/powershell/quote.ts`.
 */

/** Halves of surrogate pairs and NUL: what neither a file nor a command line can carry. */
const impossible = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g;

/** What YAML wants escaped inside double quotes beyond what JSON escapes. */
const unprintable = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/** A word of a POSIX shell that stands for exactly `text`: nothing in it is expanded. */
export function quoteShell(text: string): string {
  return `'${text.replaceAll(impossible, '').replaceAll("'", "'\\''")}'`;
}

/** A YAML scalar on one line that stands for exactly `text`. */
export function quoteYaml(text: string): string {
  return JSON.stringify(text.replaceAll(impossible, '')).replaceAll(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same in a workflow of GitHub Actions, where `${{ … }}` is evaluated also inside quotes. */
export function quoteWorkflow(text: string): string {
  return quoteYaml(text.replaceAll('${{', `\${{ '\${{' }}`));
}

/** A word of a command line in a systemd unit that stands for exactly `text`: no specifier, no variable. */
export function quoteSystemd(text: string): string {
  const escaped = text
    .replaceAll(impossible, '')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    .replaceAll(/[\u0001-\u001F\u007F]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `"${escaped}"`;
}

/** `text` for the rest of a line that begins with `#`, or for a value that is read by people only. */
export function plainLine(text: string): string {
  return commentText(text).replaceAll('${{', '$ {{').trim();
}
