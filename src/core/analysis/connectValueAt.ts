import type { Range } from '../powershell/types.ts';
import type { Connection } from './connections.ts';
import type { ScriptModel } from './scriptModel.ts';

/** What can be completed: a value of a connect statement that known connections have. */
export type CompletableRole = 'appId' | 'thumbprint' | 'organization' | 'tenant';

/** The value of a connect statement at a place in the text. */
export interface ConnectValueAt {
  readonly connection: Connection;
  readonly role: CompletableRole;
  /** Canonical name in lower case: `clientid`. */
  readonly parameter: string;
  /** What a completion replaces, without the quotes around it; empty where nothing is typed yet. */
  readonly range: Range;
  /** The quote the value already has; undefined where a completion has to bring its own. */
  readonly quote: "'" | '"' | undefined;
}

/**
 * The value being typed at `offset`, after `-ClientId` and the like or in a table that is splatted into a connect
 * statement; undefined anywhere else.
 */
export function connectValueAt(script: ScriptModel, offset: number): ConnectValueAt | undefined {
  for (const connection of script.connections.toReversed()) {
    const found = inValue(script, connection, offset) ?? afterName(script, connection, offset);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The connect statement at `offset`: on the command itself, not on the lines after it. */
export function connectionAt(script: ScriptModel, offset: number): Connection | undefined {
  return script.connections.find(
    ({ invocation }) => invocation.range.start <= offset && offset <= invocation.range.end,
  );
}

function inValue(script: ScriptModel, connection: Connection, offset: number): ConnectValueAt | undefined {
  for (const { name, value } of connection.arguments.parameters) {
    const role = roleOf(connection, name);
    if (role !== undefined && value !== undefined && value.range.start <= offset && offset <= value.range.end) {
      return { connection, role, parameter: name, ...withoutQuotes(script.text, value.range) };
    }
  }
  return undefined;
}

function afterName(script: ScriptModel, connection: Connection, offset: number): ConnectValueAt | undefined {
  const last = connection.arguments.parameters.find(
    ({ value, splatted, nameRange }) =>
      value === undefined &&
      !splatted &&
      nameRange.end < offset &&
      /^(?:[ \t]|`\r?\n)+$/.test(script.text.slice(nameRange.end, offset)),
  );
  const role = last === undefined ? undefined : roleOf(connection, last.name);
  return last === undefined || role === undefined
    ? undefined
    : { connection, role, parameter: last.name, range: { start: offset, end: offset }, quote: undefined };
}

function roleOf({ signature }: Connection, name: string): CompletableRole | undefined {
  const role = signature?.roles[name];
  return role === 'appId' || role === 'thumbprint' || role === 'organization' || role === 'tenant' ? role : undefined;
}

function withoutQuotes(text: string, range: Range): Pick<ConnectValueAt, 'range' | 'quote'> {
  const written = text.slice(range.start, range.end);
  const first = written.charAt(0);
  if (first !== "'" && first !== '"') {
    return { range, quote: undefined };
  }
  const closed = written.length > 1 && written.endsWith(first);
  return { range: { start: range.start + 1, end: range.end - (closed ? 1 : 0) }, quote: first };
}
