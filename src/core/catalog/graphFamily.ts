import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { EndpointTable } from './endpointTable.ts';
import type { PermissionSets } from './permissionTable.ts';
import { FrontCodedTable, splitRows } from './table.ts';
import type { CmdletFacts, Confidence, HttpMethod, PermissionState } from './types.ts';

/** Other names of the commands of Microsoft.Graph.Authentication, as its manifest exports them. */
const aliases: Readonly<Record<string, string>> = {
  'connect-graph': 'connect-mggraph',
  'disconnect-graph': 'disconnect-mggraph',
  'invoke-graphrequest': 'invoke-mggraphrequest',
  'invoke-mgrestmethod': 'invoke-mggraphrequest',
};

const methodOfVerb: Readonly<Record<string, HttpMethod>> = {
  get: 'GET',
  new: 'POST',
  invoke: 'POST',
  update: 'PATCH',
  set: 'PUT',
  remove: 'DELETE',
};

/** Types that `As<Type>` cmdlets narrow a directory object to, for names written without capitals. */
const castTypes =
  'administrativeunit|application|approleassignment|contact|device|directoryrole|endpoint|group|orgcontact|serviceprincipal|user';

/** Cmdlets of the Graph SDK. Names without a row are found by the SDK's naming rule. */
export class GraphFamily implements CmdletFamily {
  readonly #table: FrontCodedTable;
  readonly #modules: readonly string[];
  readonly #sets: PermissionSets;
  readonly #endpoints: () => EndpointTable;
  readonly #facts = new Map<string, CmdletFacts>();

  /** @param text rows of `data/graphCmdlets` */
  constructor(text: string, sets: PermissionSets, endpoints: () => EndpointTable) {
    this.#endpoints = endpoints;
    const lines = splitRows(text);
    this.#modules = (lines[0] ?? '').split('\t');
    this.#table = new FrontCodedTable(lines.slice(1));
    this.#sets = sets;
  }

  get names(): readonly string[] {
    return this.#table.all().map((line) => line.slice(0, line.indexOf('\t')));
  }

  find(name: string, written: string): CmdletFacts | undefined {
    const known = this.#facts.get(name);
    if (known !== undefined) {
      return known;
    }
    if (!name.includes('-mg') && aliases[name] === undefined) {
      return undefined;
    }
    const facts = this.#exact(aliases[name] ?? name) ?? this.#byRule(name, written);
    if (facts !== undefined) {
      this.#facts.set(name, facts);
    }
    return facts;
  }

  #exact(name: string): CmdletFacts | undefined {
    const row = this.#table.find(name);
    if (row === undefined) {
      return undefined;
    }
    const [documented = '', code = '', set = ''] = row.split('\t');
    const module = this.#modules[Number.parseInt(code.slice(2), 36)] ?? '';
    const session = code.startsWith('x');
    const state = documented === 'Invoke-MgGraphRequest' ? 'dependsOnRequest' : stateOf(session, set);
    return {
      name: documented,
      module,
      services: ['graph'],
      kind: state === 'dependsOnRequest' ? 'change' : session ? 'session' : onlyReads(documented) ? 'read' : 'change',
      ...(session ? {} : { api: apiOf(documented) }),
      permissions: this.#sets.alternatives(set),
      permissionState: state,
      appOnly: 'yes',
      confidence: confidenceOf(code),
      source: 'catalog',
    };
  }

  #byRule(name: string, written: string): CmdletFacts | undefined {
    if (!/^[a-z]+-mg[a-z]/.test(name)) {
      return undefined;
    }
    for (const candidate of candidates(name)) {
      const facts = this.#exact(candidate);
      if (facts !== undefined) {
        return {
          ...facts,
          name: written,
          // Never recorded as beta or v1.0 by its sibling: the name says it.
          ...(facts.kind === 'session'
            ? {}
            : { api: name.includes('-mgbeta') ? ('beta' as const) : ('v1.0' as const) }),
          confidence: 'derived',
          derivedFrom: facts.name,
        };
      }
    }
    return this.#byEndpoint(name, written);
  }

  /** Where no cmdlet of the table shares the request, the path that the name spells. */
  #byEndpoint(name: string, written: string): CmdletFacts | undefined {
    const [, verb = '', beta, noun = ''] = /^([a-z]+)-mg(beta)?([a-z]+)$/.exec(name) ?? [];
    const method = methodOfVerb[verb];
    const permissions = method === undefined ? undefined : this.#endpoints().named(method, noun);
    return permissions === undefined || permissions.length === 0
      ? undefined
      : {
          name: written,
          module: beta === undefined ? 'Microsoft.Graph' : 'Microsoft.Graph.Beta',
          services: ['graph'],
          kind: method === 'GET' ? 'read' : 'change',
          api: beta === undefined ? 'v1.0' : 'beta',
          permissions,
          permissionState: 'listed',
          appOnly: 'yes',
          confidence: 'derived',
          source: 'catalog',
        };
  }
}

function apiOf(name: string): 'v1.0' | 'beta' {
  return /-mgbeta/i.test(name) ? 'beta' : 'v1.0';
}

/** Names whose permissions a cmdlet of the SDK shares: the other API version, the name without a request suffix. */
function candidates(name: string): readonly string[] {
  const bases = [name];
  for (const suffix of [/directoryobjectbyref$/, /byref$/, /count$/, /delta$/, /content$/]) {
    if (suffix.test(name)) {
      bases.push(name.replace(suffix, ''));
    }
  }
  const cast = new RegExp(`^(.+?)(?:count)?as(?:${castTypes})$`).exec(name)?.[1];
  if (cast !== undefined) {
    bases.push(cast);
  }
  return bases.flatMap((base) => [
    base,
    base.includes('-mgbeta') ? base.replace('-mgbeta', '-mg') : base.replace('-mg', '-mgbeta'),
  ]);
}

function stateOf(session: boolean, set: string): PermissionState {
  return session ? 'notNeeded' : set === '' ? 'noneKnown' : 'listed';
}

/** First letter: where the name is from; second: where the permissions are from. See `scripts/catalog/graphCmdlets.mjs`. */
function confidenceOf(code: string): Confidence {
  if (code[1] === 'o') {
    return 'unverified';
  }
  return code[0] === 'r' || code[0] === 'k' || code[1] === 'b' ? 'derived' : 'documented';
}

/** Microsoft.Entra and Microsoft.Entra.Beta: each cmdlet has the permissions of the Graph cmdlet that sends its request. */
export function entraFamily(text: string, graph: () => CmdletFamily): CmdletFamily {
  return tableFamily(text, (name, [flags = '', graphName = '']): CmdletFacts => {
    const same = graphName === '' ? undefined : graph().find(graphName.toLowerCase(), graphName);
    const session = flags.includes('x');
    return {
      name,
      module: flags.includes('B') ? 'Microsoft.Entra.Beta' : 'Microsoft.Entra',
      services: ['entra'],
      kind: session ? 'session' : onlyReads(name) ? 'read' : 'change',
      ...(session ? {} : { api: flags.includes('B') ? ('beta' as const) : ('v1.0' as const) }),
      permissions: same?.permissions ?? [],
      permissionState: session ? 'notNeeded' : (same?.permissionState ?? 'noneKnown'),
      appOnly: 'yes',
      confidence: session ? 'documented' : 'derived',
      source: 'catalog',
      ...(same === undefined ? {} : { derivedFrom: same.name }),
    };
  });
}

/** Az: a role on a scope decides, except for the directory cmdlets of Az.Resources, which call Microsoft Graph. */
export function azFamily(text: string, graph: () => CmdletFamily): CmdletFamily {
  const directory = tableFamily(text, (name, [, graphName = '']): CmdletFacts => {
    const same = graph().find(graphName.toLowerCase(), graphName);
    return {
      ...azure(name),
      module: 'Az.Resources',
      permissions: same?.permissions ?? [],
      permissionState: same?.permissionState ?? 'noneKnown',
      confidence: 'derived',
      ...(same === undefined ? {} : { derivedFrom: same.name }),
    };
  });
  return {
    names: directory.names,
    find: (name, written) => directory.find(name, written) ?? (isAzName(name, written) ? azure(written) : undefined),
  };
}

/** `Get-AzVM`, and not `Get-Azimuth`: where the script writes capitals, one follows the prefix. */
function isAzName(name: string, written: string): boolean {
  return /^[a-z]+-az(?!ure(ad|rm))[a-z]/.test(name) && (written === name || /^[A-Za-z]+-A[Zz][A-Z]/.test(written));
}

function azure(name: string): CmdletFacts {
  const session = /^(connect|disconnect)-|-azcontext$/i.test(name);
  return {
    name,
    module: session ? 'Az.Accounts' : 'Az',
    services: ['azure'],
    kind: session ? 'session' : onlyReads(name) ? 'read' : 'change',
    permissions: [],
    permissionState: 'notNeeded',
    appOnly: 'yes',
    confidence: 'derived',
    source: 'catalog',
  };
}
