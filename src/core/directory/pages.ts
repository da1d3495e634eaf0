import { directoryError } from './errors.ts';

/** One page of a collection, as Graph answers. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Path and query of the next page, relative to the version; undefined on the last one. */
  readonly next: string | undefined;
}

/**
 * Reads a page. The address of the next one is data from outside, so only its path and query are taken, and the next
 * request goes where this one went.
 *
 * @param origin where it must point to, when that is known
 * @throws Network for an answer that is no collection, and for a next page elsewhere
 */
export function readPage<T>(body: unknown, origin?: string): Page<T> {
  const { value, '@odata.nextLink': next } = (body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown };
  if (!Array.isArray(value)) {
    throw directoryError('unexpectedAnswer', { detail: 'collection' });
  }
  return { items: value as T[], next: typeof next === 'string' ? relative(next, origin) : undefined };
}

function relative(link: string, origin: string | undefined): string {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const path = url && /^\/(?:v1\.0|beta)(\/.*)$/.exec(url.pathname)?.[1];
  if (!url || !path || (origin !== undefined && url.origin !== origin)) {
    throw directoryError('foreignPage', { origin: url?.origin });
  }
  return path + url.search;
}
