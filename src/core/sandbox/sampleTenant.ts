import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { eventObjects, messageObjects } from './contents/calendars.ts';
import { firstPartyResource } from './contents/resources.ts';
import { sampleState } from './contents/sampleState.ts';
import { createExchangePart } from './exchange/exchangePart.ts';
import { brokenConnection, faultAnswer, takeFault } from './faults.ts';
import { createGraphPart } from './graph/graphPart.ts';
import { createIdentityPart } from './identity/identityPart.ts';
import type { Faults, RequestRecord, SampleState, SandboxContext, SandboxPart } from './model.ts';
import { pruneVisibility } from './replication.ts';
import { readSnapshot, snapshotOf } from './snapshot.ts';

export interface SampleTenantOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** What `snapshot()` gave; anything unreadable is ignored and the tenant starts afresh. */
  readonly snapshot?: unknown;
  /** How many applications a fresh tenant has at least, for trying large ones. */
  readonly applications?: number;
  /** Mailboxes computed in addition to the stored ones, for trying large results. */
  readonly mailboxes?: number;
}

/** A tenant in memory that answers for Microsoft's public host names. */
export interface SampleTenant {
  readonly tenantId: string;
  readonly domain: string;
  /** User principal name of the Global Administrator. */
  readonly administrator: string;
  /** User principal name of a user who may read and not much more, to see steps refused. */
  readonly helpdesk: string;
  readonly transport: HttpTransport;
  readonly faults: Faults;
  readonly state: SampleState;
  /** What was asked and answered since the start, oldest first; the last thousand. */
  readonly requests: readonly RequestRecord[];
  /** Calls from outside so far; a batch is one. */
  readonly calls: number;
  /** Plain JSON to restore the tenant from. */
  snapshot(): unknown;
  /** Calls `listener` after every change; the returned function ends that. */
  onDidChange(listener: () => void): () => void;
  /** Approves a device sign-in, for the administrator unless `account` names another; false when none waits for the code. */
  approve(userCode: string, account?: string): boolean;
}

const keptRequests = 1000;

/** Opens the sample tenant, fresh or from a snapshot. */
export async function createSampleTenant(options: SampleTenantOptions): Promise<SampleTenant> {
  const { clock, log } = options;
  const restored = await readSnapshot(options.snapshot, firstPartyResource, () => ({
    events: eventObjects(clock.now()),
    messages: messageObjects(clock.now()),
  }));
  if (options.snapshot !== undefined && restored === undefined) {
    log.warn('The saved sample tenant was unreadable; a fresh one was made');
  }
  const state = restored ?? (await sampleState(clock.now(), options.applications));
  const listeners = new Set<() => void>();
  const requests: RequestRecord[] = [];
  let calls = 0;
  const faults: Faults = { replicationDelay: { graph: 0, token: 0, exchange: 0 }, queue: [] };
  const context: SandboxContext = {
    state,
    clock,
    log,
    faults,
    changed: () => {
      for (const listener of [...listeners]) {
        listener();
      }
    },
    record: (request) => {
      requests.push(request);
      if (requests.length > keptRequests) {
        requests.shift();
      }
    },
  };
  const identity = createIdentityPart(context);
  const parts: readonly SandboxPart[] = [
    identity.part,
    createGraphPart(context, identity.verifyToken),
    createExchangePart(context, identity.verifyToken, { generatedMailboxes: options.mailboxes ?? 0 }),
  ];
  const transport = createTransport(context, parts, () => {
    calls += 1;
  });
  return {
    tenantId: state.tenantId,
    domain: state.domain,
    administrator: `admin@${state.domain}`,
    helpdesk: `helpdesk@${state.domain}`,
    transport,
    faults,
    state,
    requests,
    get calls() {
      return calls;
    },
    snapshot: () => {
      pruneVisibility(context);
      return snapshotOf(state);
    },
    onDidChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    approve: identity.approve,
  };
}

/** The `fetch` of the sample tenant: faults first, then the part that serves the address. */
function createTransport(context: SandboxContext, parts: readonly SandboxPart[], counted: () => void): HttpTransport {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    counted();
    const note = (status: number) =>
      context.record({
        method: request.method,
        host: url.host,
        path: url.pathname + url.search,
        status,
        batched: false,
      });
    const part = parts.find((candidate) => candidate.serves(url));
    if (part === undefined) {
      note(0);
      throw hostNotFound(url);
    }
    const fault = takeFault(context.faults, request.method, url);
    if (typeof fault?.answer === 'number') {
      note(fault.answer);
      return faultAnswer(fault.answer, fault, context.clock.now());
    }
    if (fault?.answer === 'network') {
      note(0);
      throw brokenConnection();
    }
    const response = await part.handle(request, url);
    if (fault?.answer === 'lostAnswer') {
      note(0);
      throw brokenConnection();
    }
    note(response.status);
    // Who aborted meanwhile does not get the answer, as with a real connection.
    request.signal.throwIfAborted();
    return response;
  };
}

/** What `fetch` rejects with for a name nobody serves. The sample tenant never reaches out. */
function hostNotFound(url: URL): TypeError {
  const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${url.hostname}`), {
    code: 'ENOTFOUND',
    hostname: url.hostname,
  });
  return new TypeError('fetch failed', { cause });
}
