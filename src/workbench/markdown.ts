/** Text as it may stand in Markdown: nothing in it formats, links, or becomes an icon. The one place where this is done. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+\-.!|>~$]/g, '\\$&');
}

/** Text as inline code. */
export function inlineCode(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

/** What breaks lines or turns the writing direction becomes a space. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}
