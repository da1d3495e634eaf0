/**
 * The one place where foreign text (names, paths, ids from a tenant or a file) becomes PowerShell text. Everything
 * written here means the same in Windows PowerShell 5.1 and in PowerShell 7.
 */

/** The apostrophe and its typographic forms: PowerShell closes a single-quoted string at any of them. */
const singleQuotes = /['\u2018\u2019\u201A\u201B]/g;

/**
 * What must not stand in a script as itself: control characters (a terminal acts on them, an editor normalizes line
 * ends), separators and direction marks that make a line read as something else, and halves of surrogate pairs, which
 * no encoding can carry.
 */
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const unprintables = new RegExp(unprintable.source, 'g');

/** Also ends a double-quoted string, starts a variable or an escape. */
const expandable = /["\u201C\u201D\u201E`$]/g;

const escapes: Readonly<Record<string, string>> = {
  '\0': '`0',
  '\u0007': '`a',
  '\b': '`b',
  '\t': '`t',
  '\n': '`n',
  '\v': '`v',
  '\f': '`f',
  '\r': '`r',
};

/**
 * A PowerShell string literal that evaluates to exactly `text`, always on one line and always one token: single-quoted,
 * or double-quoted with escapes where `text` has characters that cannot stand in a script (line breaks, NUL, escape
 * sequences, direction marks). Safe as an argument, in an expression and as a hashtable key or value.
 *
 * A script with non-ASCII text must be stored with a byte order mark, or Windows PowerShell 5.1 reads it in the
 * computer's code page.
 */
export function quoteString(text: string): string {
  if (!unprintable.test(text)) {
    return `'${text.replace(singleQuotes, '$&$&')}'`;
  }
  const escaped = text
    .replace(expandable, '`$&')
    .replace(unprintables, (character) => escapes[character] ?? characterExpression(character));
  return `"${escaped}"`;
}

/** `` `u{} `` and `` `e `` are unknown to Windows PowerShell 5.1; a cast is known to both. */
function characterExpression(character: string): string {
  return `$([char]0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/**
 * Whether `text` stands for itself as an unquoted argument, read as a string: not a number, a parameter, a variable or
 * anything a character of which has a meaning.
 */
export function isSafeBareword(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}

/** Whether `-name` is read as a parameter with this name. */
export function isSafeParameterName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Whether `name` is read as a command of this name without quotes: `Get-Mailbox`, `Microsoft.Graph.Users\Get-MgUser`. */
export function isSafeCommandName(name: string): boolean {
  return /^(?:[A-Za-z_][A-Za-z0-9_.]*\\)?[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)+$/.test(name);
}

/** How a command is invoked by name: bare where that is read as intended, `& 'name'` where not. */
export function quoteCommandName(name: string): string {
  return isSafeCommandName(name) ? name : `& ${quoteString(name)}`;
}

/**
 * `text` for the inside of a comment, after `# ` or within `<# … #>`: on one line, unable to end the comment and unable
 * to be the marker of a signature block, after which PowerShell reads nothing. Meant for the eyes, not reversible.
 */
export function commentText(text: string): string {
  return text
    .replace(unprintables, ' ')
    .replace(/#+(?=>|$)/g, '$& ')
    .replace(/#(?=\s*(?:Begin|End)\s+signature\s+block)/gi, '');
}
