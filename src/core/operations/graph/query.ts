import { operationError } from '../errors.ts';
import { toDate, toNumber } from '../language/convert.ts';
import { toText } from '../language/text.ts';
import { isTruthy, itemsOf, type Value } from '../language/values.ts';
import type { GraphTarget } from './graphCmdlets.ts';
import { filterSpelling, graphSpelling } from './spelling.ts';

export interface GraphQuery {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly single: boolean;
  /** Items wanted; infinite with `-All`. */
  readonly limit: number;
  readonly countVariable: string | undefined;
}

/** What a list gives without `-All`, `-Top` or `-PageSize`: the service's own first page is cut here, as the SDK does. */
const firstPage = 100;
const largestPage = 999;

/** Parameters of every Graph read cmdlet, canonical name by spelling. */
const spellings: Readonly<Record<string, string>> = {
  property: 'select',
  select: 'select',
  filter: 'filter',
  search: 'search',
  searchstring: 'search',
  sort: 'orderby',
  orderby: 'orderby',
  expandproperty: 'expand',
  expand: 'expand',
  top: 'top',
  limit: 'top',
  skip: 'skip',
  all: 'all',
  pagesize: 'pagesize',
  consistencylevel: 'consistencylevel',
  countvariable: 'count',
  cv: 'count',
  startdatetime: 'startDateTime',
  enddatetime: 'endDateTime',
  headers: 'headers',
  erroraction: 'errorAction',
  ea: 'errorAction',
  warningaction: '',
  verbose: '',
  debug: '',
  progressaction: '',
  responseheadersvariable: '',
};

/** Canonical names of the parameters, for completion. */
export const graphParameters: readonly string[] = [
  'All',
  'ConsistencyLevel',
  'CountVariable',
  'EndDateTime',
  'ExpandProperty',
  'Filter',
  'PageSize',
  'Property',
  'Search',
  'Sort',
  'StartDateTime',
  'Top',
];

/** Turns the parameters of a read cmdlet into a request. `fromPipeline` fills the first id that is missing. */
export function graphQuery(
  command: string,
  target: GraphTarget,
  bound: ReadonlyMap<string, Value>,
  fromPipeline: string | undefined,
): GraphQuery {
  const ids = new Map<string, string>();
  const options = new Map<string, Value>();
  const idNames = [...target.path.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? '');
  const takes = target.itemParameter === undefined ? idNames : [...idNames, target.itemParameter];
  for (const [name, value] of bound) {
    const id = takes.find((each) => each.toLowerCase() === name.toLowerCase()) ?? entraSpelling(command, name, takes);
    const option = spellings[name.toLowerCase()] ?? abbreviation(name);
    if (id !== undefined) {
      ids.set(id, toText(value));
    } else if (option !== undefined) {
      options.set(option, value);
    } else {
      throw operationError('unknownParameter', { command, parameter: name });
    }
  }
  const missing = takes.find((name) => !ids.has(name));
  if (fromPipeline !== undefined && missing !== undefined) {
    ids.set(missing, fromPipeline);
  }
  const path = target.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids.get(name);
    if (id === undefined || id === '') {
      throw operationError('missingParameter', { command, parameter: name });
    }
    return encodeURIComponent(id);
  });
  const item = target.itemParameter === undefined ? undefined : ids.get(target.itemParameter);
  const single = item !== undefined || !target.collection;
  return {
    path: `${path}${item === undefined ? '' : `/${encodeURIComponent(item)}`}${queryString(options, single, target.resource)}`,
    headers: headersOf(options),
    single,
    limit: limitOf(options),
    countVariable: options.has('count') ? toText(options.get('count') ?? null) : undefined,
  };
}

/** `-ObjectId` stands for the one id in Entra's cmdlets. */
function entraSpelling(command: string, name: string, takes: readonly string[]): string | undefined {
  return /^Get-Entra/i.test(command) && name.toLowerCase() === 'objectid' ? takes[0] : undefined;
}

function abbreviation(name: string): string | undefined {
  const fitting = Object.keys(spellings).filter((known) => known.length > 2 && known.startsWith(name.toLowerCase()));
  const meanings = new Set(fitting.map((known) => spellings[known]));
  return name.length > 1 && meanings.size === 1 ? [...meanings][0] : undefined;
}

function queryString(options: ReadonlyMap<string, Value>, single: boolean, resource: string): string {
  const parts: string[] = [];
  const add = (name: string, value: string) => parts.push(`${name}=${encodeURIComponent(value)}`);
  for (const name of ['startDateTime', 'endDateTime']) {
    const value = options.get(name);
    if (value !== undefined) {
      add(name, toDate(value).toISOString());
    }
  }
  for (const name of ['select', 'expand', 'orderby'] as const) {
    const value = options.get(name);
    if (value !== undefined) {
      add(`$${name}`, graphSpelling(itemsOf(value).map(toText).join(',')));
    }
  }
  const filter = options.get('filter');
  if (filter !== undefined) {
    add('$filter', filterSpelling(toText(filter)));
  }
  const search = options.get('search');
  if (search !== undefined) {
    const text = toText(search);
    add('$search', text.includes('"') ? text : `"${text}"`);
  }
  if (options.has('skip')) {
    add('$skip', String(toNumber(options.get('skip') ?? null)));
  }
  if (options.has('count') || toText(options.get('consistencylevel') ?? null).toLowerCase() === 'eventual') {
    add('$count', 'true');
  }
  const size = single ? undefined : pageSizeOf(options, resource);
  if (size !== undefined) {
    add('$top', String(size));
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Resources that surely take the largest page; others may refuse `$top`, so that they get it only where it was asked for. */
const largePages = new Set(['user', 'group', 'application', 'servicePrincipal', 'device']);

function pageSizeOf(options: ReadonlyMap<string, Value>, resource: string): number | undefined {
  const asked = options.has('pagesize')
    ? toNumber(options.get('pagesize') ?? null)
    : options.has('top')
      ? limitOf(options)
      : undefined;
  if (asked === undefined) {
    return limitOf(options) === Number.POSITIVE_INFINITY && largePages.has(resource) ? largestPage : undefined;
  }
  return Math.max(1, Math.min(asked, largestPage));
}

function limitOf(options: ReadonlyMap<string, Value>): number {
  if (isTruthy(options.get('all') ?? false)) {
    return Number.POSITIVE_INFINITY;
  }
  const top = options.get('top');
  if (top === undefined) {
    return options.has('pagesize') ? toNumber(options.get('pagesize') ?? null) : firstPage;
  }
  const count = toNumber(top);
  if (!Number.isInteger(count) || count < 1) {
    throw operationError('wrongArgument', {
      parameter: 'Top',
      value: toText(top).slice(0, 20),
      expected: '1, 2, 3, …',
    });
  }
  return count;
}

function headersOf(options: ReadonlyMap<string, Value>): Readonly<Record<string, string>> {
  const level = options.get('consistencylevel');
  // Searching and counting work with this header only.
  return level !== undefined || options.has('search') || options.has('count')
    ? { ConsistencyLevel: level === undefined ? 'eventual' : toText(level) }
    : {};
}
