import type { GraphObject } from '../model.ts';
import { badRequest } from './adminApiError.ts';
import type { CmdletOutput } from './cmdlet.ts';

const largestPage = 1000;

/** Where the next page begins; travels in the link to it, so that the service remembers nothing between pages. */
export interface Bookmark {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Position in the source, and how many objects were given before. */
  readonly position: number;
  readonly given: number;
}

export interface Page {
  readonly objects: readonly GraphObject[];
  /** Undefined on the last page. */
  readonly next: { readonly position: number; readonly given: number } | undefined;
  readonly warnings: readonly string[];
}

/** Takes one page out of what a cmdlet gives; only the objects of that page are looked at and kept. */
export function takePage(output: CmdletOutput, start: { position: number; given: number }, size: number): Page {
  const { source, keep } = output;
  const limit = output.limit?.limit ?? Number.POSITIVE_INFINITY;
  const found: GraphObject[] = [];
  let position = start.position;
  for (; position < source.length; position++) {
    const object = source.at(position);
    if (keep !== undefined && !keep(object)) {
      continue;
    }
    if (start.given + found.length >= limit) {
      return { objects: found, next: undefined, warnings: [tooMany(output.limit?.given === true)] };
    }
    if (found.length === size) {
      return { objects: found, next: { position, given: start.given + found.length }, warnings: [] };
    }
    found.push(object);
  }
  return { objects: found, next: undefined, warnings: [] };
}

/** Objects per page: what `Prefer: odata.maxpagesize` asks for, within what the service gives. */
export function pageSize(prefer: string | null): number {
  const asked = Number(/odata\.maxpagesize\s*=\s*(\d+)/i.exec(prefer ?? '')?.[1] ?? largestPage);
  return Math.min(Math.max(asked, 1), largestPage);
}

export function encodeBookmark(bookmark: Bookmark): string {
  return Buffer.from(JSON.stringify(bookmark)).toString('base64url');
}

/** Reads a bookmark out of a link. A link that was tampered with is refused. */
export function decodeBookmark(text: string): Bookmark {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Bookmark>;
    const { cmdlet, parameters, position, given } = value;
    if (
      typeof cmdlet === 'string' &&
      typeof parameters === 'object' &&
      parameters !== null &&
      typeof position === 'number' &&
      typeof given === 'number' &&
      Number.isSafeInteger(position) &&
      Number.isSafeInteger(given) &&
      position >= 0 &&
      given >= 0
    ) {
      return { cmdlet, parameters, position, given };
    }
  } catch {
    // Told below, in the words of the service.
  }
  throw badRequest('Skip token is invalid.');
}

function tooMany(chosen: boolean): string {
  return chosen
    ? 'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.'
    : 'By default, only the first 1000 items are returned. Use the ResultSize parameter to specify the number of items returned. ' +
        'To return all items, specify "-ResultSize Unlimited". Be aware that, depending on the actual number of items, returning ' +
        'all items can take a long time and consume a large amount of memory.';
}
