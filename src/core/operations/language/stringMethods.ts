import { operationError } from '../errors.ts';
import { toNumber } from './convert.ts';
import { toText } from './text.ts';
import { itemsOf, type Value } from './values.ts';

const longestPadding = 1000;

/** A method of text that only computes; undefined for one the console does not have, or not with so many arguments. */
export function stringMethod(text: string, method: string, args: readonly Value[]): Value | undefined {
  const [first = null, second = null] = args;
  const handler = methods[`${method}/${args.length}`];
  return handler?.(text, first, second);
}

type Handler = (text: string, first: Value, second: Value) => Value;

const lower: Handler = (text) => text.toLowerCase();
const upper: Handler = (text) => text.toUpperCase();

/** By name and number of arguments. */
const methods: Readonly<Record<string, Handler>> = {
  'tolower/0': lower,
  'tolowerinvariant/0': lower,
  'toupper/0': upper,
  'toupperinvariant/0': upper,
  'trim/0': (text) => text.trim(),
  'trim/1': (text, set) => trimmed(text, characters(set), true, true),
  'trimstart/0': (text) => text.trimStart(),
  'trimstart/1': (text, set) => trimmed(text, characters(set), true, false),
  'trimend/0': (text) => text.trimEnd(),
  'trimend/1': (text, set) => trimmed(text, characters(set), false, true),
  'split/0': (text) => text.split(/\s/),
  'split/1': splitAt,
  'replace/2': (text, from, to) => text.replaceAll(nonEmpty(from), () => toText(to)),
  'startswith/1': (text, start) => text.startsWith(toText(start)),
  'endswith/1': (text, end) => text.endsWith(toText(end)),
  'contains/1': (text, part) => text.includes(toText(part)),
  'indexof/1': (text, part) => text.indexOf(toText(part)),
  'indexof/2': (text, part, from) => text.indexOf(toText(part), within(text, from)),
  'lastindexof/1': (text, part) => text.lastIndexOf(toText(part)),
  'substring/1': (text, from) => text.slice(within(text, from)),
  'substring/2': (text, from, length) => {
    const start = within(text, from);
    return text.slice(start, start + within(text.slice(start), length));
  },
  'insert/2': (text, at, part) => text.slice(0, within(text, at)) + toText(part) + text.slice(within(text, at)),
  'remove/1': (text, from) => text.slice(0, within(text, from)),
  'remove/2': (text, from, length) => {
    const start = within(text, from);
    return text.slice(0, start) + text.slice(start + within(text.slice(start), length));
  },
  'padleft/1': (text, width) => text.padStart(padding(width)),
  'padleft/2': (text, width, filler) => text.padStart(padding(width), oneCharacter(filler)),
  'padright/1': (text, width) => text.padEnd(padding(width)),
  'padright/2': (text, width, filler) => text.padEnd(padding(width), oneCharacter(filler)),
  'tochararray/0': (text) => [...text],
  'equals/1': (text, other) => typeof other === 'string' && text === other,
};

function splitAt(text: string, separators: Value): Value {
  const list = itemsOf(separators).map(toText);
  return list.reduce<string[]>(
    (parts, separator) => (separator === '' ? parts : parts.flatMap((part) => part.split(separator))),
    [text],
  );
}

/** An offset or length inside the text. @throws operations/wrongArgument beyond it, as .NET does */
function within(text: string, value: Value): number {
  const position = toNumber(value);
  if (!Number.isInteger(position) || position < 0 || position > text.length) {
    throw operationError('wrongArgument', { value: toText(value).slice(0, 20), expected: `0–${text.length}` });
  }
  return position;
}

function padding(value: Value): number {
  const width = toNumber(value);
  if (width < 0) {
    throw operationError('wrongArgument', { value: width, expected: '0, 1, 2, …' });
  }
  return Math.min(width, longestPadding);
}

function oneCharacter(value: Value): string {
  const text = toText(value);
  if (text.length !== 1) {
    throw operationError('cannotConvert', { value: text.slice(0, 20), type: 'Char' });
  }
  return text;
}

function nonEmpty(value: Value): string {
  const text = toText(value);
  if (text === '') {
    throw operationError('wrongArgument', { value: '', expected: 'String' });
  }
  return text;
}

function characters(value: Value): string {
  return itemsOf(value).map(toText).join('');
}

function trimmed(text: string, set: string, start: boolean, end: boolean): string {
  let from = 0;
  let to = text.length;
  while (start && from < to && set.includes(text.charAt(from))) {
    from += 1;
  }
  while (end && to > from && set.includes(text.charAt(to - 1))) {
    to -= 1;
  }
  return text.slice(from, to);
}
