import type { Clock, Log } from '../shared/ports.ts';

/** A directory object as Graph shows it; `id` is its object id. */
export type GraphObject = { id: string; [property: string]: unknown };

/**
 * Everything the sample tenant holds, as plain JSON, so that it can be saved and restored. Collections are maps by
 * object id; what Graph computes (links, counts, `key: null`) is not stored. Properties that start with `$` are for the
 * services only: links such as `$owners` (ids), the hash of a secret, what was deleted along.
 */
export interface SampleState {
  readonly version: 1;
  readonly tenantId: string;
  /** Initial domain. */
  readonly domain: string;
  readonly displayName: string;
  /** Named collections: `applications`, `servicePrincipals`, `users`, `groups`, `roleDefinitions`, `roleAssignments`, `appRoleAssignments`, `deletedApplications`, `events`, `teams` … */
  readonly collections: Record<string, Record<string, GraphObject>>;
  /** Exchange objects by cmdlet noun: `Mailbox`, `Recipient`, `AcceptedDomain`, `OrganizationConfig` … */
  readonly exchange: Record<string, GraphObject[]>;
  /**
   * When something becomes visible to the readers that lag behind (epoch milliseconds), by `reader/id`; the id is that of
   * an object, of an assignment or of a credential (`keyId`). See `replication.ts`.
   */
  readonly visibleFrom: Record<string, number>;
}

/** Parts of the service that see changes late. */
export type Reader = 'graph' | 'token' | 'exchange';

/** Who calls, from a verified access token. */
export interface Caller {
  readonly kind: 'application' | 'user';
  /** Client the token was issued to. */
  readonly appId: string;
  /** Object id of the service principal or the user. */
  readonly principalId: string;
  /** Token audience: a resource URI or application id. */
  readonly audience: string;
  /** Granted application permissions. */
  readonly roles: readonly string[];
  /** Consented delegated permissions. */
  readonly scopes: readonly string[];
  /** Template ids of directory roles. */
  readonly wids: readonly string[];
}

/** What tests switch on to meet the weather of a real tenant. */
export interface Faults {
  /** Milliseconds until new or changed objects reach `graph`, `token` and `exchange` readers; 0 by default. */
  readonly replicationDelay: { graph: number; token: number; exchange: number };
  /** Answers the next requests matching (method + host + path, as `GET https://graph.microsoft.com/v1.0/…`) with these, in order; checked first. */
  readonly queue: Fault[];
}

export interface Fault {
  readonly match: RegExp;
  /** HTTP status, or `network` for a connection that breaks before the request is carried out, `lostAnswer` for one that breaks after it. */
  readonly answer: number | 'network' | 'lostAnswer';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What every part of the sample tenant shares. */
export interface SandboxContext {
  readonly state: SampleState;
  readonly clock: Clock;
  readonly log: Log;
  readonly faults: Faults;
  /** Call after every change of `state`. */
  readonly changed: () => void;
  /** Notes a request that a part answered on its own account, such as one inside a `$batch`. */
  readonly record: (request: RequestRecord) => void;
}

/** A request the sample tenant answered, for tests and for the log. */
export interface RequestRecord {
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** HTTP status; 0 when the connection broke. */
  readonly status: number;
  /** Whether it came inside a `$batch`. */
  readonly batched: boolean;
}

/** One part of the sample tenant: the token endpoint, Graph or Exchange. */
export interface SandboxPart {
  /** Whether this part answers `url` (by host and path, in any of the public host names). */
  readonly serves: (url: URL) => boolean;
  readonly handle: (request: Request, url: URL) => Promise<Response>;
}

/** Verifies a bearer token of the sample tenant for `audience`s; undefined when missing, expired or meant for others. */
export type VerifyToken = (authorization: string | null, audiences: readonly string[]) => Promise<Caller | undefined>;
