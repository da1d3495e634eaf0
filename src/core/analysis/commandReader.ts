import type { Catalog, CmdletFacts } from '../catalog/types.ts';
import type { CommandInvocation, ScriptSyntax } from '../powershell/types.ts';
import type { ServiceId } from '../services/types.ts';
import type { Steps } from '../shared/slices.ts';
import { type CommandName, commandName } from './commandNames.ts';
import { type Connection, connectionOf } from './connections.ts';
import { GraphRequests, sendsToGraphOnly } from './requests.ts';
import type { CommandKind, ScriptCommand } from './types.ts';
import { plainName, type Values } from './values.ts';

/** What a name is, wherever it stands: a script uses few names, and each many times. */
interface NamedCommand {
  readonly name: string;
  readonly lower: string;
  readonly kind: CommandKind;
  readonly facts: CmdletFacts | undefined;
  /** Undefined also where the open session decides. */
  readonly service: ServiceId | undefined;
  readonly connects: boolean;
  readonly requests: boolean;
}

/** Commands read in one step. */
const atATime = 25;

/** Reads what the commands of a script are, and the connections they open. */
export class CommandReader {
  readonly connections: Connection[] = [];
  readonly #syntax: ScriptSyntax;
  readonly #catalog: Catalog;
  readonly #values: Values;
  readonly #own: ReadonlySet<string>;
  readonly #requests: GraphRequests;
  #onPremises: boolean | undefined;
  readonly #known = new Map<string, NamedCommand>();
  #aliases: ReadonlySet<string> | undefined;

  /** @param functions names (lower case) of functions that imported scripts define */
  constructor(syntax: ScriptSyntax, catalog: Catalog, values: Values, functions: ReadonlySet<string>) {
    this.#syntax = syntax;
    this.#catalog = catalog;
    this.#values = values;
    const own = new Set(functions);
    for (const { name, kind } of syntax.functions) {
      if (kind !== 'class' && kind !== 'enum' && kind !== 'method') {
        own.add(plainName(name));
      }
    }
    this.#own = own;
    this.#requests = new GraphRequests(syntax, values, catalog);
  }

  *read(): Steps<readonly ScriptCommand[]> {
    const commands: ScriptCommand[] = [];
    const decides: number[] = [];
    let read = 0;
    for (const invocation of this.#syntax.commands) {
      if (++read % atATime === 0) {
        yield;
      }
      const { name } = invocation;
      if (name === undefined || invocation.invocation === 'dot') {
        continue;
      }
      const what = this.#what(name);
      if (what.requests && this.#readRequests(what, invocation, commands)) {
        continue;
      }
      let { service } = what;
      if (what.connects) {
        const connection = connectionOf(what.lower, invocation, this.#values);
        if (connection !== undefined) {
          this.connections.push(connection);
          if (connection.prefix !== undefined) {
            // What was unknown before may be a cmdlet under this prefix from here on.
            this.#known.clear();
          }
          service = connection.service;
        }
      }
      if (service === undefined && what.facts !== undefined) {
        decides.push(commands.length);
      }
      const { lower, kind, facts } = what;
      commands.push({ invocation, name: what.name, lower, kind, facts, service, request: undefined, path: undefined });
    }
    this.#decide(commands, decides);
    return commands;
  }

  /** Adds the requests a command sends; false when it sends none that is known. */
  #readRequests(what: NamedCommand, invocation: CommandInvocation, commands: ScriptCommand[]): boolean {
    const { name, lower, facts } = what;
    const service = facts?.services[0] ?? 'graph';
    const requests = this.#requests.of(lower, invocation);
    for (const { facts: request, at } of requests) {
      commands.push({ invocation: at, name, lower, kind: 'request', facts, service, request, path: undefined });
    }
    if (requests.length === 0 && sendsToGraphOnly(lower)) {
      commands.push({ invocation, name, lower, kind: 'request', facts, service, request: undefined, path: undefined });
      return true;
    }
    return requests.length > 0;
  }

  /** Where two services have a cmdlet, the session opened last before it decides. */
  #decide(commands: ScriptCommand[], indices: readonly number[]): void {
    if (indices.length === 0) {
      return;
    }
    const open = this.connections.filter(
      ({ service }) => service === 'exchangeOnline' || service === 'securityCompliance',
    );
    const preferred = open[0]?.service ?? likelierOfBoth(commands);
    for (const index of indices) {
      const command = commands[index];
      const candidates = command?.facts?.services ?? [];
      if (command !== undefined) {
        const session = lastBefore(open, command.invocation.range.start)?.service ?? preferred;
        const service = candidates.find((candidate) => candidate === session) ?? candidates[0];
        commands[index] = { ...command, service };
      }
    }
  }

  #what(written: string): NamedCommand {
    const known = this.#known.get(written);
    if (known !== undefined) {
      return known;
    }
    const what = this.#classify(written);
    this.#known.set(written, what);
    return what;
  }

  #classify(written: string): NamedCommand {
    const said = commandName(written);
    const { target, lower } = said;
    if (this.#own.has(said.bare)) {
      return {
        name: target,
        lower,
        kind: 'own',
        facts: undefined,
        service: undefined,
        connects: false,
        requests: false,
      };
    }
    const facts = said.isCmdlet ? this.#facts(target) : undefined;
    const kind = this.#kind(said, facts);
    const [only, ...others] = facts?.services ?? [];
    return {
      name: facts?.name ?? target,
      lower,
      kind,
      facts: kind === 'catalog' ? facts : undefined,
      service: kind === 'catalog' && others.length === 0 ? only : kind === 'unknown' ? said.owner : undefined,
      connects: said.connects,
      requests: said.requests,
    };
  }

  #kind({ bare, isCmdlet, builtIn, elsewhere }: CommandName, facts: CmdletFacts | undefined): CommandKind {
    if (facts !== undefined) {
      const exchange = facts.services.includes('exchangeOnline') || facts.services.includes('securityCompliance');
      return exchange && this.#isOnPremises() ? 'elsewhere' : 'catalog';
    }
    if (builtIn) {
      return 'builtIn';
    }
    if (this.#definedAliases().has(bare)) {
      return 'own';
    }
    return !isCmdlet ? 'program' : elsewhere ? 'elsewhere' : 'unknown';
  }

  #isOnPremises(): boolean {
    this.#onPremises ??= usesExchangeServer(this.#syntax);
    return this.#onPremises;
  }

  #facts(name: string): CmdletFacts | undefined {
    return this.#catalog.cmdlet(name) ?? this.#withoutPrefix(name);
  }

  /** `Get-EOMailbox` after `Connect-ExchangeOnline -Prefix EO`. */
  #withoutPrefix(name: string): CmdletFacts | undefined {
    for (const { prefix } of this.connections) {
      const noun = name.indexOf('-') + 1;
      if (prefix !== undefined && name.slice(noun).toLowerCase().startsWith(prefix.toLowerCase())) {
        const facts = this.#catalog.cmdlet(name.slice(0, noun) + name.slice(noun + prefix.length));
        if (facts !== undefined) {
          return facts;
        }
      }
    }
    return undefined;
  }

  /** Names that the script makes aliases of. */
  #definedAliases(): ReadonlySet<string> {
    this.#aliases ??= new Set(
      this.#syntax.commands
        .filter(({ name }) => name !== undefined && /^(?:(?:set|new)-alias|[ns]al)$/i.test(name))
        .flatMap(({ elements }) => elements)
        .flatMap((element) =>
          element.kind === 'argument' && element.argument.value?.kind === 'string'
            ? [element.argument.value.value.toLowerCase()]
            : [],
        ),
    );
    return this.#aliases;
  }
}

/** The last of `connections` (in order) that stands before `offset`. */
export function lastBefore(connections: readonly Connection[], offset: number): Connection | undefined {
  let low = 0;
  let high = connections.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((connections[middle]?.invocation.range.start ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return connections[low - 1];
}

/** Without a connect statement: the service whose own cmdlets the script uses. */
function likelierOfBoth(commands: readonly ScriptCommand[]): ServiceId {
  const only = (service: ServiceId) =>
    commands.some(({ facts }) => facts?.services.length === 1 && facts.services[0] === service);
  return only('securityCompliance') && !only('exchangeOnline') ? 'securityCompliance' : 'exchangeOnline';
}

/** The management shell of an Exchange server: the same cmdlets, and nothing an application could be granted. */
function usesExchangeServer({ commands, text }: ScriptSyntax): boolean {
  let server = false;
  for (const { name, nameRange, range, invocation } of commands) {
    const lower = name?.toLowerCase();
    if (lower === 'connect-exchangeonline' || lower === 'connect-ippssession') {
      return false;
    }
    if (lower === 'add-pssnapin') {
      server ||= /exchange/i.test(text.slice(range.start, range.end));
    } else if (lower === 'new-pssession') {
      const written = text.slice(range.start, range.end);
      if (/outlook\.office365\.com|protection\.outlook/i.test(written)) {
        return false;
      }
      server ||= /http:\/\/[^\s]+\/powershell/i.test(written);
    } else if (invocation !== 'plain') {
      server ||= /RemoteExchange\.ps1/i.test(text.slice(nameRange.start, nameRange.end));
    }
  }
  return server;
}
