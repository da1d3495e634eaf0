import type { CmdletFacts } from '../catalog/types.ts';
import type { CommandInvocation, Range, ScriptSyntax } from '../powershell/types.ts';
import { services } from '../services/index.ts';
import type { ServiceId } from '../services/types.ts';
import { Blocks } from './blocks.ts';
import { aliasTarget, isBuiltIn, isElsewhere } from './builtInCommands.ts';
import { type Connection, connectionOf } from './connections.ts';
import { GraphRequests, sendsRequests, sendsToGraphOnly } from './requests.ts';
import type { AnalysisContext, CommandKind, ScriptCommand } from './types.ts';
import { plainName, Values } from './values.ts';

/** A script with what its commands are: what rules and requirements are made from. */
export class ScriptModel {
  readonly syntax: ScriptSyntax;
  readonly context: AnalysisContext;
  readonly values: Values;
  readonly commands: readonly ScriptCommand[];
  /** Statements that sign in, in order. */
  readonly connections: readonly Connection[];
  readonly #lines: () => readonly number[];
  #blocks: Blocks | undefined;

  /** @param functions names (lower case) of functions that imported scripts define */
  constructor(syntax: ScriptSyntax, context: AnalysisContext, functions: ReadonlySet<string> = new Set()) {
    this.syntax = syntax;
    this.context = context;
    this.values = new Values(syntax);
    const reader = new CommandReader(this, functions);
    const read = reader.read();
    this.connections = reader.connections;
    this.commands = withServices(read, this.connections);
    let starts: readonly number[] | undefined;
    this.#lines = () => {
      starts ??= lineStarts(syntax.text);
      return starts;
    };
  }

  get text(): string {
    return this.syntax.text;
  }

  get blocks(): Blocks {
    this.#blocks ??= new Blocks(this.syntax);
    return this.#blocks;
  }

  /** 1-based line of an offset. */
  lineOf(offset: number): number {
    return this.#lineIndex(offset) + 1;
  }

  /** 0-based line and column of an offset, in UTF-16 units. */
  positionOf(offset: number): { readonly line: number; readonly character: number } {
    const line = this.#lineIndex(offset);
    return { line, character: offset - (this.#lines()[line] ?? 0) };
  }

  /** The connection that is open where `command` stands: the last one before it, else the only one of its service. */
  connectionFor(command: {
    readonly service?: ServiceId | undefined;
    readonly invocation: { readonly range: Range };
  }): Connection | undefined {
    let latest: Connection | undefined;
    let first: Connection | undefined;
    for (const connection of this.connections) {
      if (serves(connection.service, command.service)) {
        first ??= connection;
        if (connection.invocation.range.start < command.invocation.range.start) {
          latest = connection;
        }
      }
    }
    return latest ?? first;
  }

  #lineIndex(offset: number): number {
    const starts = this.#lines();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }
}

/** Microsoft.Entra and Microsoft.Graph share one session. */
function serves(connection: ServiceId, service: ServiceId | undefined): boolean {
  return connection === service || (isGraphSession(connection) && isGraphSession(service));
}

function isGraphSession(service: ServiceId | undefined): boolean {
  return service === 'graph' || service === 'entra';
}

class CommandReader {
  readonly connections: Connection[] = [];
  readonly #model: ScriptModel;
  readonly #own: ReadonlySet<string>;
  readonly #requests: GraphRequests;
  readonly #onPremises: boolean;
  /** What a name is: a script uses few, and each many times. */
  readonly #known = new Map<string, Omit<ScriptCommand, 'invocation'>>();

  constructor(model: ScriptModel, functions: ReadonlySet<string>) {
    this.#model = model;
    const { syntax } = model;
    const own = new Set(functions);
    for (const { name, kind } of syntax.functions) {
      if (kind !== 'class' && kind !== 'enum' && kind !== 'method') {
        own.add(plainName(name));
      }
    }
    this.#own = own;
    this.#requests = new GraphRequests(syntax, model.values, model.context.catalog);
    this.#onPremises = usesExchangeServer(syntax);
  }

  read(): readonly ScriptCommand[] {
    const commands: ScriptCommand[] = [];
    for (const invocation of this.#model.syntax.commands) {
      if (invocation.name !== undefined && invocation.invocation !== 'dot') {
        commands.push(...this.#read(invocation, invocation.name));
      }
    }
    return commands;
  }

  #read(invocation: CommandInvocation, written: string): readonly ScriptCommand[] {
    const what = this.#what(written);
    const command: ScriptCommand = { ...what, invocation };
    const { lower } = what;
    if (what.kind === 'own') {
      return [command];
    }
    const connection = connectionOf(lower, invocation, this.#model.values);
    if (connection !== undefined) {
      this.connections.push(connection);
      return [{ ...command, service: connection.service }];
    }
    if (!sendsRequests(lower)) {
      return [command];
    }
    const requests = this.#requests.of(lower, invocation);
    if (requests.length > 0) {
      const service = what.facts?.services[0] ?? 'graph';
      return requests.map(({ facts, at }) => ({
        ...command,
        kind: 'request',
        service,
        request: facts,
        invocation: at,
      }));
    }
    return [sendsToGraphOnly(lower) ? { ...command, kind: 'request' } : command];
  }

  #what(written: string): Omit<ScriptCommand, 'invocation'> {
    const known = this.#known.get(written);
    if (known !== undefined) {
      return known;
    }
    const what = this.#classify(written);
    this.#known.set(written, what);
    return what;
  }

  #classify(written: string): Omit<ScriptCommand, 'invocation'> {
    const bare = written.slice(written.lastIndexOf('\\') + 1).replace(/[\u2013\u2014\u2015]/g, '-');
    const isPath = /[/\\]|\.(?:ps1|psm1|exe|cmd|bat|com|msi|sh)$/i.test(written) && !/^[\w.]+\\[\w-]+$/.test(written);
    const target = aliasTarget(bare.toLowerCase()) ?? bare;
    const lower = target.toLowerCase();
    const of = (kind: CommandKind, facts?: CmdletFacts): Omit<ScriptCommand, 'invocation'> => ({
      name: facts?.name ?? target,
      lower,
      kind,
      ...(facts && { facts }),
    });
    if (this.#own.has(bare.toLowerCase())) {
      return of('own');
    }
    if (isPath || !/^[A-Za-z]+-[A-Za-z]\w*$/.test(target)) {
      return of(isBuiltIn(lower) ? 'builtIn' : 'program');
    }
    if (isBuiltIn(lower)) {
      return of('builtIn');
    }
    const facts = this.#model.context.catalog.cmdlet(target) ?? this.#withoutPrefix(target);
    if (facts !== undefined) {
      const exchange = facts.services.includes('exchangeOnline') || facts.services.includes('securityCompliance');
      return this.#onPremises && exchange ? of('elsewhere') : of('catalog', facts);
    }
    if (this.#definesAlias(bare)) {
      return of('own');
    }
    return of(isElsewhere(target) ? 'elsewhere' : 'unknown');
  }

  /** `Get-EOMailbox` after `Connect-ExchangeOnline -Prefix EO`; the connect statement comes first. */
  #withoutPrefix(name: string): CmdletFacts | undefined {
    for (const { prefix } of this.connections) {
      const match =
        prefix === undefined || !/^\w+$/.test(prefix) ? null : new RegExp(`^([a-z]+-)${prefix}(\\w+)$`, 'i').exec(name);
      const facts = match === null ? undefined : this.#model.context.catalog.cmdlet(`${match[1]}${match[2]}`);
      if (facts !== undefined) {
        return facts;
      }
    }
    return undefined;
  }

  #definesAlias(name: string): boolean {
    return this.#model.syntax.commands.some(
      (command) =>
        /^(?:set|new)-alias$|^n?sal$/i.test(command.name ?? '') &&
        command.elements.some(
          (element) =>
            element.kind === 'argument' &&
            element.argument.value?.kind === 'string' &&
            element.argument.value.value.toLowerCase() === name.toLowerCase(),
        ),
    );
  }
}

/** The management shell of an Exchange server: the same cmdlets, and nothing an application could be granted. */
function usesExchangeServer({ commands, text }: ScriptSyntax): boolean {
  const snapin = commands.some(
    ({ name, range }) => name?.toLowerCase() === 'add-pssnapin' && /exchange/i.test(text.slice(range.start, range.end)),
  );
  const server = snapin || /RemoteExchange\.ps1|-ConnectionUri\s+["']?http:\/\/[^\s]+\/powershell/i.test(text);
  return server && !/Connect-ExchangeOnline|Connect-IPPSSession|outlook\.office365\.com/i.test(text);
}

/** Gives each command its service; where two have the cmdlet, the session opened last before it decides. */
function withServices(
  commands: readonly ScriptCommand[],
  connections: readonly Connection[],
): readonly ScriptCommand[] {
  const shared = connections.filter(({ service }) => service === 'exchangeOnline' || service === 'securityCompliance');
  const preferred = shared[0]?.service ?? likelierOfBoth(commands);
  return commands.map((command) => {
    const candidates = command.facts?.services ?? [];
    if (command.service !== undefined) {
      return command;
    }
    if (candidates.length < 2) {
      const service = candidates[0] ?? serviceByPattern(command);
      return service === undefined ? command : { ...command, service };
    }
    const { start } = command.invocation.range;
    const open = shared.findLast(({ invocation }) => invocation.range.start < start)?.service ?? preferred;
    const service = candidates.find((candidate) => candidate === open) ?? candidates[0];
    return service === undefined ? command : { ...command, service };
  });
}

/** Without a connect statement: the service whose own cmdlets the script uses. */
function likelierOfBoth(commands: readonly ScriptCommand[]): ServiceId {
  const only = (service: ServiceId) =>
    commands.some(({ facts }) => facts?.services.length === 1 && facts.services[0] === service);
  return only('securityCompliance') && !only('exchangeOnline') ? 'securityCompliance' : 'exchangeOnline';
}

function serviceByPattern(command: ScriptCommand): ServiceId | undefined {
  return command.kind === 'unknown' ? services.find((service) => service.ownsCmdlet(command.name))?.id : undefined;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) {
      starts.push(index + 1);
    }
  }
  return starts;
}
