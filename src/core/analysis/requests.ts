import type { Catalog, RequestFacts } from '../catalog/types.ts';
import type { CommandInvocation, ScriptSyntax } from '../powershell/types.ts';
import { type BoundArguments, bindArguments, type Signature } from './boundArguments.ts';
import { hole } from './joinedText.ts';
import { withQueryProperties } from './propertyPermissions.ts';
import { type Bindings, plainName, type Values, type Viewpoint } from './values.ts';

/** A request to Microsoft Graph that a command sends. */
export interface GraphRequest {
  readonly facts: RequestFacts;
  /** The call that decides the URL: the command itself, or the call of the function around it. */
  readonly at: CommandInvocation;
}

interface RequestSignature extends Signature {
  readonly url: string;
  /** Whether the URL is Graph's, whatever it says. */
  readonly graphOnly: boolean;
}

const web: RequestSignature = {
  parameters: ['uri', 'method', 'custommethod', 'headers', 'body', 'contenttype', 'authentication', 'token', 'outfile'],
  switches: new Set([
    'usebasicparsing',
    'usedefaultcredentials',
    'skipcertificatecheck',
    'passthru',
    'disablekeepalive',
    'skiphttperrorcheck',
    'followrellink',
    'skipheadervalidation',
  ]),
  aliases: { followrellink: 'followrellink', cm: 'custommethod' },
  positional: ['uri'],
  url: 'uri',
  graphOnly: false,
};

const graph: RequestSignature = {
  parameters: ['method', 'uri', 'body', 'headers', 'outputfilepath', 'contenttype', 'outputtype', 'statuscodevariable'],
  switches: new Set(['passthru', 'skipheadervalidation', 'skiphttperrorcheck', 'inferoutputfilename']),
  positional: ['method', 'uri'],
  url: 'uri',
  graphOnly: true,
};

const pnp: RequestSignature = {
  parameters: ['url', 'method', 'content', 'contenttype', 'additionalheaders', 'connection', 'outfile'],
  switches: new Set(['raw', 'all', 'consistencyleveleventual', 'outstream']),
  positional: ['url'],
  url: 'url',
  graphOnly: true,
};

const signatures: Readonly<Record<string, RequestSignature>> = {
  'invoke-restmethod': web,
  'invoke-webrequest': web,
  'invoke-mggraphrequest': graph,
  'invoke-graphrequest': graph,
  'invoke-mgrestmethod': graph,
  'invoke-pnpgraphmethod': pnp,
  'invoke-azrestmethod': { ...web, parameters: ['uri', 'method', 'path', 'payload'], positional: [] },
};

/** Whether `name` (lower case) is a command that sends the request its parameters say. */
export function sendsRequests(name: string): boolean {
  return signatures[name] !== undefined;
}

/** Whether every request of the command `name` goes to Graph. */
export function sendsToGraphOnly(name: string): boolean {
  return signatures[name]?.graphOnly === true;
}

const mostCalls = 200;
/** Calls looked at in one script: more are generated text, or meant to keep an analysis busy. */
const mostLookups = 2000;
const deepest = 3;

/** Finds the Graph requests of a script's commands, also of a function that gets the URL from its callers. */
export class GraphRequests {
  readonly #syntax: ScriptSyntax;
  readonly #values: Values;
  readonly #catalog: Catalog;
  #calls: Map<string, CommandInvocation[]> | undefined;
  /** Of the script's functions, by name as written. */
  readonly #signatures = new Map<string, Signature>();
  #lookups = 0;

  constructor(syntax: ScriptSyntax, values: Values, catalog: Catalog) {
    this.#syntax = syntax;
    this.#values = values;
    this.#catalog = catalog;
  }

  /** @param name of the command in lower case, an alias already resolved */
  of(name: string, command: CommandInvocation): readonly GraphRequest[] {
    const signature = signatures[name];
    if (signature === undefined) {
      return [];
    }
    const bound = bindArguments(command, this.#values, signature);
    return this.#requests(signature, bound, command, undefined, 0);
  }

  #requests(
    signature: RequestSignature,
    bound: BoundArguments,
    command: CommandInvocation,
    caller: { readonly bindings: Bindings; readonly at: CommandInvocation } | undefined,
    depth: number,
  ): readonly GraphRequest[] {
    const view: Viewpoint = { at: command.range.start, enclosingFunction: command.enclosingFunction };
    const argument = bound.get(signature.url)?.value;
    const url =
      this.#values.text(argument, view, caller?.bindings) ??
      (argument === undefined ? undefined : this.#values.concatenation(argument.range, view, caller?.bindings));
    const method =
      this.#values.text((bound.get('method') ?? bound.get('custommethod'))?.value, view, caller?.bindings) ?? undefined;
    const facts = url === undefined ? undefined : this.#facts(signature, url, method, bound);
    if (facts !== undefined) {
      return [{ facts, at: caller?.at ?? command }];
    }
    const functionName = (caller?.at ?? command).enclosingFunction;
    if (functionName === undefined || depth === deepest || this.#lookups > mostLookups) {
      return [];
    }
    return this.#callsOf(functionName).flatMap((call) => {
      if (++this.#lookups > mostLookups) {
        return [];
      }
      const bindings = this.#bindingsOf(call, functionName, caller?.bindings);
      return this.#requests(signature, bound, command, { bindings, at: call }, depth + 1);
    });
  }

  #facts(
    signature: RequestSignature,
    url: string,
    method: string | undefined,
    bound: BoundArguments,
  ): RequestFacts | undefined {
    const absolute = /^https?:\/\//i.test(url);
    if (!(absolute || signature.graphOnly) || url.replaceAll(hole, '').replace(/[/?&=]/g, '') === '') {
      return undefined;
    }
    // A method that only a run shows is most often the default.
    const given = method === undefined || method.includes(hole) ? undefined : method;
    const hasBody = bound.get('body') !== undefined || bound.get('content') !== undefined;
    const written = (bound.get('method') ?? bound.get('custommethod')) !== undefined;
    const verb = given ?? (written && hasBody ? 'POST' : 'GET');
    const facts = this.#catalog.request(verb, url);
    return facts?.method === 'GET'
      ? { ...facts, permissions: withQueryProperties(facts.permissions, facts.template, url) }
      : facts;
  }

  #callsOf(functionName: string): readonly CommandInvocation[] {
    if (this.#calls === undefined) {
      this.#calls = new Map();
      const own = new Set(this.#syntax.functions.map(({ name }) => plainName(name)));
      for (const command of this.#syntax.commands) {
        const name = command.name?.toLowerCase();
        if (name !== undefined && own.has(name)) {
          const calls = this.#calls.get(name) ?? [];
          calls.push(command);
          this.#calls.set(name, calls);
        }
      }
    }
    const name = plainName(functionName);
    // A function that calls itself passes on what it was called with.
    return (this.#calls.get(name) ?? [])
      .filter((call) => call.enclosingFunction === undefined || plainName(call.enclosingFunction) !== name)
      .slice(0, mostCalls);
  }

  #signatureOf(functionName: string): Signature {
    let signature = this.#signatures.get(functionName);
    if (signature === undefined) {
      const declared = this.#syntax.parameters.filter(({ enclosingFunction }) => enclosingFunction === functionName);
      const names = declared.map(({ name }) => plainName(name));
      const switches = declared.filter(({ type }) => /^switch/i.test(type ?? '')).map(({ name }) => plainName(name));
      signature = { parameters: names, positional: names, switches: new Set(switches) };
      this.#signatures.set(functionName, signature);
    }
    return signature;
  }

  /** What the parameters of `functionName` are in `call`; through `inner` when the function only passes them on. */
  #bindingsOf(call: CommandInvocation, functionName: string, inner: Bindings | undefined): Bindings {
    const bound = bindArguments(call, this.#values, this.#signatureOf(functionName));
    const view: Viewpoint = { at: call.range.start, enclosingFunction: call.enclosingFunction };
    const bindings = new Map<
      string,
      { knowledge: NonNullable<BoundArguments['parameters'][number]['value']>; view: Viewpoint }
    >();
    for (const { name, value } of bound.parameters) {
      if (value !== undefined) {
        bindings.set(name, { knowledge: value, view });
      }
    }
    if (inner !== undefined) {
      for (const [name, { knowledge }] of inner) {
        const passed = knowledge.variable === undefined ? undefined : bindings.get(plainName(knowledge.variable));
        if (passed !== undefined) {
          bindings.set(name, passed);
        }
      }
    }
    return bindings;
  }
}
