import type { Caller, GraphObject } from '../model.ts';
import type { AccessRule } from './access.ts';
import type { DirectoryStore } from './directoryStore.ts';
import type { Query } from './odata/query.ts';

/** One request to Graph, authenticated and matched to a route. */
export interface GraphCall {
  readonly method: string;
  readonly version: 'v1.0' | 'beta';
  readonly url: URL;
  /** Values of the `{name}` segments of the route, decoded; an alternate key arrives as `appId='…'`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  readonly caller: Caller;
  readonly store: DirectoryStore;
  /** The address ends in `/$count`. */
  readonly countOnly: boolean;
  /** The type the address casts to, `user` for `…/microsoft.graph.user`. */
  readonly cast?: string;
  /** `ConsistencyLevel: eventual`. */
  readonly eventual: boolean;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string as plain text. */
  readonly body?: unknown;
}

export type Handler = (call: GraphCall) => GraphAnswer | Promise<GraphAnswer>;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `/applications/{id}/owners` */
  readonly path: string;
  readonly access: AccessRule;
  /** The object whose owners may do it; absent where ownership plays no part. */
  readonly target?: (call: GraphCall) => GraphObject | undefined;
  readonly handle: Handler;
}

export const noContent: GraphAnswer = { status: 204 };

/** A value of the route's path; there is one for every `{name}` of it. */
export function parameter(call: GraphCall, name: string): string {
  return call.params[name] ?? '';
}
