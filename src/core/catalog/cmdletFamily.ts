import { splitRows } from './table.ts';
import type { CmdletFacts } from './types.ts';

/** The cmdlets of one module, or of several that share a table. */
export interface CmdletFamily {
  /** Every name with a row, and every alias, as documented. */
  readonly names: readonly string[];
  /** @param name in lower case; @param written as the script has it, for names that only a pattern knows */
  find(name: string, written: string): CmdletFacts | undefined;
}

/**
 * A family over `name<tab>…` rows: a row becomes facts when it is first asked for.
 *
 * @param aliases column (counted from the name) that lists further names, comma separated
 */
export function tableFamily(
  text: string,
  toFacts: (name: string, cells: readonly string[]) => CmdletFacts,
  aliases?: number,
): CmdletFamily {
  const rows = new Map<string, string>();
  const names: string[] = [];
  for (const row of splitRows(text)) {
    const end = row.indexOf('\t');
    const further = aliases === undefined ? '' : (row.split('\t')[aliases] ?? '');
    for (const name of [row.slice(0, end), ...further.split(',').filter((alias) => alias !== '')]) {
      names.push(name);
      rows.set(name.toLowerCase(), row);
    }
  }
  const facts = new Map<string, CmdletFacts>();
  return {
    names,
    find: (name) => {
      const row = rows.get(name);
      if (row === undefined) {
        return undefined;
      }
      const known = facts.get(row);
      if (known !== undefined) {
        return known;
      }
      const [rowName = '', ...cells] = row.split('\t');
      const made = toFacts(rowName, cells);
      facts.set(row, made);
      return made;
    },
  };
}

const readingVerbs: ReadonlySet<string> = new Set(
  'check compare convert convertto export find format get measure preview read receive resolve search select test validate'.split(
    ' ',
  ),
);

/** Whether a cmdlet only reads, by its verb (PowerShell's approved verbs say what a command does). */
export function onlyReads(name: string): boolean {
  return readingVerbs.has(name.slice(0, name.indexOf('-')).toLowerCase());
}
