import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Reads one source table: tab separated, lines that start with `#` are its header (sources, columns).
 *
 * @param {string} folder
 * @param {string} name file name without `.tsv`
 * @returns {{ rows: Record<string, string>[], sources: { repository: string, commit: string, date: string }[] }}
 */
export function readTable(folder, name) {
  const file = path.join(folder, `${name}.tsv`);
  const lines = readFileSync(file, 'utf8').split('\n');
  const header = lines.filter((line) => line.startsWith('#')).map((line) => line.slice(1).trim());
  const columns = header
    .find((line) => line.startsWith('columns: '))
    ?.slice('columns: '.length)
    .split(' ');
  if (columns === undefined) {
    throw new Error(`${file} has no "# columns:" line.`);
  }
  const rows = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
    });
  const declared = header.find((line) => line.startsWith('records: '));
  if (declared !== undefined && Number(declared.slice('records: '.length)) !== rows.length) {
    throw new Error(`${file} declares ${declared} but has ${rows.length}.`);
  }
  return { rows, sources: header.flatMap(parseSource) };
}

function parseSource(line) {
  const match = /^source: ([\w.-]+\/[\w.-]+)@([0-9a-f]{40})(?: \((\d{4}-\d{2}-\d{2})\))?/.exec(line);
  return match === null ? [] : [{ repository: match[1], commit: match[2], date: match[3] ?? '' }];
}

/** `a,b` → `['a', 'b']`; an empty cell is an empty list. */
export function list(cell, separator = ',') {
  return cell === '' ? [] : cell.split(separator).map((item) => item.trim());
}
