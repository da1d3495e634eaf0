import { operationError } from '../errors.ts';
import { roundHalfEven, toNumber } from './convert.ts';
import { compileRegex } from './regex.ts';
import { toText } from './text.ts';
import { Hashtable, itemsOf, ScriptBlockValue, type Value } from './values.ts';

/** `text -replace pattern, replacement`, of each item of an array. */
export function replace(left: Value, right: Value, caseSensitive: boolean): Value {
  const [pattern, replacement] = itemsOf(right);
  if (replacement instanceof ScriptBlockValue) {
    throw operationError('notInConsoleLanguage', { construct: '-replace { }' });
  }
  const regex = compileRegex(toText(pattern ?? ''), caseSensitive ? 'gu' : 'giu');
  const template = toText(replacement ?? '');
  const one = (item: Value) => {
    const text = toText(item);
    return text.replace(regex, (...found: unknown[]) => expand(template, found, text));
  };
  return Array.isArray(left) ? left.map(one) : one(left);
}

/** A replacement text with .NET's `$1`, `${name}`, `$&`, `$0`, `$$`, `` $` ``, `$'`, `$+` and `$_` filled in. */
function expand(template: string, found: readonly unknown[], whole: string): string {
  if (!template.includes('$')) {
    return template;
  }
  const named = (typeof found.at(-1) === 'object' ? found.at(-1) : {}) as Readonly<Record<string, string | undefined>>;
  const offsetAt = found.findIndex((part) => typeof part === 'number');
  const offset = Number(found[offsetAt]);
  const groups = numbered(found.slice(0, offsetAt) as readonly (string | undefined)[], named);
  return template.replace(/\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))/g, (written, digits, name, sign) => {
    if (sign === '$') {
      return '$';
    }
    if (sign !== undefined) {
      const match = groups[0] ?? '';
      return sign === '&'
        ? match
        : sign === '`'
          ? whole.slice(0, offset)
          : sign === "'"
            ? whole.slice(offset + match.length)
            : sign === '+'
              ? (groups.at(-1) ?? '')
              : whole;
    }
    const key: string = digits ?? name;
    const number = Number(key);
    if (Number.isInteger(number)) {
      return number < groups.length ? (groups[number] ?? '') : written;
    }
    return key in named ? (named[key] ?? '') : written;
  });
}

/** Groups as .NET numbers them: those without a name first. */
function numbered(
  groups: readonly (string | undefined)[],
  named: Readonly<Record<string, string | undefined>>,
): readonly (string | undefined)[] {
  const names = Object.keys(named).length;
  if (names === 0 || groups.length - 1 === names) {
    return groups;
  }
  // JavaScript numbers them in order and does not tell which ones have names.
  throw operationError('notInConsoleLanguage', { construct: '(?<name> ) ( )' });
}

/** `text -split pattern[, limit[, options]]`, of each item of an array. */
export function split(left: Value, right: Value, caseSensitive: boolean): Value {
  const [pattern = '', limit = null, options = null] = itemsOf(right);
  if (pattern instanceof ScriptBlockValue) {
    throw operationError('notInConsoleLanguage', { construct: '-split { }' });
  }
  const wanted = toText(options).toLowerCase();
  if (!['', 'simplematch', 'ignorecase', 'regexmatch'].includes(wanted)) {
    throw operationError('notInConsoleLanguage', { construct: `-split '', 0, '${wanted.slice(0, 40)}'` });
  }
  const source = wanted === 'simplematch' ? toText(pattern).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : toText(pattern);
  const regex = compileRegex(source, caseSensitive ? 'gu' : 'giu');
  const most = roundHalfEven(toNumber(limit));
  return (left === null ? [''] : itemsOf(left)).flatMap((item) => pieces(toText(item), regex, most));
}

/** The text between the matches, and what their groups caught; a negative limit leaves the beginning whole. */
function pieces(text: string, regex: RegExp, limit: number): readonly string[] {
  const all = [...text.matchAll(regex)];
  const matches = limit > 0 ? all.slice(0, limit - 1) : limit < 0 ? all.slice(all.length + limit + 1) : all;
  const result: string[] = [];
  let end = 0;
  for (const match of limit === -1 ? [] : matches) {
    result.push(text.slice(end, match.index), ...match.slice(1).filter((group) => group !== undefined));
    end = match.index + match[0].length;
  }
  return [...result, text.slice(end)];
}

/** What `-match` leaves in `$Matches`; undefined where it does not match. */
export function matchesOf(text: string, pattern: string, caseSensitive: boolean): Hashtable | undefined {
  const match = compileRegex(pattern, caseSensitive ? 'u' : 'iu').exec(text);
  if (match === null) {
    return undefined;
  }
  const named = match.groups ?? {};
  const table = new Hashtable();
  for (const [index, group] of numbered([...match], named).entries()) {
    if (group !== undefined && (index === 0 || Object.keys(named).length === 0)) {
      table.set(String(index), group);
    }
  }
  for (const [name, group] of Object.entries(named)) {
    if (group !== undefined) {
      table.set(name, group);
    }
  }
  return table;
}
