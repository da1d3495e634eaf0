import { displayDate, toText } from '../language/text.ts';
import { Hashtable, LiteralNumber, type Value } from '../language/values.ts';
import { displayWidth, fitting } from './displayWidth.ts';
import { neutralise } from './neutralise.ts';

/** Items of a collection that are shown, as `$FormatEnumerationLimit` has it. */
const shownItems = 4;

/** A value as it stands in a table or list, before it is cut to size; may hold line feeds. */
export function cellText(value: Value): string {
  const items = Array.isArray(value)
    ? value.map((item: Value) => () => cellText(item))
    : value instanceof Hashtable
      ? [...value.entries()].map(
          ([key, item]) =>
            () =>
              neutralise(`[${key}, ${toText(item)}]`),
        )
      : undefined;
  if (items !== undefined) {
    const shown = items.slice(0, shownItems).map((text) => text());
    return `{${shown.join(', ')}${items.length > shownItems ? '…' : ''}}`;
  }
  return neutralise(value instanceof Date ? displayDate(value) : toText(value), true);
}

export function isNumeric(value: Value): boolean {
  return typeof value === 'number' || value instanceof LiteralNumber;
}

/** One line of a table cell: what is beyond a line end is cut. */
export function singleLine(text: string): string {
  const end = text.indexOf('\n');
  return (end < 0 ? text : `${text.slice(0, end)}…`).replaceAll('\t', ' ');
}

/** Cut to `columns` with an ellipsis where it does not fit. */
export function cut(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : columns < 1 ? '' : `${fitting(text, columns - 1).text}…`;
}

export function pad(text: string, columns: number, align: 'left' | 'right' | 'center'): string {
  const space = Math.max(0, columns - displayWidth(text));
  const before = align === 'left' ? 0 : align === 'right' ? space : Math.floor(space / 2);
  return ' '.repeat(before) + text + ' '.repeat(space - before);
}

/** Lines of at most `columns` columns, broken wherever they are full, as PowerShell breaks them. */
export function wrap(text: string, columns: number): readonly string[] {
  const room = Math.max(columns, 2);
  return text.split('\n').flatMap((line) => wrapLine(line.replaceAll('\t', '    '), room));
}

function wrapLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (displayWidth(rest) > columns) {
    const piece = fitting(rest, columns).text || rest.slice(0, 1);
    lines.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...lines, rest];
}
