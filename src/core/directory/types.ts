/** One request to Microsoft Graph; `path` starts with a slash and is relative to the version. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: 'v1.0' | 'beta';
  /** Delegated permission names needed beyond the read scopes; none for reads. */
  readonly scopes?: readonly string[];
  /**
   * Sending it twice has the effect of sending it once, so it may be repeated when its answer was lost. Reads always may.
   * A repeated DELETE that finds nothing has succeeded.
   */
  readonly idempotent?: boolean;
}

export interface BatchRequest extends GraphRequest {
  /** Unique in its batch. */
  readonly id: string;
  readonly dependsOn?: readonly string[];
}

/** The answer to one request of a batch. A refused one is data here: the caller decides what it means. */
export interface BatchResult {
  readonly id: string;
  readonly status: number;
  /** Parsed JSON, or undefined for an empty body. */
  readonly body: unknown;
  /** The error as {@link Directory.request} would have thrown it, for a status of 400 and above. */
  readonly error?: Error;
}

/** Microsoft Graph for one signed-in identity: retries throttling, keeps request ids for the log, honours `signal`. */
export interface Directory {
  /** The parsed body of a 2xx answer (undefined for 204). Throws a `DomainError` of the directory room otherwise. */
  request<T = unknown>(request: GraphRequest, signal?: AbortSignal): Promise<T>;
  /** Up to 20 requests in one call; results in the order of `requests`. Throttled items are retried inside. */
  batch(requests: readonly BatchRequest[], signal?: AbortSignal): Promise<readonly BatchResult[]>;
  /** The pages of a collection as they arrive; `path` of the first page. */
  pages<T = unknown>(request: GraphRequest, signal?: AbortSignal): AsyncIterable<readonly T[]>;
  /** Calls sent so far; a batch is one, a retry of a throttled call is one more. */
  readonly calls: number;
}

/** `keyCredential` of Graph's schema, as much as the product uses. */
export interface KeyCredential {
  readonly keyId?: string;
  readonly type: string;
  readonly usage: string;
  /** Base64 of the DER certificate; null when Graph does not return it. */
  readonly key?: string | null;
  readonly displayName?: string | null;
  readonly startDateTime?: string;
  readonly endDateTime?: string;
  /** Base64; the SHA-1 thumbprint unless a client chose otherwise. */
  readonly customKeyIdentifier?: string | null;
}

export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

export interface Application {
  /** Object id. */
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience?: string;
  readonly createdDateTime?: string;
  readonly keyCredentials: readonly KeyCredential[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
}

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles?: readonly AppRole[];
}

export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description?: string;
  readonly isEnabled?: boolean;
  readonly allowedMemberTypes?: readonly string[];
}

export interface AppRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly resourceDisplayName?: string;
  readonly appRoleId: string;
}

export interface DirectoryRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId?: string;
  readonly roleDefinition?: { readonly id: string; readonly displayName: string; readonly templateId: string };
}

/** An application permission by name, as commands and plans speak of it. */
export interface PermissionRef {
  readonly resourceAppId: string;
  /** Value of the app role, `Exchange.ManageAsApp`. */
  readonly permission: string;
}
