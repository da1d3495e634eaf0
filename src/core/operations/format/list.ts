import type { PsObject } from '../language/values.ts';
import { cellText, pad, wrap } from './cell.ts';
import { displayWidth } from './displayWidth.ts';
import { neutralise } from './neutralise.ts';
import { type LayoutOptions, usableWidth } from './table.ts';
import type { ViewColumn } from './views.ts';

/** One object as `name : value` lines, with the blank line that precedes it. */
export function listText(object: PsObject, columns: readonly ViewColumn[], options: LayoutOptions): string {
  const labels = columns.map(({ label }) => neutralise(label));
  const widest = Math.max(0, ...labels.map(displayWidth));
  const lines = columns.map((column, index) => {
    const label = `${pad(labels[index] ?? '', widest, 'left')} : `;
    const room = Math.max(usableWidth(options) - displayWidth(label), 10);
    const [first = '', ...more] = wrap(cellText(column.value(object)), room);
    const head = options.colour ? `\u001b[32;1m${label}\u001b[0m` : label;
    return [head + first, ...more.map((line) => ' '.repeat(displayWidth(label)) + line)].join('\n');
  });
  return `\n${lines.join('\n')}\n`;
}
