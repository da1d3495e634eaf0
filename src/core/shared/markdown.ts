/**
 * Text as it may stand in Markdown: nothing in it formats, links, or becomes an icon. The one place where this is done. What
 * means nothing where it stands stays as it is, because reports are read as they are written, too: Get-Mailboxes.ps1.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/&(?=#?[\p{L}\p{N}]+;)/gu, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/:\/\//g, ':\\//')
    .replace(/@|(?<=\bwww)\./gi, '\\$&')
    .replace(/^[#>+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Text as inline code. */
export function inlineCode(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

/** What breaks lines or turns the writing direction becomes a space. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}
