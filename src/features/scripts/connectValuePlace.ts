import type { Connection } from '../../core/analysis/connections.ts';
import { type ConnectSignature, connectSignature } from '../../core/analysis/connectSignatures.ts';
import type { ScriptModel } from '../../core/analysis/scriptModel.ts';
import { caretContext } from '../../core/powershell/caret.ts';
import type { HashtableEntry, Range, StringKind } from '../../core/powershell/types.ts';

export type ConnectValueRole = 'appId' | 'tenant' | 'organization' | 'thumbprint';

/** A value of a connect statement that the caret is in. */
export interface ConnectValuePlace {
  readonly role: ConnectValueRole;
  /** Between the quotes, where there are any. */
  readonly range: Range;
  readonly quote: StringKind;
  /** What the statement says already. */
  readonly statement: Pick<Connection, 'appId' | 'tenant' | 'thumbprint'>;
}

/** Keys of a table of parameters; the same words as the parameters of the connect cmdlets. */
const keyRoles: Readonly<Record<string, ConnectValueRole>> = {
  appid: 'appId',
  clientid: 'appId',
  applicationid: 'appId',
  certificatethumbprint: 'thumbprint',
  thumbprint: 'thumbprint',
  organization: 'organization',
  tenant: 'tenant',
  tenantid: 'tenant',
};

/** The value at `caret`: after a parameter of a connect command, or in the table that is splatted to one. */
export function connectValuePlace(script: ScriptModel, caret: number): ConnectValuePlace | undefined {
  const context = caretContext(script.syntax, caret);
  if (context.kind === 'argument') {
    const name = context.command.name?.slice(context.command.name.lastIndexOf('\\') + 1).toLowerCase();
    const signature = name === undefined ? undefined : connectSignature(name);
    const role = context.parameter === undefined ? undefined : roleOf(signature, context.parameter.toLowerCase());
    if (role === undefined) {
      return undefined;
    }
    const statement = script.connections.find(({ invocation }) => invocation === context.command);
    return { role, ...inside(script.text, context.range), statement: statement ?? {} };
  }
  return inTable(script, caret);
}

/** Parameters may be abbreviated as long as they stay unambiguous. */
function roleOf(signature: ConnectSignature | undefined, written: string): ConnectValueRole | undefined {
  if (signature === undefined) {
    return undefined;
  }
  const { roles, parameters, aliases = {} } = signature;
  const starting = parameters.filter((name) => name.startsWith(written));
  const name =
    roles[written] === undefined ? (aliases[written] ?? (starting.length === 1 ? starting[0] : undefined)) : written;
  const role = name === undefined ? undefined : roles[name];
  return role === 'appId' || role === 'tenant' || role === 'organization' || role === 'thumbprint' ? role : undefined;
}

function inTable(script: ScriptModel, caret: number): ConnectValuePlace | undefined {
  for (const { argument, variable } of script.syntax.assignments) {
    const { value, range } = argument;
    if (value?.kind !== 'hashtable' || caret < range.start || range.end < caret) {
      continue;
    }
    const entry = value.entries.find(({ valueRange }) => valueRange.start <= caret && caret <= valueRange.end);
    const role = keyRoles[entry?.key?.toLowerCase() ?? ''];
    if (entry !== undefined && role !== undefined && isSplatted(script, variable)) {
      return { role, ...inside(script.text, entry.valueRange), statement: statementOf(value.entries) };
    }
  }
  return undefined;
}

function isSplatted({ syntax }: ScriptModel, variable: string): boolean {
  return syntax.commands.some(
    ({ name, elements }) =>
      connectSignature(name?.toLowerCase() ?? '') !== undefined &&
      elements.some((element) => element.kind === 'splat' && element.name.toLowerCase() === variable.toLowerCase()),
  );
}

function statementOf(entries: readonly HashtableEntry[]): ConnectValuePlace['statement'] {
  const textOf = (role: ConnectValueRole) => {
    const entry = entries.find(({ key }) => keyRoles[key?.toLowerCase() ?? ''] === role);
    return entry?.value?.kind === 'string' ? { text: entry.value.value, range: entry.valueRange } : undefined;
  };
  const appId = textOf('appId');
  const tenant = textOf('tenant') ?? textOf('organization');
  const thumbprint = textOf('thumbprint');
  return { ...(appId && { appId }), ...(tenant && { tenant }), ...(thumbprint && { thumbprint }) };
}

/** The part of a value between its quotes; an unclosed one ends with its word, not with what follows on the line. */
function inside(text: string, { start, end }: Range): Pick<ConnectValuePlace, 'range' | 'quote'> {
  const first = text.charAt(start);
  const quote: StringKind = /["\u201c-\u201e]/.test(first)
    ? 'double'
    : /['\u2018-\u201b]/.test(first)
      ? 'single'
      : 'bare';
  if (quote === 'bare') {
    return { range: { start, end }, quote };
  }
  const word = /^[\w.@-]*/.exec(text.slice(start + 1, end))?.[0] ?? '';
  return { range: { start: start + 1, end: start + 1 + word.length }, quote };
}
