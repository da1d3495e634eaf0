import { commandText } from '../powershell/commandText.ts';
import { quoteString } from '../powershell/quote.ts';
import type { CommandElement, HashtableEntry, Range } from '../powershell/types.ts';
import type { CommandParameter, CommandValue } from '../services/types.ts';
import type { SplatTable } from './boundArguments.ts';
import type { Connection } from './connections.ts';
import type { ScriptModel } from './scriptModel.ts';
import type { TextEdit } from './types.ts';
import { variablePattern } from './values.ts';

/** Parameters every cmdlet has: they stay, whatever the command becomes. */
const common =
  /^(?:erroraction|ea|errorvariable|ev|warningaction|wa|warningvariable|wv|informationaction|verbose|vb|debug|db|outvariable|ov|progressaction|proga)$/;

/** A parameter as it is written on the command: its name, and its value when that is a separate element. */
interface Unit {
  readonly range: Range;
  /** Lower case; undefined for a splat. */
  readonly name: string | undefined;
  readonly keep: boolean;
}

/**
 * The edits that turn a connect statement into `value`: parameters that say who signs in go, the others stay where they
 * are. Undefined when its table of parameters is used elsewhere, too.
 */
export function convertConnect(
  script: ScriptModel,
  connection: Connection,
  value: CommandValue,
): readonly TextEdit[] | undefined {
  const { invocation, signature, arguments: bound } = connection;
  if (signature === undefined) {
    return undefined;
  }
  const renamed = signature.name.toLowerCase() !== value.name.toLowerCase() && !isAliasOf(signature.name, value.name);
  const keeps = (name: string) => (renamed ? common.test(name) : (signature.roles[name] ?? 'other') === 'other');
  const tables = bound.splats.filter(({ entries }) => entries.some(({ key }) => !keeps(canonical(connection, key))));
  const [table] = tables;
  if (tables.length > 1 || (table !== undefined && !isUsedOnce(script, table))) {
    return undefined;
  }
  const units = unitsOf(connection, keeps);
  const kept = new Set([
    ...units.filter(({ keep }) => keep).map(({ name }) => name),
    ...bound.parameters.filter(({ splatted, name }) => splatted && keeps(name)).map(({ name }) => name),
  ]);
  // What the author says of the banner or the address stays as it is.
  const added = value.parameters.filter(({ name }) => !kept.has(name.toLowerCase()));
  const name: readonly TextEdit[] = renamed ? [{ range: invocation.nameRange, text: value.name }] : [];
  return table === undefined
    ? [...name, ...onCommand(script, invocation.nameRange, units, added)]
    : [
        ...name,
        ...units.filter(({ keep }) => !keep).map((unit) => removal(script, invocation.nameRange, units, unit)),
        ...inTable(script, table, (entry) => keeps(canonical(connection, entry.key)), added),
      ];
}

/** `Connect-Graph`, `Login-AzAccount`: the same command under another name. */
function isAliasOf(name: string, target: string): boolean {
  return /^connect-graph$/i.test(name)
    ? /^connect-mggraph$/i.test(target)
    : /azaccount$/i.test(name) && /azaccount$/i.test(target);
}

function canonical({ signature }: Connection, key: string | undefined): string {
  const lower = key?.toLowerCase() ?? '';
  return signature?.aliases?.[lower] ?? lower;
}

function unitsOf({ invocation, arguments: bound }: Connection, keeps: (name: string) => boolean): readonly Unit[] {
  const covered = bound.parameters.filter(({ splatted }) => !splatted);
  const splats = invocation.elements.filter(
    (element): element is Extract<CommandElement, { kind: 'splat' }> => element.kind === 'splat',
  );
  const units: Unit[] = [
    ...covered.map(({ range, name }) => ({ range, name, keep: keeps(name) })),
    ...splats.map(({ range }) => ({ range, name: undefined, keep: true })),
  ];
  // Arguments without a name that no parameter takes stay, for the author to look at.
  for (const { range } of bound.positional) {
    if (!units.some((unit) => unit.range.start === range.start)) {
      units.push({ range, name: undefined, keep: true });
    }
  }
  return units.sort((left, right) => left.range.start - right.range.start);
}

/** Puts the new parameters where the first of the old ones stood; the others go with the blanks before them. */
function onCommand(
  script: ScriptModel,
  nameRange: Range,
  units: readonly Unit[],
  added: readonly CommandParameter[],
): readonly TextEdit[] {
  const gone = units.filter(({ keep }) => !keep);
  const [first, ...others] = gone;
  const texts = added.map((parameter) => commandText({ name: 'X-X', parameters: [parameter] }, 'line').slice(4));
  if (first === undefined) {
    return [{ range: { start: nameRange.end, end: nameRange.end }, text: texts.map((text) => ` ${text}`).join('') }];
  }
  const before = script.text.slice(endBefore(nameRange, units, first), first.range.start);
  const separator = /`/.test(before) ? before : ' ';
  return [
    { range: first.range, text: texts.join(separator) },
    ...others.map((unit) => removal(script, nameRange, units, unit)),
  ];
}

function removal(script: ScriptModel, nameRange: Range, units: readonly Unit[], unit: Unit): TextEdit {
  const start = endBefore(nameRange, units, unit);
  const between = script.text.slice(start, unit.range.start);
  // Between two parameters are blanks and line continuations; anything else stays.
  return { range: { start: /^[\s`]*$/.test(between) ? start : unit.range.start, end: unit.range.end }, text: '' };
}

function endBefore(nameRange: Range, units: readonly Unit[], unit: Unit): number {
  const ends = units.filter(({ range }) => range.end <= unit.range.start).map(({ range }) => range.end);
  return Math.max(nameRange.end, ...ends);
}

/** Whether only the connect statement reads the variable, and nothing changes it after the table. */
function isUsedOnce(script: ScriptModel, { variable, range, tableRange }: SplatTable): boolean {
  const uses = [...script.text.matchAll(variablePattern(variable))].filter(
    ({ index }) => !script.syntax.comments.some((comment) => comment.range.start <= index && index < comment.range.end),
  );
  return uses.length === 2 && uses.every(({ index }) => index === range.start || index < tableRange.start);
}

function inTable(
  script: ScriptModel,
  { entries, tableRange }: SplatTable,
  keeps: (entry: HashtableEntry) => boolean,
  added: readonly CommandParameter[],
): readonly TextEdit[] {
  const gone = entries.filter((entry) => !keeps(entry));
  const [first, ...others] = gone;
  if (first === undefined) {
    return [];
  }
  const { text } = script;
  const ownLine = /(^|[\r\n])([ \t]*)$/.exec(text.slice(tableRange.start, first.keyRange.start));
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const separator = ownLine === null ? '; ' : `${line}${ownLine[2] ?? ''}`;
  const column = /^(\s*)=(\s*)/.exec(text.slice(first.keyRange.end, first.valueRange.start));
  const aligned = first.keyRange.end - first.keyRange.start + (column?.[1]?.length ?? 1);
  const width = (column?.[1]?.length ?? 0) > 1 || entries.length > 1 ? aligned - 1 : 0;
  const replacement = added
    .map(({ name, value }) => `${name.padEnd(ownLine === null ? 0 : width)} = ${tableValue(value)}`)
    .join(separator);
  return [
    { range: { start: first.keyRange.start, end: first.valueRange.end }, text: replacement },
    ...others.map((entry) => ({ range: entryRange(text, entry, tableRange), text: '' })),
  ];
}

function tableValue(value: CommandParameter['value']): string {
  if (typeof value === 'boolean') {
    return value ? '$true' : '$false';
  }
  return typeof value === 'string' ? quoteString(value) : value.expression;
}

/** An entry with what separates it from the one before: its line, or the semicolon. A comment behind it stays. */
function entryRange(text: string, { keyRange, valueRange }: HashtableEntry, table: Range): Range {
  const before = /(?:\r\n|[\r\n])?[ \t]*$|;\s*$/.exec(text.slice(table.start, keyRange.start))?.[0] ?? '';
  const semicolon = /;\s*$/.exec(text.slice(table.start, keyRange.start))?.[0];
  const lead = semicolon ?? before;
  const after = /^[ \t]*;/.exec(text.slice(valueRange.end, table.end))?.[0] ?? '';
  const comment = /^[ \t]*#/.test(text.slice(valueRange.end, table.end));
  return {
    start: comment ? keyRange.start : keyRange.start - lead.length,
    end: valueRange.end + (semicolon === undefined ? after.length : 0),
  };
}
