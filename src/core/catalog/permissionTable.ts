import { splitRows } from './table.ts';
import type { CatalogPermissionRef, PermissionAlternative, PermissionFacts, ResourceFacts } from './types.ts';

/** Application id of Microsoft Graph. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

const graphName = 'Microsoft Graph';

/** Permissions of all resources, by name and id. */
export class PermissionTable {
  readonly resources: readonly ResourceFacts[];
  readonly #byKey = new Map<string, PermissionFacts>();
  readonly #byResource = new Map<string, ResourceFacts>();

  /** @param graphText rows of `data/graphPermissions`; @param resourceText rows of `data/resources` */
  constructor(graphText: string, resourceText: string) {
    const graph = splitRows(graphText).map(parseGraphRow);
    const others = new Map<string, { name: string; unverified: boolean; permissions: PermissionFacts[] }>();
    for (const row of splitRows(resourceText)) {
      const [appId = '', name = '', permission = '', type = '', id = '', check = ''] = row.split('\t');
      const resource = others.get(appId) ?? { name, unverified: check === 'u', permissions: [] };
      others.set(appId, resource);
      if (permission !== '') {
        resource.permissions.push({
          resourceAppId: appId,
          name: permission,
          ...(type === 'R' ? { applicationId: id } : { delegatedId: id }),
          resourceSpecific: false,
          source: 'catalog',
        });
      }
    }
    this.resources = [
      { appId: graphAppId, name: graphName, permissions: graph, confidence: 'documented' },
      ...[...others]
        .filter(([appId]) => appId !== graphAppId)
        .map(
          ([appId, { name, unverified, permissions }]): ResourceFacts => ({
            appId,
            name,
            permissions,
            confidence: unverified ? 'unverified' : 'documented',
          }),
        ),
    ];
    for (const resource of this.resources) {
      this.#byResource.set(resource.appId, resource);
      for (const permission of resource.permissions) {
        for (const name of [permission.name, permission.applicationId, permission.delegatedId]) {
          if (name !== undefined) {
            this.#byKey.set(key(resource.appId, name), permission);
          }
        }
      }
    }
  }

  find(resourceAppId: string, nameOrId: string): PermissionFacts | undefined {
    return this.#byKey.get(key(resourceAppId, nameOrId));
  }

  resource(appId: string): ResourceFacts | undefined {
    return this.#byResource.get(appId.toLowerCase());
  }
}

function key(resourceAppId: string, nameOrId: string): string {
  return `${resourceAppId}/${nameOrId}`.toLowerCase();
}

function parseGraphRow(row: string): PermissionFacts {
  const [name = '', applicationId = '', delegatedId = '', applicationLevel = '', delegatedLevel = '', flags = ''] =
    row.split('\t');
  return {
    resourceAppId: graphAppId,
    name,
    ...(applicationId === '' ? {} : { applicationId }),
    ...(delegatedId === '' ? {} : { delegatedId }),
    ...(applicationLevel === '' ? {} : { applicationPrivilege: Number(applicationLevel) }),
    ...(delegatedLevel === '' ? {} : { delegatedPrivilege: Number(delegatedLevel) }),
    resourceSpecific: flags.includes('r'),
    source: 'catalog',
  };
}

/** The lists of alternatives that cmdlets and endpoints share, each decoded once. */
export class PermissionSets {
  readonly #refs: readonly CatalogPermissionRef[];
  readonly #lines: readonly string[];
  readonly #decoded = new Map<number, readonly PermissionAlternative[]>();

  /** @param text rows of `data/permissionSets`; numbers count the Graph permissions first, then the rows it starts with */
  constructor(text: string, graphText: string) {
    const rows = splitRows(text);
    const others = Number.parseInt(rows[0] ?? '0', 36);
    this.#refs = [
      ...splitRows(graphText).map((row) => ({
        resourceAppId: graphAppId,
        permission: row.slice(0, row.indexOf('\t')),
      })),
      ...rows.slice(1, 1 + others).map((row) => {
        const [resourceAppId = '', permission = ''] = row.split('\t');
        return { resourceAppId, permission };
      }),
    ];
    this.#lines = rows.slice(1 + others);
  }

  get size(): number {
    return this.#lines.length;
  }

  /** @param id base 36; empty for no permission */
  alternatives(id: string): readonly PermissionAlternative[] {
    if (id === '') {
      return [];
    }
    const number = Number.parseInt(id, 36);
    let decoded = this.#decoded.get(number);
    if (decoded === undefined) {
      decoded = (this.#lines[number] ?? '')
        .split(' ')
        .map((alternative) => alternative.split('+').map((item) => this.#ref(Number.parseInt(item, 36))));
      this.#decoded.set(number, decoded);
    }
    return decoded;
  }

  #ref(number: number): CatalogPermissionRef {
    const ref = this.#refs[number];
    if (ref === undefined) {
      throw new RangeError(`Permission ${number} is not in the catalog data.`);
    }
    return ref;
  }
}
