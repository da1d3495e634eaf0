import type { MiddlewareOptions } from '@microsoft/microsoft-graph-client';

/** What the handlers know of one request beyond its HTTP form. It travels with it through Microsoft's pipeline. */
export class GraphCall implements MiddlewareOptions {
  /** Scopes of the token. */
  readonly scopes: readonly string[];
  /** Whether it may be sent again when its answer was lost. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
  /** Relative path without query, for the log and for errors. */
  readonly path: string;
  readonly clientRequestId: string;
  /** The error a handler threw: the client library wraps it in one of its own. */
  failure: unknown;
  /** Whether the connection broke after a try that may have been carried out. */
  answerLost = false;

  constructor(facts: Pick<GraphCall, 'scopes' | 'repeatable' | 'signal' | 'path' | 'clientRequestId'>) {
    this.scopes = facts.scopes;
    this.repeatable = facts.repeatable;
    this.signal = facts.signal;
    this.path = facts.path;
    this.clientRequestId = facts.clientRequestId;
  }
}
