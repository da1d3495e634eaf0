import type { GraphObject } from '../model.ts';
import type { GraphAnswer, GraphCall } from './call.ts';
import type { EntityType } from './entityType.ts';
import { badRequest, malformed, unsupportedQuery } from './graphError.ts';
import { accessor } from './odata/accessor.ts';
import { compileFilter } from './odata/compileFilter.ts';
import { compileSearch } from './odata/search.ts';
import { decodeSkipToken, encodeSkipToken } from './odata/skipToken.ts';
import { ofType, presenter } from './present.ts';

export interface CollectionOptions {
  /** Entity set or path in `@odata.context`; the type's set when absent. */
  readonly context?: string;
  /** Objects of several types: each names its own. */
  readonly mixed?: boolean;
  readonly pageSize?: number;
}

const maximumPage = 999;

/** Answers a request for a collection with all query options applied. Throws a `GraphError` for those it can't apply. */
export function collectionAnswer(
  call: GraphCall,
  source: readonly GraphObject[],
  type: EntityType,
  options: CollectionOptions = {},
): GraphAnswer {
  const { query, store } = call;
  const directory = type.directoryObject === true;
  checkOptions(call, directory);
  const advanced = call.eventual && (query.count || call.countOnly);
  let objects = ofType(source, call.cast);
  if (query.filter !== undefined) {
    const matches = compileFilter(query.filter, type, { advanced });
    objects = objects.filter((object) => matches(object, store));
  }
  if (query.search !== undefined) {
    const matches = compileSearch(query.search, type);
    objects = objects.filter((object) => matches(object));
  }
  if (call.countOnly) {
    return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(objects.length) };
  }
  if (query.orderBy.length > 0) {
    objects = sorted(call, objects, type);
  }
  return page(call, objects, type, options, directory);
}

function page(
  call: GraphCall,
  objects: readonly GraphObject[],
  type: EntityType,
  options: CollectionOptions,
  directory: boolean,
): GraphAnswer {
  const { query } = call;
  const show = presenter(type, {
    ...(query.select === undefined ? {} : { select: query.select }),
    expand: query.expand,
    single: false,
    typed: options.mixed === true,
  });
  const size = query.top ?? options.pageSize ?? 100;
  const start = query.skipToken === undefined ? (query.skip ?? 0) : decodeSkipToken(query.skipToken, objects);
  const end = start + size;
  const last = objects[end - 1];
  const counted = query.count && (!directory || call.eventual);
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, options.context ?? type.set, query.select),
      ...(counted ? { '@odata.count': objects.length } : {}),
      ...(end < objects.length && last !== undefined && size > 0
        ? { '@odata.nextLink': nextLink(call.url, encodeSkipToken(end, last.id)) }
        : {}),
      value: objects.slice(start, end).map((object) => show(object, call.store)),
    },
  };
}

/** Answers a request for one object, or for one of its properties. */
export function entityAnswer(
  call: GraphCall,
  object: GraphObject,
  type: EntityType,
  options: {
    readonly context?: string;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly mixed?: boolean;
  } = {},
): GraphAnswer {
  if (call.countOnly) {
    throw malformed("Resource not found for the segment '$count'.");
  }
  const { select, expand } = call.query;
  const show = presenter(type, {
    ...(select === undefined ? {} : { select }),
    expand,
    single: true,
    typed: options.mixed === true,
  });
  return {
    status: options.status ?? 200,
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    body: {
      '@odata.context': `${contextOf(call, options.context ?? type.set, select)}/$entity`,
      ...show(object, call.store),
    },
  };
}

/** `201 Created` with the object as it was written, and where it is. */
export function createdAnswer(call: GraphCall, object: GraphObject, type: EntityType, context?: string): GraphAnswer {
  const location = `${call.url.origin}/v2/${call.store.context.state.tenantId}/directoryObjects/${object.id}/Microsoft.DirectoryServices.${type.resource}`;
  return entityAnswer(call, object, type, {
    status: 201,
    headers: { Location: location },
    ...(context === undefined ? {} : { context }),
  });
}

function contextOf(call: GraphCall, set: string, select: readonly string[] | undefined): string {
  const selected = select === undefined ? '' : `(${select.join(',')})`;
  return `${call.url.origin}/${call.version}/$metadata#${set}${selected}`;
}

function nextLink(url: URL, token: string): string {
  const next = new URL(url);
  next.searchParams.delete('$skip');
  next.searchParams.set('$skiptoken', token);
  return next.href.replaceAll('%24', '$');
}

function checkOptions(call: GraphCall, directory: boolean): void {
  const { query } = call;
  if (query.top !== undefined && (query.top > maximumPage || (directory && query.top < 1))) {
    throw unsupportedQuery(
      `Invalid page size specified: '${query.top}'. Must be between 1 and ${maximumPage} inclusive.`,
    );
  }
  if (!directory) {
    if (query.search !== undefined) {
      throw unsupportedQuery('The query parameter $search is not supported for this resource.');
    }
    return;
  }
  if (query.skip !== undefined) {
    throw badRequest("'$skip' is not supported by the service.");
  }
  if (query.search !== undefined && !call.eventual) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  if (call.countOnly && !call.eventual) {
    throw unsupportedQuery('$count is not currently supported.');
  }
  const combined = query.orderBy.length > 0 && (query.filter !== undefined || query.search !== undefined);
  if (combined && !(call.eventual && query.count)) {
    throw unsupportedQuery('Sorting not supported for current query.');
  }
}

function sorted(call: GraphCall, objects: readonly GraphObject[], type: EntityType): readonly GraphObject[] {
  const { query, store } = call;
  const keys = query.orderBy.map(({ path, descending }) => {
    const read = accessor(path, type, 'Invalid $orderby clause').read;
    return { read, sign: descending ? -1 : 1 };
  });
  // Keys are computed once: ten thousand objects are compared more than a hundred thousand times.
  return objects
    .map((object) => ({ object, values: keys.map(({ read }) => sortKey(read(object, store))) }))
    .sort((left, right) => {
      for (const [index, { sign }] of keys.entries()) {
        const [a, b] = [left.values[index] ?? '', right.values[index] ?? ''];
        if (a !== b) {
          return a < b ? -sign : sign;
        }
      }
      return 0;
    })
    .map(({ object }) => object);
}

function sortKey(value: unknown): string | number {
  return typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : String(value ?? '').toLowerCase();
}
