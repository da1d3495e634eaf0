import type { Route } from './call.ts';
import { GraphError, malformed } from './graphError.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly countOnly: boolean;
  readonly cast?: string;
}

interface Node {
  readonly fixed: Map<string, Node>;
  variable?: Node;
  /** By method. */
  readonly routes: Map<string, { readonly route: Route; readonly names: readonly string[] }>;
}

/** Finds the route of an address. Names are compared without regard to case, a fixed segment wins over a key. */
export class Router {
  readonly #root: Node = newNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      this.#add(route);
    }
  }

  #add(route: Route): void {
    let node = this.#root;
    const names: string[] = [];
    for (const segment of route.path.split('/').slice(1)) {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name === undefined) {
        const next = node.fixed.get(segment.toLowerCase()) ?? newNode();
        node.fixed.set(segment.toLowerCase(), next);
        node = next;
      } else {
        names.push(name);
        node.variable ??= newNode();
        node = node.variable;
      }
    }
    node.routes.set(route.method, { route, names });
  }

  /**
   * `path` is relative to the version and may be percent-encoded. Throws a `GraphError`: 400 for a segment that leads
   * nowhere, 405 for a method the address does not take.
   */
  match(method: string, path: string): RouteMatch {
    const segments = splitPath(path);
    const countOnly = segments.at(-1)?.toLowerCase() === '$count';
    if (countOnly) {
      segments.pop();
    }
    const { node, values, failed, cast } = this.#walk(segments);
    if (node === undefined || node.routes.size === 0) {
      throw malformed(`Resource not found for the segment '${failed ?? segments.at(-1) ?? ''}'.`);
    }
    const found = node.routes.get(method);
    if (found === undefined) {
      throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
    }
    return {
      route: found.route,
      params: Object.fromEntries(found.names.map((name, index) => [name, values[index] ?? ''])),
      countOnly,
      ...(cast === undefined ? {} : { cast }),
    };
  }

  #walk(segments: readonly string[]): { node: Node | undefined; values: string[]; failed?: string; cast?: string } {
    let node = this.#root;
    let cast: string | undefined;
    const values: string[] = [];
    for (const segment of segments) {
      // `microsoft.graph.addKey` calls an action by its full name, `microsoft.graph.user` casts to a type.
      const qualified = /^microsoft\.graph\.(\w+)$/i.exec(segment)?.[1];
      const next = node.fixed.get((qualified ?? segment).toLowerCase());
      if (next !== undefined) {
        node = next;
      } else if (qualified !== undefined) {
        cast = qualified;
      } else if (node.variable !== undefined && !segment.startsWith('$')) {
        values.push(segment);
        node = node.variable;
      } else {
        return { node: undefined, values, failed: segment };
      }
    }
    return { node, values, ...(cast === undefined ? {} : { cast }) };
  }
}

function newNode(): Node {
  return { fixed: new Map(), routes: new Map() };
}

/** `applications(appId='x')/owners` → `applications`, `appId='x'`, `owners`; `users('x')` → `users`, `x`. */
function splitPath(path: string): string[] {
  const segments: string[] = [];
  for (const part of path.split('/').filter((text) => text !== '')) {
    let decoded: string;
    try {
      decoded = decodeURIComponent(part);
    } catch {
      throw malformed('The request URI is not valid.');
    }
    const key = /^([\w$.]+)\((.*)\)$/s.exec(decoded);
    if (key?.[1] === undefined) {
      segments.push(decoded);
    } else {
      segments.push(key[1]);
      const value = key[2] ?? '';
      if (value !== '') {
        segments.push(/^'(.*)'$/s.exec(value)?.[1]?.replaceAll("''", "'") ?? value);
      }
    }
  }
  return segments;
}
