import type { PsObject } from '../language/values.ts';
import { cellText, cut, isNumeric, pad, singleLine, wrap } from './cell.ts';
import { displayWidth } from './displayWidth.ts';
import { neutralise } from './neutralise.ts';
import type { ViewColumn } from './views.ts';

export interface LayoutOptions {
  /** Columns of the terminal, asked again for each table. */
  readonly width: () => number;
  readonly colour: boolean;
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
const narrowest = 6;

interface Row {
  readonly cells: readonly string[];
  readonly numeric: readonly boolean[];
}

interface PlacedColumn {
  readonly index: number;
  readonly width: number;
  readonly right: boolean;
}

/** A table that is written as its rows arrive. */
export class TableWriter {
  readonly #columns: readonly ViewColumn[];
  readonly #options: TableOptions;
  #waiting: Row[] = [];
  #placed: readonly PlacedColumn[] | undefined;

  constructor(columns: readonly ViewColumn[], options: TableOptions) {
    this.#columns = columns;
    this.#options = options;
  }

  /** Text that can be written now; empty while the layout is still open. */
  add(object: PsObject): string {
    const values = this.#columns.map((column) => column.value(object));
    const row: Row = { cells: values.map(cellText), numeric: values.map(isNumeric) };
    if (this.#placed !== undefined) {
      return this.#line(row, this.#placed);
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
    const labels = this.#columns.map(({ label }) => displayWidth(neutralise(label)));
    const natural = labels.map((label, index) =>
      this.#waiting.reduce(
        (widest, row) => Math.max(widest, widthOf(row.cells[index] ?? '', this.#options.wrap ?? false)),
        label,
      ),
    );
    const widths = share(natural, Math.max(this.#options.width(), 20));
    return widths.flatMap((width, index) =>
      width === undefined
        ? []
        : [
            {
              index,
              width,
              right:
                this.#waiting.some((row) => row.numeric[index]) &&
                this.#waiting.every((row) => row.numeric[index] || row.cells[index] === ''),
            },
          ],
    );
  }

  #header(placed: readonly PlacedColumn[]): string {
    const heading = this.#options.heading === undefined ? '' : `${this.#options.heading}\n\n`;
    if (this.#options.hideHeaders) {
      return `\n${heading}`;
    }
    const labels = placed.map(({ index, width }) => cut(neutralise(this.#columns[index]?.label ?? ''), width));
    const line = (texts: readonly string[]) => {
      const text = texts
        .map((label, place) => pad(label, placed[place]?.width ?? 0, placed[place]?.right ?? false))
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
      .map(({ index, width, right }) => pad(cut(singleLine(row.cells[index] ?? ''), width), width, right))
      .join(' ')
      .trimEnd()}\n`;
  }

  #wrapped(row: Row, placed: readonly PlacedColumn[]): string {
    const cells = placed.map(({ index, width }) => wrap(row.cells[index] ?? '', width));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from(
      { length: height },
      (_, line) =>
        `${placed
          .map(({ width, right }, place) => pad(cells[place]?.[line] ?? '', width, right))
          .join(' ')
          .trimEnd()}\n`,
    ).join('');
  }
}

function widthOf(cell: string, wraps: boolean): number {
  return wraps ? Math.max(...cell.split('\n').map(displayWidth)) : displayWidth(singleLine(cell));
}

/** Widths that fit `room`: the widest columns give way first; columns for which no room is left are dropped from the right. */
function share(natural: readonly number[], room: number): readonly (number | undefined)[] {
  let count = natural.length;
  const least = (width: number) => Math.min(width, narrowest);
  while (count > 1 && natural.slice(0, count).reduce((sum, width) => sum + least(width), count - 1) > room) {
    count -= 1;
  }
  const widths = natural.slice(0, count);
  let excess = widths.reduce((sum, width) => sum + width, count - 1) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    const index = widths.lastIndexOf(widest);
    const second = Math.max(narrowest, ...widths.filter((width) => width < widest));
    const less = Math.min(excess, Math.max(1, widest - second));
    widths[index] = Math.max(1, widest - less);
    excess -= less;
    if (widest <= 1) {
      break;
    }
  }
  return natural.map((_, index) => widths[index]);
}
