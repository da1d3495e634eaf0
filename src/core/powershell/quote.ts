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

/** Also in quotes, this argument tells PowerShell to pass on the rest of the line as it is. */
const stopParsing = '--%';

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
  if (text === stopParsing) {
    return '"--$([char]0x0025)"';
  }
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
 * to be taken for the mark of a signature block, after which PowerShell reads nothing. For the eyes, not reversible.
 */
export function commentText(text: string): string {
  const line = text.replace(unprintables, ' ').replace(/#+(?=>|$)/g, '$& ');
  // PowerShell compares comments of up to 34 characters with the mark: a longer one is safe.
  return resemblesSignature(line) ? `${line} (a name, although it reads like the mark of a signature)` : line;
}

/** What PowerShell compares with a comment, blanks left out and case ignored: less than 10 edits away is a signature. */
const signatureMark = 'sig#beginsignatureblock\n';

function resemblesSignature(line: string): boolean {
  const squeezed = `${line.replace(/\s/g, '').toLowerCase()}\n`;
  // Words before the name change the count by a few edits.
  return squeezed.length < 45 && editDistance(squeezed, signatureMark) < 15;
}

/** Levenshtein distance. */
function editDistance(first: string, second: string): number {
  let row = Array.from({ length: second.length + 1 }, (_, column) => column);
  for (let i = 1; i <= first.length; i++) {
    const next = [i];
    for (let j = 1; j <= second.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (first[i - 1] === second[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[second.length] ?? 0;
}
