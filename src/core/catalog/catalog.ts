import { TextCache } from '../shared/textCache.ts';
import type { CmdletFamily } from './cmdletFamily.ts';
import { EndpointTable } from './endpointTable.ts';
import { exchangeFamily } from './exchangeFamily.ts';
import { azFamily, entraFamily, GraphFamily } from './graphFamily.ts';
import { legacyFamily } from './legacyFamily.ts';
import { graphAppId, PermissionSets, PermissionTable } from './permissionTable.ts';
import { pnpFamily } from './pnpFamily.ts';
import { RoleTable } from './roleTable.ts';
import { spoFamily } from './spoFamily.ts';
import { once, splitRows } from './table.ts';
import { teamsFamily } from './teamsFamily.ts';
import type {
  Catalog,
  CatalogPurpose,
  CatalogService,
  CatalogSource,
  CmdletFacts,
  PermissionFacts,
  RequestFacts,
  ResourceFacts,
  RoleFacts,
} from './types.ts';

let loading: Promise<Catalog> | undefined;

/**
 * The facts that ship with the product. Reads the data modules on the first call; later calls give the same catalog.
 * Nothing is parsed until the first look-up in a table.
 */
export function loadCatalog(): Promise<Catalog> {
  loading ??= readData().then((data) => new ShippedCatalog(data));
  return loading;
}

type Data = Awaited<ReturnType<typeof readData>>;

/** Each table is its own module: they work from source and bundled, without looking for files at run time. */
async function readData() {
  const modules = await Promise.all([
    import('./data/azGraphCmdlets.ts'),
    import('./data/directoryRoles.ts'),
    import('./data/entraCmdlets.ts'),
    import('./data/exchangeCmdlets.ts'),
    import('./data/graphCmdlets.ts'),
    import('./data/graphEndpoints.ts'),
    import('./data/graphPermissions.ts'),
    import('./data/legacyCmdlets.ts'),
    import('./data/permissionSets.ts'),
    import('./data/pnpCmdlets.ts'),
    import('./data/resources.ts'),
    import('./data/sources.ts'),
    import('./data/spoCmdlets.ts'),
    import('./data/teamsCmdlets.ts'),
  ]);
  const [az, roles, entra, exchange, graph, endpoints, permissions, legacy, sets, pnp, resources, sources, spo, teams] =
    modules;
  return {
    ...az,
    ...roles,
    ...entra,
    ...exchange,
    ...graph,
    ...endpoints,
    ...permissions,
    ...legacy,
    ...sets,
    ...pnp,
    ...resources,
    ...sources,
    ...spo,
    ...teams,
  };
}

class ShippedCatalog implements Catalog {
  readonly dataDate: string;
  readonly sources: readonly CatalogSource[];
  readonly #permissions: () => PermissionTable;
  readonly #endpoints: () => EndpointTable;
  readonly #roles: () => RoleTable;
  readonly #families: readonly (() => CmdletFamily)[];
  /** Scripts ask for the same few hundred names again and again, also for some that no family has. */
  readonly #cmdlets = new TextCache<CmdletFacts | undefined>(5000);
  readonly #names: () => readonly (readonly [lower: string, name: string])[];

  constructor(data: Data) {
    this.sources = splitRows(data.sources).map((row) => {
      const [table = '', repository = '', commit = '', date = ''] = row.split('\t');
      return { table, repository, commit, date };
    });
    this.dataDate = dateOf(this.sources);
    const sets = once(() => new PermissionSets(data.permissionSets, data.graphPermissions));
    this.#endpoints = once(() => new EndpointTable(data.graphEndpoints, sets()));
    const graph = once(() => new GraphFamily(data.graphCmdlets, sets(), this.#endpoints));
    this.#permissions = once(() => new PermissionTable(data.graphPermissions, data.resources));
    this.#roles = once(() => new RoleTable(data.directoryRoles));
    // In the order scripts use them most; names are unique across families but for patterns, which come last.
    this.#families = [
      graph,
      once(() => exchangeFamily(data.exchangeCmdlets, sets())),
      once(() => entraFamily(data.entraCmdlets, graph)),
      once(() => teamsFamily(data.teamsCmdlets, sets())),
      once(() => pnpFamily(data.pnpCmdlets, sets())),
      once(() => spoFamily(data.spoCmdlets, sets())),
      once(() => legacyFamily(data.legacyCmdlets)),
      once(() => azFamily(data.azGraphCmdlets, graph)),
    ];
    this.#names = once(() =>
      [...new Set(this.#families.flatMap((family) => family().names))]
        .map((name) => [name.toLowerCase(), name] as const)
        .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
    );
  }

  cmdlet(name: string): CmdletFacts | undefined {
    return this.#cmdlets.get(name, (asked) => this.#find(asked));
  }

  #find(name: string): CmdletFacts | undefined {
    // `Module\Cmdlet` is the same cmdlet; typographic dashes are dashes to PowerShell.
    const written = name.slice(name.lastIndexOf('\\') + 1).replace(/[\u2013\u2014\u2015]/g, '-');
    const lower = written.toLowerCase();
    for (const family of this.#families) {
      const facts = family().find(lower, written);
      if (facts !== undefined) {
        return facts;
      }
    }
    return undefined;
  }

  cmdletsStartingWith(prefix: string, limit = 50): readonly string[] {
    const names = this.#names();
    const lower = prefix.toLowerCase();
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((names[middle]?.[0] ?? '') < lower) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const found: string[] = [];
    for (let index = low; index < names.length && found.length < limit; index++) {
      const [candidate, name] = names[index] ?? ['', ''];
      if (!candidate.startsWith(lower)) {
        break;
      }
      found.push(name);
    }
    return found;
  }

  request(method: string, url: string): RequestFacts | undefined {
    return this.#endpoints().find(method, url);
  }

  permission(resourceAppId: string, nameOrId: string): PermissionFacts | undefined {
    return this.#permissions().find(resourceAppId, nameOrId);
  }

  resource(appId: string): ResourceFacts | undefined {
    return this.#permissions().resource(appId);
  }

  get resources(): readonly ResourceFacts[] {
    return this.#permissions().resources;
  }

  privilege(name: string): number | undefined {
    return this.permission(graphAppId, name)?.applicationPrivilege;
  }

  role(nameOrTemplateId: string): RoleFacts | undefined {
    return this.#roles().find(nameOrTemplateId);
  }

  get roles(): readonly RoleFacts[] {
    return this.#roles().roles;
  }

  rolesFor(service: CatalogService, purpose: CatalogPurpose): readonly RoleFacts[] {
    return this.#roles().for(service, purpose);
  }
}

/** The date that matters to a reader of the report: that of the permission data. */
function dateOf(sources: readonly CatalogSource[]): string {
  return sources.find((source) => source.table === 'graph-permissions')?.date ?? '';
}
