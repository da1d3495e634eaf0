/** Stands in a text for what only a run shows. */
export const hole = '{}';

/** Parentheses within parentheses that are looked into. */
const deepest = 6;

/** The text of a variable (`$name` without the dollar sign, with a scope where it has one); undefined when it is not known. */
export type Resolve = (variable: string) => string | undefined;

/**
 * The text that an expression puts together with `+` or `-f`, in parentheses and behind casts or not, with `{}` for every
 * part that depends on running the script. Undefined when no part of it is written down.
 */
export function joinedText(expression: string, resolve: Resolve): string | undefined {
  return joined(expression, resolve, 0);
}

function joined(expression: string, resolve: Resolve, depth: number): string | undefined {
  if (depth > deepest) {
    return undefined;
  }
  const bare = withoutWrapping(expression);
  const format = atTopLevel(bare, /^-f(?![\w-])/i);
  if (format !== undefined) {
    const pattern = operand(bare.slice(0, format.start), resolve, depth);
    const values = split(bare.slice(format.end), ',').map((part) => operand(part, resolve, depth));
    return pattern?.replace(/\{(\d+)[^{}]*\}/g, (_, index) => values[Number(index)] ?? hole);
  }
  const parts = split(bare, '+').map((part) => operand(part, resolve, depth));
  return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? hole).join('');
}

/** One operand: a string, a variable, or another expression in parentheses. */
function operand(text: string, resolve: Resolve, depth: number): string | undefined {
  const bare = text.trim();
  const quote = bare.charAt(0);
  if ((quote === "'" || quote === '"') && endOfString(bare, 0) === bare.length) {
    const content = bare.slice(1, -1);
    return quote === "'" ? content.replaceAll("''", "'") : expanded(content, resolve);
  }
  const variable = /^\$\{?([\w:]+)\}?$/.exec(bare)?.[1];
  if (variable !== undefined) {
    return resolve(variable);
  }
  return /^[([]/.test(bare) && withoutWrapping(bare) !== bare ? joined(bare, resolve, depth + 1) : undefined;
}

/** What a double-quoted string becomes. */
function expanded(content: string, resolve: Resolve): string {
  return content.replace(
    /`([\s\S])|""|\$\{?((?:\w+:)?\w+)\}?|\$\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g,
    (all, escaped: string | undefined, variable: string | undefined) =>
      escaped ?? (all === '""' ? '"' : variable === undefined ? hole : (resolve(variable) ?? hole)),
  );
}

/** Without the parentheses and casts around all of it: `[uri]("…" -f $a)` → `"…" -f $a`. */
function withoutWrapping(text: string): string {
  let bare = text.trim();
  for (;;) {
    const cast = /^\[[\w.]+\]\s*(?=["'(])/.exec(bare)?.[0];
    const inner = cast === undefined ? undefined : bare.slice(cast.length);
    if (inner !== undefined) {
      bare = inner;
    } else if (bare.startsWith('(') && closing(bare, 0) === bare.length - 1) {
      bare = bare.slice(1, -1).trim();
    } else {
      return bare;
    }
  }
}

/** Pieces between `separator`, outside of strings and brackets. */
function split(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  walk(text, (index) => {
    if (text.charAt(index) === separator) {
      pieces.push(text.slice(start, index));
      start = index + 1;
    }
    return false;
  });
  return [...pieces, text.slice(start)];
}

function atTopLevel(text: string, operator: RegExp): { readonly start: number; readonly end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  walk(text, (index) => {
    const match = text.charAt(index) === '-' ? operator.exec(text.slice(index, index + 4)) : null;
    found = match === null ? undefined : { start: index, end: index + match[0].length };
    return match !== null;
  });
  return found;
}

/** Calls `visit` for every character outside of strings and brackets until it says to stop. */
function walk(text: string, visit: (index: number) => boolean): void {
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "'" || character === '"') {
      index = endOfString(text, index) - 1;
    } else if ('([{'.includes(character)) {
      index = closing(text, index);
    } else if (character === '`') {
      index++;
    } else if (visit(index)) {
      return;
    }
  }
}

/** Index of the bracket that closes the one at `open`; the end of the text when none does. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "'" || character === '"') {
      index = endOfString(text, index) - 1;
    } else if ('([{'.includes(character)) {
      depth++;
    } else if (')]}'.includes(character) && --depth === 0) {
      return index;
    }
  }
  return text.length;
}

/** Index behind the quote that ends the string which starts at `start`. */
function endOfString(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '`' && quote === '"') {
      index++;
    } else if (quote === '"' && character === '$' && text.charAt(index + 1) === '(') {
      index = closing(text, index + 1);
    } else if (character === quote) {
      if (text.charAt(index + 1) !== quote) {
        return index + 1;
      }
      index++;
    }
  }
  return text.length;
}
