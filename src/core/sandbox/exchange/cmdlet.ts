import type { Caller, GraphObject, SandboxContext } from '../model.ts';
import { isVisible } from '../replication.ts';
import type { Area } from './areas.ts';
import type { CmdletParameters } from './cmdletParameters.ts';
import type { GeneratedMailboxes } from './generatedMailboxes.ts';
import type { Source } from './source.ts';

export type ExchangeService = 'exchangeOnline' | 'securityCompliance';

/** What a cmdlet works on. */
export interface ExchangeData {
  readonly context: SandboxContext;
  readonly generated: GeneratedMailboxes;
}

export interface CmdletCall extends ExchangeData {
  readonly caller: Caller;
  /** Service that was asked; Exchange Online where an address answers for both. */
  readonly service: ExchangeService;
  readonly parameters: CmdletParameters;
}

/** What a cmdlet gives: objects to be walked through page by page. */
export interface CmdletOutput {
  readonly source: Source;
  readonly keep?: (object: GraphObject) => boolean;
  /** Objects at most, and whether the caller chose that number. */
  readonly limit?: { readonly limit: number; readonly given: boolean };
}

export interface Cmdlet {
  readonly name: string;
  readonly area: Area;
  readonly write?: boolean;
  /** Where it exists; Exchange Online when absent. */
  readonly services?: readonly ExchangeService[];
  readonly parameters: readonly string[];
  /** Parameters that must be given; of an inner list, one. */
  readonly mandatory?: readonly (string | readonly string[])[];
  readonly run: (call: CmdletCall) => CmdletOutput;
}

/** Stored objects of a noun that Exchange sees already. */
export function objects({ context }: Pick<ExchangeData, 'context'>, noun: string): GraphObject[] {
  return (context.state.exchange[noun] ?? []).filter((object) => isVisible(context, 'exchange', object.id));
}

/** Adds an object of a noun. */
export function store({ context }: Pick<ExchangeData, 'context'>, noun: string, object: GraphObject): GraphObject {
  const list = context.state.exchange[noun] ?? [];
  list.push(object);
  context.state.exchange[noun] = list;
  context.changed();
  return object;
}

/** Removes the objects of a noun that `drop` names. */
export function discard(
  { context }: Pick<ExchangeData, 'context'>,
  noun: string,
  drop: (object: GraphObject) => boolean,
): void {
  const list = context.state.exchange[noun];
  if (list !== undefined) {
    context.state.exchange[noun] = list.filter((object) => !drop(object));
    context.changed();
  }
}
