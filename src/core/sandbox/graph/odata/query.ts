import { badRequest, malformed, unsupportedQuery } from '../graphError.ts';
import type { Filter } from './ast.ts';
import { parseFilter } from './parseFilter.ts';
import { parseSearch, type Search } from './search.ts';

export interface OrderBy {
  readonly path: readonly string[];
  readonly descending: boolean;
}

export interface Expand {
  readonly name: string;
  readonly select?: readonly string[];
  readonly filter?: Filter;
  readonly top?: number;
}

/** The system query options of one request. */
export interface Query {
  readonly filter?: Filter;
  readonly search?: Search;
  readonly select?: readonly string[];
  readonly expand: readonly Expand[];
  readonly orderBy: readonly OrderBy[];
  readonly top?: number;
  readonly skip?: number;
  readonly count: boolean;
  readonly skipToken?: string;
  /** Everything else, such as `startDateTime`. */
  readonly custom: ReadonlyMap<string, string>;
}

const known = new Set([
  'filter',
  'search',
  'select',
  'expand',
  'orderby',
  'top',
  'skip',
  'count',
  'skiptoken',
  'format',
]);

/** Reads the query of `url`. The `$` of an option may be missing, as in OData 4.01. Throws a `GraphError` (400). */
export function parseQuery(url: URL): Query {
  const options = new Map<string, string>();
  const custom = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const option = name.replace(/^\$/, '').toLowerCase();
    if (known.has(option)) {
      if (options.has(option)) {
        throw malformed(
          `Query option '$${option}' was specified more than once, but it must be specified at most once.`,
        );
      }
      options.set(option, value);
    } else if (name.startsWith('$')) {
      throw malformed(`The query parameter '${name}' is not supported.`);
    } else {
      custom.set(name.toLowerCase(), value);
    }
  }
  return { ...parseOptions(options), custom };
}

function parseOptions(options: ReadonlyMap<string, string>): Omit<Query, 'custom'> {
  const filter = options.get('filter');
  const search = options.get('search');
  const select = options.get('select');
  const top = options.get('top');
  const skip = options.get('skip');
  const skipToken = options.get('skiptoken');
  return {
    ...(filter === undefined ? {} : { filter: parseFilter(filter) }),
    ...(search === undefined ? {} : { search: parseSearch(search) }),
    ...(select === undefined ? {} : { select: parseSelect(select) }),
    expand: parseExpand(options.get('expand') ?? ''),
    orderBy: parseOrderBy(options.get('orderby')),
    ...(top === undefined ? {} : { top: integer('$top', top) }),
    ...(skip === undefined ? {} : { skip: integer('$skip', skip) }),
    count: parseCount(options.get('count')),
    ...(skipToken === undefined ? {} : { skipToken }),
  };
}

function integer(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw malformed(
      `Invalid value '${text}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
    );
  }
  return Number(text);
}

function parseCount(text: string | undefined): boolean {
  if (text !== undefined && text !== 'true' && text !== 'false') {
    throw malformed(`Invalid value '${text}' for $count query option found. Valid values are 'true' and 'false'.`);
  }
  return text === 'true';
}

function parseSelect(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => !/^(?:\*|[@A-Za-z_][\w.@]*(?:\/[\w.]+)*)$/.test(name))) {
    throw malformed(
      `Parsing OData Select and Expand failed: Term '${text}' is not valid in a $select or $expand expression.`,
    );
  }
  // `a/b` selects the whole complex property here, which contains what was asked for.
  return names.map((name) => name.split('/')[0] ?? name);
}

function parseOrderBy(text: string | undefined): OrderBy[] {
  if (text === undefined) {
    return [];
  }
  return text.split(',').map((part) => {
    const match = /^([A-Za-z_][\w/]*)(?:\s+(asc|desc))?$/.exec(part.trim());
    if (match?.[1] === undefined) {
      throw malformed(`Invalid $orderby clause: Syntax error at position ${text.indexOf(part)} in '${text}'.`);
    }
    return { path: match[1].split('/'), descending: match[2] === 'desc' };
  });
}

/** `owners($select=id,displayName),appRoleAssignments` */
function parseExpand(text: string): Expand[] {
  return splitOutside(text, ',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const match = /^([A-Za-z_]\w*)(?:\((.*)\))?$/s.exec(item);
      if (match?.[1] === undefined) {
        throw malformed(
          `Parsing OData Select and Expand failed: Term '${item}' is not valid in a $select or $expand expression.`,
        );
      }
      return { name: match[1], ...parseNested(match[2] ?? '') };
    });
}

function parseNested(text: string): Omit<Expand, 'name'> {
  let nested: Omit<Expand, 'name'> = {};
  for (const option of splitOutside(text, ';')) {
    const [name = '', ...rest] = option.trim().split('=');
    const value = rest.join('=');
    switch (name.replace(/^\$/, '').toLowerCase()) {
      case '':
        break;
      case 'select':
        nested = { ...nested, select: parseSelect(value) };
        break;
      case 'filter':
        nested = { ...nested, filter: parseFilter(value) };
        break;
      case 'top':
        nested = { ...nested, top: integer('$top', value) };
        break;
      case 'levels':
        break;
      default:
        throw unsupportedQuery(`The query option '${name}' is not supported inside $expand.`);
    }
  }
  return nested;
}

/** Splits at `separator`, but not inside parentheses or quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "'") {
      quoted = !quoted;
    } else if (!quoted && character === '(') {
      depth += 1;
    } else if (!quoted && character === ')') {
      depth -= 1;
    } else if (!quoted && depth === 0 && character === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (depth !== 0 || quoted) {
    throw badRequest(
      `Parsing OData Select and Expand failed: Found an unbalanced bracket expression in '${text}'.`,
      'BadRequest',
    );
  }
  parts.push(text.slice(start));
  return parts;
}
