import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isAbort } from '../shared/errors.ts';
import type { Log } from '../shared/ports.ts';
import { httpMethod, requestVariants } from './endpointTable.ts';
import { type EndpointMatch, EndpointTrie } from './endpointTrie.ts';
import { jsonObjects } from './jsonObjects.ts';
import { type MetadataEntry, parseMetadataEntry } from './metadataEntry.ts';
import { graphAppId } from './permissionTable.ts';
import type { RequestPath } from './requestPath.ts';
import type { PermissionAlternative } from './types.ts';

/** The module whose metadata this is, and where it lies inside the module's version folder. */
const moduleName = 'Microsoft.Graph.Authentication';
const metadataPath = ['custom', 'common', 'MgCommandMetadata.json'];

/** What the user's installed Graph module says about a cmdlet. */
export interface ModuleCmdlet {
  readonly name: string;
  readonly module: string;
  readonly api?: 'v1.0' | 'beta';
  /** Application permissions, least privilege first; empty when the metadata lists none. */
  readonly permissions: readonly PermissionAlternative[];
}

export interface ModuleMetadata {
  /** Version of the module, `2.34.0`. */
  readonly version: string;
  readonly file: string;
  readonly cmdletCount: number;
  /** Case-insensitive. */
  cmdlet(name: string): ModuleCmdlet | undefined;
  request(method: string, path: RequestPath): EndpointMatch<readonly PermissionAlternative[]> | undefined;
}

/**
 * The newest installed `Microsoft.Graph.Authentication` that has command metadata.
 *
 * @param moduleFolders entries of `PSModulePath`; those that do not exist are passed over
 */
export async function findModuleMetadata(
  moduleFolders: readonly string[],
): Promise<{ readonly file: string; readonly version: string } | undefined> {
  const found = await Promise.all(
    moduleFolders.map(async (folder) => {
      const versions = await readdir(path.join(folder, moduleName)).catch((): string[] => []);
      return versions
        .filter((version) => /^\d+(\.\d+)+$/.test(version))
        .map((version) => ({ version, file: path.join(folder, moduleName, version, ...metadataPath) }));
    }),
  );
  return found.flat().sort((left, right) => compareVersions(right.version, left.version))[0];
}

function compareVersions(left: string, right: string): number {
  const rightParts = right.split('.').map(Number);
  for (const [index, part] of left.split('.').map(Number).entries()) {
    const difference = part - (rightParts[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/**
 * Reads a metadata file (about 20 MB) in slices, so that nothing else waits for it.
 *
 * @param privilege privilege level of a Graph permission, to order what the metadata leaves unordered
 * @returns undefined, after logging why, when the file is missing, damaged or something else
 */
export async function readModuleMetadata(
  source: { readonly file: string; readonly version: string },
  options: {
    readonly log: Log;
    readonly privilege: (name: string) => number | undefined;
    readonly signal?: AbortSignal;
  },
): Promise<ModuleMetadata | undefined> {
  const { log, privilege, signal } = options;
  try {
    const handle = await open(source.file);
    try {
      const builder = new MetadataBuilder(privilege);
      for await (const value of jsonObjects(handle.createReadStream({ highWaterMark: 64 * 1024 }), signal)) {
        builder.add(value);
      }
      return builder.finish(source);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isAbort(error)) {
      throw error;
    }
    log.warn('The metadata of the installed Microsoft Graph module is not used.', {
      version: source.version,
      why: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}

class MetadataBuilder {
  readonly #privilege: (name: string) => number | undefined;
  readonly #cmdlets = new Map<string, { entry: MetadataEntry; permissions: Map<string, boolean> }>();
  readonly #requests = {
    'v1.0': new EndpointTrie<ReadonlyMap<string, boolean>>(),
    beta: new EndpointTrie<ReadonlyMap<string, boolean>>(),
  };
  #valid = 0;
  #invalid = 0;

  constructor(privilege: (name: string) => number | undefined) {
    this.#privilege = privilege;
  }

  add(value: unknown): void {
    const entry = parseMetadataEntry(value);
    if (entry === undefined) {
      this.#invalid++;
      return;
    }
    this.#valid++;
    const key = entry.command.toLowerCase();
    const known = this.#cmdlets.get(key);
    if (known === undefined) {
      this.#cmdlets.set(key, { entry, permissions: new Map(entry.permissions) });
    } else {
      merge(known.permissions, entry.permissions);
    }
    if (entry.segments !== undefined && entry.api !== undefined && entry.permissions.size > 0) {
      const plain = entry.segments.map((segment) => segment.replace(/^microsoft\.graph\./, ''));
      this.#requests[entry.api].add(plain, entry.method, entry.permissions);
    }
  }

  /** @throws Error when too little of the file was what it should be */
  finish(source: { readonly file: string; readonly version: string }): ModuleMetadata {
    if (this.#valid === 0 || this.#invalid > this.#valid / 20) {
      throw new Error(`${this.#invalid} of ${this.#valid + this.#invalid} entries are not command metadata.`);
    }
    const cmdlets = this.#cmdlets;
    const requests = this.#requests;
    const order = (permissions: ReadonlyMap<string, boolean>) => this.#order(permissions);
    return {
      ...source,
      cmdletCount: cmdlets.size,
      cmdlet: (name) => {
        const found = cmdlets.get(name.toLowerCase());
        return found === undefined
          ? undefined
          : {
              name: found.entry.command,
              module: found.entry.module,
              ...(found.entry.api === undefined ? {} : { api: found.entry.api }),
              permissions: order(found.permissions),
            };
      },
      request: (method, requestPath) => {
        const verb = httpMethod(method);
        if (verb === undefined) {
          return undefined;
        }
        for (const version of requestPath.version === undefined ? (['v1.0', 'beta'] as const) : [requestPath.version]) {
          for (const segments of requestVariants(requestPath)) {
            const match = requests[version].find(verb, segments);
            if (match !== undefined) {
              return { template: match.template, value: order(match.value) };
            }
          }
        }
        return undefined;
      },
    };
  }

  #order(permissions: ReadonlyMap<string, boolean>): readonly PermissionAlternative[] {
    const level = (name: string) => this.#privilege(name) ?? 3;
    return [...permissions]
      .sort(
        ([left, leftLeast], [right, rightLeast]) =>
          Number(rightLeast) - Number(leftLeast) || level(left) - level(right) || left.length - right.length,
      )
      .map(([permission]) => [{ resourceAppId: graphAppId, permission }]);
  }
}

function merge(into: Map<string, boolean>, from: ReadonlyMap<string, boolean>): void {
  for (const [name, least] of from) {
    into.set(name, (into.get(name) ?? false) || least);
  }
}
