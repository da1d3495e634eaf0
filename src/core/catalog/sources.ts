import { httpMethod } from './endpointTable.ts';
import type { ModuleMetadata } from './moduleMetadata.ts';
import { graphAppId } from './permissionTable.ts';
import { requestPath } from './requestPath.ts';
import type {
  Catalog,
  CmdletFacts,
  PermissionAlternative,
  PermissionFacts,
  RequestFacts,
  ResourceFacts,
} from './types.ts';

/** A service principal of the signed-in tenant, as much of it as names permissions. */
export interface TenantResource {
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles?: readonly {
    readonly id: string;
    readonly value: string | null;
    readonly isEnabled?: boolean;
    readonly allowedMemberTypes?: readonly string[];
  }[];
}

/** Which sources answer, for the report. */
export interface SourcesInUse {
  /** Date of the data that ships with the product (ISO). */
  readonly dataDate: string;
  /** The user's installed Graph module, where its metadata is used. */
  readonly module?: { readonly version: string; readonly file: string };
  /** Application ids of the resources whose app roles come from the tenant. */
  readonly tenantResources: readonly string[];
}

/**
 * The catalog with what is newer than it: the tenant's own app roles come first, then the metadata of the installed
 * Graph module, then the data that ships with the product. Each answer says which source it came from.
 */
export class CatalogSources {
  /** Answers from the sources set so far; stays valid when they change. */
  readonly catalog: Catalog;
  readonly #shipped: Catalog;
  #tenant: ReadonlyMap<string, ResourceFacts> = new Map();
  #module: ModuleMetadata | undefined;

  constructor(shipped: Catalog) {
    this.#shipped = shipped;
    this.catalog = {
      dataDate: shipped.dataDate,
      sources: shipped.sources,
      cmdlet: (name) => this.#cmdlet(name),
      cmdletsStartingWith: (prefix, limit) => shipped.cmdletsStartingWith(prefix, limit),
      request: (method, url) => this.#request(method, url),
      permission: (resourceAppId, nameOrId) => this.#permission(resourceAppId, nameOrId),
      resource: (appId) => this.#tenant.get(appId.toLowerCase()) ?? shipped.resource(appId),
      resources: shipped.resources,
      privilege: (name) => shipped.privilege(name),
      role: (nameOrTemplateId) => shipped.role(nameOrTemplateId),
      roles: shipped.roles,
      rolesFor: (service, purpose) => shipped.rolesFor(service, purpose),
    };
  }

  /** Sets the tenant's resources, replacing those of another tenant; an empty list takes them away. */
  useTenant(resources: readonly TenantResource[]): void {
    this.#tenant = new Map(
      resources
        .filter((resource) => resource.appRoles !== undefined)
        .map((resource) => [resource.appId.toLowerCase(), this.#merged(resource)]),
    );
  }

  useModule(metadata: ModuleMetadata | undefined): void {
    this.#module = metadata;
  }

  get inUse(): SourcesInUse {
    return {
      dataDate: this.#shipped.dataDate,
      ...(this.#module === undefined ? {} : { module: { version: this.#module.version, file: this.#module.file } }),
      tenantResources: [...this.#tenant.keys()],
    };
  }

  #merged(resource: TenantResource): ResourceFacts {
    const shipped = this.#shipped.resource(resource.appId);
    const roles = (resource.appRoles ?? []).filter(
      (role) =>
        role.value && role.isEnabled !== false && (role.allowedMemberTypes ?? ['Application']).includes('Application'),
    );
    const own = roles.map((role): PermissionFacts => {
      const name = role.value ?? '';
      const known = this.#shipped.permission(resource.appId, name);
      return {
        ...(known ?? { resourceAppId: resource.appId.toLowerCase(), name, resourceSpecific: false }),
        name,
        applicationId: role.id,
        source: 'tenant',
      };
    });
    const names = new Set(own.map((permission) => permission.name.toLowerCase()));
    return {
      appId: resource.appId.toLowerCase(),
      name: shipped?.name ?? resource.displayName,
      permissions: [...own, ...(shipped?.permissions ?? []).filter(({ name }) => !names.has(name.toLowerCase()))],
      confidence: 'documented',
    };
  }

  #permission(resourceAppId: string, nameOrId: string): PermissionFacts | undefined {
    const wanted = nameOrId.toLowerCase();
    return (
      this.#tenant
        .get(resourceAppId.toLowerCase())
        ?.permissions.find(
          ({ name, applicationId }) => name.toLowerCase() === wanted || applicationId?.toLowerCase() === wanted,
        ) ?? this.#shipped.permission(resourceAppId, nameOrId)
    );
  }

  #cmdlet(name: string): CmdletFacts | undefined {
    const shipped = this.#shipped.cmdlet(name);
    const found = this.#module?.cmdlet(name) ?? this.#module?.cmdlet(shipped?.derivedFrom ?? '');
    if (found === undefined) {
      return shipped;
    }
    if (shipped === undefined) {
      return {
        name: found.name,
        module: found.module,
        services: ['graph'],
        kind: /^(get|find|test|search)-/i.test(found.name) ? 'read' : 'change',
        ...(found.api === undefined ? {} : { api: found.api }),
        permissions: found.permissions,
        permissionState: found.permissions.length === 0 ? 'noneKnown' : 'listed',
        appOnly: 'yes',
        confidence: 'documented',
        source: 'module',
      };
    }
    // Metadata without application permissions says nothing: for many requests it lists none at all.
    return found.permissions.length === 0 ||
      shipped.permissionState === 'dependsOnRequest' ||
      this.#confirms(found.permissions, shipped.permissions)
      ? shipped
      : { ...shipped, permissions: found.permissions, permissionState: 'listed', source: 'module' };
  }

  #request(method: string, url: string): RequestFacts | undefined {
    const shipped = this.#shipped.request(method, url);
    const path = requestPath(url);
    const match = path === undefined ? undefined : this.#module?.request(method, path);
    if (
      path === undefined ||
      match === undefined ||
      shipped?.permissionState === 'dependsOnRequest' ||
      this.#confirms(match.value, shipped?.permissions ?? [])
    ) {
      return shipped;
    }
    const facts = { permissions: match.value, permissionState: 'listed', source: 'module' } as const;
    return shipped === undefined
      ? {
          method: httpMethod(method) ?? 'GET',
          template: match.template,
          ...facts,
          confidence: 'documented',
          usesMe: path.usesMe,
        }
      : { ...shipped, ...facts };
  }

  /**
   * Whether what we ship stands beside what the module lists. The module has the tables our data is made from, without
   * the corrections, and single permissions only: ours is kept where one needs another beside it, and where the module
   * lists our first choice, unless it puts one before it that is newer than our data.
   */
  #confirms(listed: readonly PermissionAlternative[], own: readonly PermissionAlternative[]): boolean {
    const first = own[0]?.[0]?.permission;
    const least = listed[0]?.[0]?.permission;
    const newer = least !== undefined && this.#shipped.permission(graphAppId, least) === undefined;
    return (
      own.some((alternative) => alternative.length > 1) ||
      (!newer && first !== undefined && listed.some(([ref]) => ref?.permission === first))
    );
  }
}
