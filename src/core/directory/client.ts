import { sendBatch } from './batch.ts';
import { directoryError } from './errors.ts';
import { readPage } from './pages.ts';
import { type DirectoryOptions, GraphSender } from './sender.ts';
import type { BatchRequest, BatchResult, Directory, GraphRequest } from './types.ts';

/**
 * Microsoft Graph for the identity behind `tokens`: Microsoft's client library on our transport, waiting when throttled
 * (`onWait` tells), paging, batching, with every failure as a `DomainError` of this room.
 */
export function createDirectory(options: DirectoryOptions): Directory {
  const sender = new GraphSender(options);
  const { cloud, clock, log, onWait = () => undefined } = options;

  async function* pages<T>(request: GraphRequest, signal?: AbortSignal): AsyncIterable<readonly T[]> {
    let path: string | undefined = request.path;
    while (path !== undefined) {
      const page: { items: readonly T[]; next: string | undefined } = readPage<T>(
        await sender.send({ ...request, path }, signal),
        cloud.graph,
      );
      yield page.items;
      if (page.next === path) {
        throw directoryError('unexpectedAnswer', { detail: 'repeatedPage' });
      }
      path = page.next;
    }
  }

  return {
    request: async <T>(request: GraphRequest, signal?: AbortSignal) => (await sender.send(request, signal)) as T,
    batch: async (requests: readonly BatchRequest[], signal?: AbortSignal): Promise<readonly BatchResult[]> =>
      sendBatch(requests, { sender, clock, log, onWait }, signal),
    pages,
    get calls() {
      return sender.calls;
    },
  };
}
