/** A permission of a resource, by the value of its app role. The same shape as the directory room's `PermissionRef`. */
export interface CatalogPermissionRef {
  readonly resourceAppId: string;
  readonly permission: string;
}

/** Permissions that are needed together; a list of alternatives is served by any one of them. */
export type PermissionAlternative = readonly CatalogPermissionRef[];

/** The services a cmdlet can belong to; the same words as the services room's `ServiceId`. */
export type CatalogService =
  | 'exchangeOnline'
  | 'securityCompliance'
  | 'teams'
  | 'graph'
  | 'entra'
  | 'sharePoint'
  | 'azure'
  | 'azureAD';

/** What a role lets a script do in a service. */
export type CatalogPurpose = 'read' | 'recipients' | 'everything';

/**
 * What is known about the application permissions:
 * `listed` — any one alternative suffices; `notNeeded` — the command works without one (it opens a session, runs
 * locally, or a role alone decides); `noneKnown` — no application permission is documented, so application sign-in
 * probably cannot do this; `dependsOnRequest` — the permission depends on what the request is about.
 */
export type PermissionState = 'listed' | 'notNeeded' | 'noneKnown' | 'dependsOnRequest';

/** How much to trust a fact: `documented` by its source, `derived` by a rule from documented facts, `unverified` own knowledge. */
export type Confidence = 'documented' | 'derived' | 'unverified';

export interface CmdletFacts {
  /** As documented, `Get-MgUser`. For an alias, the name it stands for. */
  readonly name: string;
  readonly module: string;
  /** More than one where the same name exists in two services (Exchange Online and Security & Compliance). */
  readonly services: readonly CatalogService[];
  /** `session` opens, closes or describes a connection or works locally; `read` changes nothing in the tenant. */
  readonly kind: 'session' | 'read' | 'change';
  /** Microsoft Graph version the cmdlet calls. */
  readonly api?: 'v1.0' | 'beta';
  /**
   * Least privilege first; empty unless `permissionState` is `listed`. With two `services`, one alternative per service
   * in their order: the connection in use decides which counts.
   */
  readonly permissions: readonly PermissionAlternative[];
  readonly permissionState: PermissionState;
  /** Whether the cmdlet works when the application signs in without a user. */
  readonly appOnly: 'yes' | 'no' | 'unknown';
  /** Clouds in which application sign-in is refused although `appOnly` is `yes`. */
  readonly appOnlyRefusedIn?: readonly ('USGov' | 'USGovDoD')[];
  /** What the directory role has to allow, where the service wants one; see {@link Catalog.rolesFor}. */
  readonly purpose?: CatalogPurpose;
  /** Reads what a role for recipients does not reach. */
  readonly beyondRecipients?: boolean;
  readonly retired?: boolean;
  /** Cmdlets that replace a retired one; all of them together, in order. Empty when there is none. */
  readonly replacements?: readonly string[];
  /** Needs `Connect-IPPSSession -EnableSearchOnlySession`. */
  readonly searchOnlySession?: boolean;
  /** Confidence in `permissions`. */
  readonly confidence: Confidence;
  /** Where the facts came from: our tables, or the metadata of the user's installed Graph module. */
  readonly source: FactSource;
  /** The cmdlet whose permissions these are, when the name itself has no row: `Get-MgUser` for `Get-MgUserCount`. */
  readonly derivedFrom?: string;
}

export interface RequestFacts {
  readonly method: HttpMethod;
  /** The matched template with `{}` for every value: `/users/{}/messages`. */
  readonly template: string;
  readonly permissions: readonly PermissionAlternative[];
  readonly permissionState: PermissionState;
  readonly confidence: Confidence;
  readonly source: FactSource;
  /** The request said `/me`: with application sign-in there is no such user, `/users/{id}` is what works. */
  readonly usesMe: boolean;
}

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export type FactSource = 'catalog' | 'module';

export interface PermissionFacts {
  readonly resourceAppId: string;
  readonly name: string;
  /** Id of the app role; undefined when there is no application permission of that name, or its id is not published. */
  readonly applicationId?: string;
  /** Id of the delegated scope. */
  readonly delegatedId?: string;
  /** 1 (least) to 5, as Microsoft publishes it for some of them. */
  readonly applicationPrivilege?: number;
  readonly delegatedPrivilege?: number;
  /** Granted per team, chat or site by an app manifest, never by an app role assignment. */
  readonly resourceSpecific: boolean;
  /** Where the name ↔ id came from: the tenant's own list, or our tables. */
  readonly source: 'catalog' | 'tenant';
}

export interface ResourceFacts {
  readonly appId: string;
  readonly name: string;
  /** What we list of its permissions; for Microsoft Graph all, for others the ones scripts need. */
  readonly permissions: readonly PermissionFacts[];
  readonly confidence: Confidence;
}

export interface RoleFacts {
  readonly name: string;
  readonly templateId: string;
  /** Marked privileged by Microsoft. */
  readonly privileged: boolean;
  /** Services that accept an application holding this role; Teams from own knowledge. */
  readonly covers: readonly CatalogService[];
}

/** One source table entry, for the documentation and the report. */
export interface CatalogSource {
  readonly table: string;
  readonly repository: string;
  readonly commit: string;
  /** ISO date of the commit; empty where it is not recorded. */
  readonly date: string;
}

/** Look-ups are case-insensitive and take microseconds; a table is parsed on its first look-up. */
export interface Catalog {
  /** Date of the permission data (ISO), to show beside anything that rests on it. */
  readonly dataDate: string;
  readonly sources: readonly CatalogSource[];
  cmdlet(name: string): CmdletFacts | undefined;
  /** Names that start with `prefix`, in alphabetical order, at most `limit` (50). */
  cmdletsStartingWith(prefix: string, limit?: number): readonly string[];
  /**
   * The endpoint a request goes to. `url` is absolute (any Microsoft cloud), or a path with or without the version;
   * `{}` stands for a part that is known only when the script runs. Undefined when no endpoint matches, or the host
   * is not Microsoft Graph.
   */
  request(method: string, url: string): RequestFacts | undefined;
  /** By name or by the id of an app role or scope. */
  permission(resourceAppId: string, nameOrId: string): PermissionFacts | undefined;
  resource(appId: string): ResourceFacts | undefined;
  readonly resources: readonly ResourceFacts[];
  /** Privilege level of a Graph application permission, 1 (least) to 5; undefined when not published. */
  privilege(name: string): number | undefined;
  role(nameOrTemplateId: string): RoleFacts | undefined;
  readonly roles: readonly RoleFacts[];
  /** Roles that suffice, smallest first; empty for services that want none. Global Administrator is never among them. */
  rolesFor(service: CatalogService, purpose: CatalogPurpose): readonly RoleFacts[];
}
