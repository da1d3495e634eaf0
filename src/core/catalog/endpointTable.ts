import { EndpointTrie } from './endpointTrie.ts';
import { endpointNamed, singular } from './namedEndpoint.ts';
import type { PermissionSets } from './permissionTable.ts';
import { type RequestPath, requestPath } from './requestPath.ts';
import { splitRows } from './table.ts';
import type { HttpMethod, PermissionAlternative, RequestFacts } from './types.ts';

const methods: Readonly<Record<string, HttpMethod>> = { G: 'GET', P: 'POST', A: 'PATCH', U: 'PUT', D: 'DELETE' };

/** Longer than the noun of any cmdlet. */
const longestNoun = 200;

/** The endpoints of Microsoft Graph, v1.0 and beta together. A root's endpoints are parsed when it is first asked for. */
export class EndpointTable {
  readonly #rows: readonly string[];
  /** By the root's name, where its rows start; alternate keys (`users(id={})`) belong to the same root. */
  readonly #starts = new Map<string, number[]>();
  readonly #tries = new Map<string, EndpointTrie<string>>();
  readonly #sets: PermissionSets;

  /** @param text rows of `data/graphEndpoints` */
  constructor(text: string, sets: PermissionSets) {
    this.#rows = splitRows(text);
    this.#sets = sets;
    for (const [index, row] of this.#rows.entries()) {
      if (row.startsWith('0')) {
        const name = rootName(row.slice(1));
        this.#starts.set(name, [...(this.#starts.get(name) ?? []), index]);
      }
    }
  }

  find(method: string, url: string): RequestFacts | undefined {
    const path = requestPath(url);
    const verb = httpMethod(method);
    if (path === undefined || verb === undefined) {
      return undefined;
    }
    if (path.segments.at(-1) === '$batch') {
      return batch(verb);
    }
    for (const [index, segments] of requestVariants(path).entries()) {
      const match = this.#trie(segments[0] ?? '')?.find(verb, segments);
      if (match !== undefined) {
        return this.#facts(verb, path, match.template, match.value, index === 0);
      }
    }
    return this.#item(verb, path);
  }

  /** Not every item is listed by itself: reading one takes what its list takes, changing one what adding it takes. */
  #item(verb: HttpMethod, path: RequestPath): RequestFacts | undefined {
    const { segments } = path;
    const end = segments.at(-1) === '$value' ? -2 : -1;
    const item = segments.at(end) ?? '';
    // A name, a function or a type is part of the path, not one of many.
    if (!/[^a-z$]/.test(item) || /[():$]|^microsoft\.graph\./.test(item)) {
      return undefined;
    }
    const list = segments.slice(0, end);
    const match = this.#trie(list[0] ?? '')?.find(verb === 'GET' ? 'GET' : 'POST', list);
    if (match === undefined || match.template.endsWith('}')) {
      return undefined;
    }
    const template = [match.template, '{}', ...(end === -2 ? ['$value'] : [])].join('/');
    const facts = this.#facts(verb, path, template, match.value, false);
    const creates = (alternative: PermissionAlternative) =>
      alternative.some(({ permission }) => /\.Create(\.|$)/.test(permission));
    return { ...facts, permissions: facts.permissions.filter((alternative) => !creates(alternative)) };
  }

  /**
   * What the cmdlet of the Graph SDK needs that sends `verb` and has this noun (lower case, without prefix); undefined
   * when no path spells it.
   */
  named(verb: HttpMethod, noun: string): readonly PermissionAlternative[] | undefined {
    for (const [name, starts] of noun.length > longestNoun ? [] : this.#starts) {
      if (!noun.startsWith(singular(name))) {
        continue;
      }
      for (const start of starts) {
        const code = endpointNamed(this.#rowsFrom(start), letterOf(verb), noun);
        if (code !== undefined && !code.includes('*')) {
          return this.#sets.alternatives(code.replace(/[~*]/g, ''));
        }
      }
    }
    return undefined;
  }

  *#rowsFrom(start: number): Generator<string> {
    for (let index = start; index === start || this.#rows[index]?.startsWith('0') === false; index++) {
      yield this.#rows[index] ?? '';
    }
  }

  #trie(root: string): EndpointTrie<string> | undefined {
    const name = rootName(root);
    const starts = this.#starts.get(name);
    const known = this.#tries.get(name);
    if (known !== undefined || starts === undefined) {
      return known;
    }
    const trie = new EndpointTrie<string>();
    for (const start of starts) {
      const cursor = trie.cursor();
      for (const row of this.#rowsFrom(start)) {
        addRow(cursor, row);
      }
    }
    this.#tries.set(name, trie);
    return trie;
  }

  #facts(method: HttpMethod, path: RequestPath, template: string, code: string, exact: boolean): RequestFacts {
    const permissions = this.#sets.alternatives(code.replace(/[~*]/g, ''));
    return {
      method,
      template,
      permissions,
      permissionState: code.includes('*') ? 'dependsOnRequest' : permissions.length === 0 ? 'noneKnown' : 'listed',
      confidence: exact ? 'documented' : 'derived',
      source: 'catalog',
      usesMe: path.usesMe,
    };
  }
}

function letterOf(method: HttpMethod): string {
  return Object.entries(methods).find(([, known]) => known === method)?.[0] ?? '';
}

/** `users` of `users`, `users(id={})`, `users{}` and a row `users<tab>…`. */
function rootName(segment: string): string {
  return segment.split(/[(\t{]/, 1)[0] ?? '';
}

/** @param row `<depth><segment>[<tab><methods>]`, see `scripts/catalog/endpoints.mjs` */
function addRow(cursor: ReturnType<EndpointTrie<string>['cursor']>, row: string): void {
  const tab = row.indexOf('\t');
  const add = cursor.at(Number.parseInt(row.slice(0, 1), 36), tab === -1 ? row.slice(1) : row.slice(1, tab));
  if (tab !== -1) {
    for (const code of row.slice(tab + 1).split(' ')) {
      add(methods[code.slice(0, 1)] ?? '', code.slice(1));
    }
  }
}

/** The five methods endpoints are listed with; HEAD asks for what GET does. */
export function httpMethod(method: string): HttpMethod | undefined {
  const upper = method.trim().toUpperCase();
  const found = upper === 'HEAD' ? 'GET' : upper;
  return Object.values(methods).find((known) => known === found);
}

/** A request to `$batch` needs what the requests inside it need. */
function batch(method: HttpMethod): RequestFacts {
  return {
    method,
    template: '/$batch',
    permissions: [],
    permissionState: 'dependsOnRequest',
    confidence: 'documented',
    source: 'catalog',
    usesMe: false,
  };
}

/** Ways to read a path, most literal first: endpoints are listed without reference, count, type cast and namespace. */
export function requestVariants(path: RequestPath): readonly (readonly string[])[] {
  const { segments } = path;
  const variants: (readonly string[])[] = [segments];
  const trimmed = /^\$(ref|count|value)$/.test(segments.at(-1) ?? '') ? segments.slice(0, -1) : segments;
  const uncast = trimmed.filter((segment) => !/^microsoft\.graph\.[a-z]+$/.test(segment));
  const unqualified = trimmed.map((segment) => segment.replace(/^microsoft\.graph\./, ''));
  const byItem = trimmed.flatMap((segment, index) => drivePathAsItem(segment, trimmed[index - 1]));
  variants.push(trimmed, uncast, unqualified, byItem);
  if (path.usesMe) {
    variants.push(...[...variants].map((variant) => ['me', ...variant.slice(2)]));
  }
  return variants;
}

/** A file addressed by its path needs what the same file addressed by its id needs. */
function drivePathAsItem(segment: string, before: string | undefined): readonly string[] {
  if (segment === 'root:') {
    return ['items'];
  }
  return segment === '{}:' || (segment === '{}' && before === 'root:') ? ['{}'] : [segment];
}
