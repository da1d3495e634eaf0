import type { GraphObject } from '../../model.ts';
import { GraphError } from '../graphError.ts';

/** The opaque mark of where the next page starts: its offset, and the last object of the page before. */
export function encodeSkipToken(offset: number, lastId: string): string {
  return Buffer.from(JSON.stringify([offset, lastId])).toString('base64url');
}

/** Where the page starts in `objects` as they are now; objects may have come or gone since. Throws a `GraphError` (400). */
export function decodeSkipToken(token: string, objects: readonly GraphObject[]): number {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed) || !Number.isSafeInteger(parsed[0]) || parsed[0] < 0 || typeof parsed[1] !== 'string') {
    throw new GraphError(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  }
  const [offset, lastId] = parsed as [number, string];
  if (objects[offset - 1]?.id === lastId) {
    return offset;
  }
  const position = objects.findIndex((object) => object.id === lastId);
  return position < 0 ? offset : position + 1;
}
