import { cut } from '../format/cell.ts';
import { neutralise } from '../format/neutralise.ts';
import type { Effect } from './effects.ts';
import { type Layout, type LayoutInput, layOut, rowsAbove } from './layout.ts';

type Write = Extract<Effect, { kind: 'write' }>;

/** What is drawn: the input, and a line below it while something is looked for. */
export interface Drawn extends Omit<LayoutInput, 'columns'> {
  readonly status?: string;
}

/** The rows of the terminal that the input takes, drawn over and over. */
export class InputScreen {
  #columns: number;
  #cursorRow = 0;
  #statusShown = false;

  constructor(columns: number) {
    this.#columns = columns;
  }

  get columns(): number {
    return this.#columns;
  }

  /** Whether the line below the input is there. */
  get statusShown(): boolean {
    return this.#statusShown;
  }

  layout(drawn: Drawn): Layout {
    return layOut({ ...drawn, columns: this.#columns });
  }

  /** The terminal's cursor is at the start of a row of its own. */
  reset(): void {
    this.#cursorRow = 0;
  }

  /** Whether the width is another one; what is drawn next stands over what was there. */
  resize(drawn: Drawn, columns: number): boolean {
    const before = this.#columns;
    this.#columns = columns;
    if (before === columns) {
      return false;
    }
    this.#cursorRow = rowsAbove(drawn, before, columns);
    return true;
  }

  /** Draws over what was drawn before. */
  redraw(drawn: Drawn): Write {
    const back = `${this.#cursorRow > 0 ? `\u001b[${this.#cursorRow}A` : ''}\r\u001b[J`;
    return { kind: 'write', text: back + this.draw(drawn).text };
  }

  /** Draws at the start of a row. */
  draw(drawn: Drawn): Write {
    const { output, cursor, end } = this.layout(drawn);
    this.#cursorRow = cursor.row;
    this.#statusShown = drawn.status !== undefined;
    const right = cursor.column > 0 ? `\u001b[${cursor.column}C` : '';
    if (drawn.status !== undefined) {
      const line = cut(neutralise(drawn.status), this.#columns - 1);
      return { kind: 'write', text: `${output}\r\n${line}\u001b[${end.row + 1 - cursor.row}A\r${right}` };
    }
    if (cursor.row === end.row && cursor.column === end.column) {
      return { kind: 'write', text: output };
    }
    const up = end.row > cursor.row ? `\u001b[${end.row - cursor.row}A` : '';
    return { kind: 'write', text: `${output}${up}\r${right}` };
  }
}
