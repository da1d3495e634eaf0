import { retryAfter } from '../identity/retryAfter.ts';
import type { Clock, Log } from '../shared/ports.ts';
import { directoryError } from './errors.ts';
import { graphError } from './graphError.ts';
import { backOff, longestWait, retries, type Wait } from './handlers.ts';
import type { GraphSender } from './sender.ts';
import type { BatchRequest, BatchResult } from './types.ts';

interface Item {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What Graph takes in one batch. */
export const batchLimit = 20;

/**
 * Sends requests in one `$batch`, and those again that were throttled inside it, with what depended on them.
 *
 * @throws InvalidInput for a batch Graph would not take; what {@link GraphSender.send} throws, for the batch as a whole
 */
export async function sendBatch(
  requests: readonly BatchRequest[],
  { sender, clock, log, onWait }: { sender: GraphSender; clock: Clock; log: Log; onWait: (wait: Wait) => void },
  signal: AbortSignal | undefined,
): Promise<readonly BatchResult[]> {
  check(requests);
  const done = new Map<string, Item>();
  let open = requests;
  for (let attempt = 0; open.length > 0; attempt++) {
    const answers = await sendOnce(open, done, sender, signal);
    const again = attempt < retries ? toRepeat(open, answers, clock) : { ids: new Set<string>(), milliseconds: 0 };
    for (const [id, item] of answers) {
      if (!again.ids.has(id)) {
        done.set(id, item);
      }
    }
    open = open.filter(({ id }) => again.ids.has(id));
    if (open.length > 0) {
      const wait: Wait = { reason: 'throttled', milliseconds: again.milliseconds };
      log.info('Waiting before throttled requests of a batch are sent again', { requests: open.length, ...wait });
      onWait(wait);
      await clock.sleep(wait.milliseconds, signal);
    }
  }
  return requests.map((request) => result(request, done.get(request.id), clock));
}

async function sendOnce(
  requests: readonly BatchRequest[],
  done: ReadonlyMap<string, Item>,
  sender: GraphSender,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Item>> {
  const body = await sender.send(
    {
      method: 'POST',
      path: '/$batch',
      version: requests[0]?.version ?? 'v1.0',
      scopes: requests.flatMap((request) => request.scopes ?? []),
      idempotent: requests.every((request) => request.method === 'GET' || request.idempotent === true),
      body: { requests: requests.map((request) => toItem(request, done)) },
    },
    signal,
  );
  const responses: readonly Item[] = (body as { responses?: readonly Item[] } | undefined)?.responses ?? [];
  const answers = new Map(responses.map((item) => [item.id, item]));
  if (!requests.every(({ id }) => typeof answers.get(id)?.status === 'number')) {
    throw directoryError('unexpectedAnswer', { request: 'POST /$batch' });
  }
  return answers;
}

function toItem(request: BatchRequest, done: ReadonlyMap<string, Item>): object {
  // What has succeeded already is not in this batch, and Graph refuses a reference to it.
  const dependsOn = request.dependsOn?.filter((id) => !done.has(id)) ?? [];
  return {
    id: request.id,
    method: request.method,
    url: request.path,
    ...(request.body === undefined
      ? request.headers && { headers: request.headers }
      : { body: request.body, headers: { 'Content-Type': 'application/json', ...request.headers } }),
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
  };
}

/** Throttled items, and those that failed only because they depend on one (424). */
function toRepeat(
  requests: readonly BatchRequest[],
  answers: ReadonlyMap<string, Item>,
  clock: Clock,
): { ids: ReadonlySet<string>; milliseconds: number } {
  const ids = new Set<string>();
  let milliseconds = 0;
  for (const { id } of requests) {
    const item = answers.get(id);
    if (item?.status === 429 || item?.status === 503) {
      const wait = retryAfter(header(item, 'retry-after'), clock.now()) ?? backOff(1);
      if (wait <= longestWait) {
        ids.add(id);
        milliseconds = Math.max(milliseconds, wait);
      }
    }
  }
  for (let found = ids.size > 0; found; ) {
    found = false;
    for (const { id, dependsOn } of requests) {
      if (!ids.has(id) && answers.get(id)?.status === 424 && dependsOn?.some((other) => ids.has(other))) {
        ids.add(id);
        found = true;
      }
    }
  }
  return { ids, milliseconds };
}

function result(request: BatchRequest, item: Item | undefined, clock: Clock): BatchResult {
  const status = item?.status ?? 0;
  const body = item?.body === '' || item?.body === null ? undefined : item?.body;
  if (item && status < 400) {
    return { id: request.id, status, body };
  }
  const error = graphError({
    method: request.method,
    path: request.path,
    status,
    body,
    requestId: item && header(item, 'request-id'),
    wait: item && retryAfter(header(item, 'retry-after'), clock.now()),
  });
  return { id: request.id, status, body, error };
}

function header(item: Item, name: string): string | undefined {
  const found = Object.entries(item.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found === undefined ? undefined : String(found[1]);
}

function check(requests: readonly BatchRequest[]): void {
  const ids = new Set(requests.map(({ id }) => id));
  const detail =
    requests.length > batchLimit
      ? 'tooMany'
      : ids.size !== requests.length
        ? 'repeatedId'
        : new Set(requests.map(({ version }) => version ?? 'v1.0')).size > 1
          ? 'mixedVersions'
          : requests.some(({ dependsOn }) => dependsOn?.some((id) => !ids.has(id)))
            ? 'unknownDependency'
            : undefined;
  if (detail) {
    throw directoryError('invalidBatch', { detail });
  }
}
