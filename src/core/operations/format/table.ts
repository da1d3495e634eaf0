import { formatString, formatValue } from '../language/formatString.ts';
import type { PsObject, Value } from '../language/values.ts';
import { cellText, cut, isNumeric, pad, singleLine, wrap } from './cell.ts';
import { displayWidth } from './displayWidth.ts';
import { neutralise } from './neutralise.ts';
import type { ViewColumn } from './views.ts';

export interface LayoutOptions {
  /** Columns of the terminal, asked again for each table. */
  readonly width: () => number;
  readonly colour: boolean;
}

/** Columns output may fill: PowerShell leaves the last one free, so that a full line does not wrap. */
export function usableWidth(options: LayoutOptions): number {
  return Math.max(options.width(), 20) - 1;
}

export interface TableOptions extends LayoutOptions {
  readonly heading?: string;
  readonly wrap?: boolean;
  readonly hideHeaders?: boolean;
  /** Lay out by all rows instead of the first screenful. */
  readonly autoSize?: boolean;
}

/** Rows that decide the widths of the columns; later ones are cut to them, so that any number of rows streams. */
const screenful = 60;
/** What `-AutoSize` holds back at most: it measures everything, but not a directory of any size. */
const autoSizeLimit = 10_000;
/** A column that would have less room is left out. */
const narrowest = 3;

type Row = readonly string[];

interface PlacedColumn {
  readonly index: number;
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
}

/** A table that is written as its rows arrive. */
export class TableWriter {
  readonly #columns: readonly ViewColumn[];
  readonly #options: TableOptions;
  #waiting: Row[] = [];
  #placed: readonly PlacedColumn[] | undefined;
  /** Whether the first object has a number there, which decides the side for all. */
  #numeric: readonly boolean[] = [];

  constructor(columns: readonly ViewColumn[], options: TableOptions) {
    this.#columns = columns;
    this.#options = options;
  }

  /** Text that can be written now; empty while the layout is still open. */
  add(object: PsObject): string {
    const values = this.#columns.map((column) => column.value(object));
    const row = values.map((value, index) => tableCell(value, this.#columns[index]?.format));
    if (this.#placed !== undefined) {
      return this.#line(row, this.#placed);
    }
    if (this.#waiting.length === 0) {
      this.#numeric = values.map(isNumeric);
    }
    this.#waiting.push(row);
    return this.#waiting.length < (this.#options.autoSize ? autoSizeLimit : screenful) ? '' : this.flush();
  }

  /** Lays out what waits, without ending the table. */
  flush(): string {
    if (this.#placed !== undefined || this.#waiting.length === 0) {
      return '';
    }
    const placed = this.#layOut();
    this.#placed = placed;
    const rows = this.#waiting.map((row) => this.#line(row, placed)).join('');
    this.#waiting = [];
    return this.#header(placed) + rows;
  }

  finish(): string {
    const rest = this.flush();
    return this.#placed === undefined ? '' : `${rest}\n`;
  }

  #layOut(): readonly PlacedColumn[] {
    const natural = this.#columns.map(
      ({ label, width }, index) =>
        width ??
        this.#waiting.reduce(
          (widest, row) => Math.max(widest, widthOf(row[index] ?? '', this.#options.wrap ?? false)),
          displayWidth(neutralise(label)),
        ),
    );
    return fitted(natural, usableWidth(this.#options)).map((width, index) => ({
      index,
      width,
      align: this.#columns[index]?.align ?? (this.#numeric[index] ? 'right' : 'left'),
    }));
  }

  #header(placed: readonly PlacedColumn[]): string {
    const heading = this.#options.heading === undefined ? '' : `${this.#options.heading}\n\n`;
    if (this.#options.hideHeaders) {
      return `\n${heading}`;
    }
    const labels = placed.map(({ index, width }) => cut(neutralise(this.#columns[index]?.label ?? ''), width));
    const line = (texts: readonly string[]) => {
      const text = texts
        .map((label, place) => pad(label, placed[place]?.width ?? 0, placed[place]?.align ?? 'left'))
        .join(' ')
        .trimEnd();
      return this.#options.colour ? `\u001b[32;1m${text}\u001b[0m\n` : `${text}\n`;
    };
    return `\n${heading}${line(labels)}${line(labels.map((label) => '-'.repeat(displayWidth(label))))}`;
  }

  #line(row: Row, placed: readonly PlacedColumn[]): string {
    if (this.#options.wrap) {
      return this.#wrapped(row, placed);
    }
    return `${placed
      .map(({ index, width, align }) => pad(cut(singleLine(row[index] ?? ''), width), width, align))
      .join(' ')
      .trimEnd()}\n`;
  }

  #wrapped(row: Row, placed: readonly PlacedColumn[]): string {
    const cells = placed.map(({ index, width }) => wrap(row[index] ?? '', width));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from(
      { length: height },
      (_, line) =>
        `${placed
          .map(({ width, align }, place) => pad(cells[place]?.[line] ?? '', width, align))
          .join(' ')
          .trimEnd()}\n`,
    ).join('');
  }
}

function widthOf(cell: string, wraps: boolean): number {
  return wraps ? Math.max(...cell.split('\n').map(displayWidth)) : displayWidth(singleLine(cell));
}

/** Fractions have two decimals in a table, as PowerShell has it; in a list they are whole. */
function tableCell(value: Value, format: string | undefined): string {
  if (format !== undefined) {
    return neutralise(format.includes('{') ? formatString(format, [value]) : formatValue(value, format), true);
  }
  return typeof value === 'number' && !Number.isInteger(value) ? formatValue(value, 'F2') : cellText(value);
}

/** Widths that fit `room`, as PowerShell has them: the last column gives way, and goes when nothing of it would be left. */
function fitted(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  for (;;) {
    const last = widths.length - 1;
    const excess = widths.reduce((sum, width) => sum + width, last) - room;
    if (excess <= 0) {
      return widths;
    }
    const left = (widths[last] ?? 0) - excess;
    if (left >= Math.min(narrowest, widths[last] ?? 0) || last === 0) {
      widths[last] = Math.max(left, 1);
      return widths;
    }
    widths.pop();
  }
}
