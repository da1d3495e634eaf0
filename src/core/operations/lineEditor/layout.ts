import { stripVTControlCharacters } from 'node:util';
import { characterWidth, clusters, displayWidth } from '../format/displayWidth.ts';
import { neutralise } from '../format/neutralise.ts';

export interface Position {
  readonly row: number;
  readonly column: number;
}

export interface Layout {
  /** What to write from the start of the prompt's first row, with `\r\n` between lines. */
  readonly output: string;
  /** Where the cursor belongs, counted from the first row of the prompt. */
  readonly cursor: Position;
  /** Where writing `output` leaves the terminal's cursor. */
  readonly end: Position;
}

export interface LayoutInput {
  /** May hold colours. */
  readonly prompt: string;
  readonly continuation: string;
  readonly text: string;
  /** UTF-16 offset into `text`. */
  readonly cursor: number;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Shows an asterisk for each character. */
  readonly masked: boolean;
}

/** Where prompt and text stand in a terminal of so many columns, which wraps long lines and never splits a wide character. */
export function layOut({ prompt, continuation, text, cursor, columns, masked }: LayoutInput): Layout {
  const width = Math.max(columns, 2);
  const promptWidth = displayWidth(stripVTControlCharacters(prompt));
  let row = Math.floor(Math.max(0, promptWidth - 1) / width);
  let column = promptWidth - row * width;
  let output = prompt;
  let offset = 0;
  let place: Position | undefined;
  for (const cluster of clusters(text)) {
    const isBreak = cluster === '\n';
    const shown = masked && !isBreak ? '*' : neutralise(cluster, true);
    const [first = ''] = shown;
    if (!isBreak && column + characterWidth(first) > width) {
      row += 1;
      column = 0;
    }
    if (place === undefined && offset >= cursor) {
      place = { row, column: Math.min(column, width - 1) };
    }
    if (isBreak) {
      output += `\r\n${continuation}`;
      row += 1;
      column = displayWidth(continuation);
    } else {
      output += shown;
      for (const character of shown) {
        const cells = characterWidth(character);
        if (column + cells > width) {
          row += 1;
          column = 0;
        }
        column += cells;
      }
    }
    offset += cluster.length;
  }
  if (column >= width) {
    // A full row leaves the terminal's cursor on its last column until more comes. A blank makes it go on; a line feed would
    // too, but the terminal would take the rows for two lines when its width changes.
    output += ' \r';
    row += 1;
    column = 0;
  }
  const end = { row, column };
  return { output, cursor: place ?? end, end };
}

/**
 * Rows between the start of the prompt and the cursor after the terminal went from `before` to `after` columns: lines above
 * the cursor's own are wrapped to the new width, its own still to the old one.
 */
export function rowsAbove(input: Omit<LayoutInput, 'columns'>, before: number, after: number): number {
  const start = input.text.lastIndexOf('\n', input.cursor - 1) + 1;
  const whole = layOut({ ...input, columns: before }).cursor.row;
  if (start === 0) {
    return whole;
  }
  // Where its own line begins, by the old and by the new width.
  const head = { ...input, text: input.text.slice(0, start), cursor: start };
  return whole - layOut({ ...head, columns: before }).cursor.row + layOut({ ...head, columns: after }).cursor.row;
}
