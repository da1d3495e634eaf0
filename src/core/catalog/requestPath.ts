/** A Graph request reduced to what endpoints are compared by. */
export interface RequestPath {
  /** Lower case, decoded, without version; `{}` is a value, `root:` and `{}:` delimit a path inside a drive. */
  readonly segments: readonly string[];
  /** The request said `/me`; `segments` says `users/{}`. */
  readonly usesMe: boolean;
  /** Undefined when the request names none, or a variable. */
  readonly version?: 'v1.0' | 'beta';
}

const graphHosts: ReadonlySet<string> = new Set([
  'graph.microsoft.com',
  'canary.graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
  'graph.microsoft.de',
  'graph.svc.sovcloud.fr',
  'graph.svc.sovcloud.de',
]);

/**
 * Splits a request's URL into comparable segments. `{}` in it stands for text known only at run time.
 *
 * @returns undefined when the URL names a host that is not Microsoft Graph, or is nothing but such text
 */
export function requestPath(url: string): RequestPath | undefined {
  const path = pathOf(url.trim().replace(/^['"]|['"]$/g, ''));
  if (path === undefined) {
    return undefined;
  }
  const segments = path
    .split(/[?#]/, 1)[0]
    ?.split('/')
    .map((segment) => decode(segment).trim().toLowerCase())
    .filter((segment) => segment !== '');
  if (segments === undefined) {
    return undefined;
  }
  const plain = withKeys(withDrivePaths(withoutVersion(segments)));
  if (plain.length === 0) {
    return undefined;
  }
  const version = segments[0] === 'beta' ? 'beta' : segments[0] === 'v1.0' ? 'v1.0' : undefined;
  const usesMe = plain[0] === 'me';
  return {
    segments: usesMe ? ['users', '{}', ...plain.slice(1)] : plain,
    usesMe,
    ...(version === undefined ? {} : { version }),
  };
}

/** What follows the host, or the text itself when it names none. */
function pathOf(url: string): string | undefined {
  const absolute = /^(?:https?:)?\/\/([^/?#]*)(.*)$/is.exec(url);
  if (absolute !== null) {
    const host = (absolute[1] ?? '').toLowerCase().replace(/:\d+$/, '');
    return graphHosts.has(host) || host === '{}' || /^(\{\}|graph\.)[^/]*\{\}$/.test(host) ? absolute[2] : undefined;
  }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(url)) {
    return undefined;
  }
  const [first = ''] = url.split('/', 1);
  // A variable in front holds the host, or host and version.
  return graphHosts.has(first.toLowerCase()) || first === '{}' ? url.slice(first.length) : url;
}

/** The version may be a variable too: nothing in Graph starts with a value. */
function withoutVersion(segments: readonly string[]): readonly string[] {
  const [first = ''] = segments;
  return /^(v\d+(\.\d+)?|beta|\{\})$/.test(first) ? segments.slice(1) : segments;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `root:/a/b.txt:` → `root:`, `{}:`; a site addressed by its path is one value, whatever its depth. */
function withDrivePaths(segments: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] ?? '';
    if (!segment.endsWith(':') || segment.length < 2) {
      result.push(segment);
      continue;
    }
    let end = index + 1;
    while (end < segments.length && !segments[end]?.endsWith(':')) {
      end++;
    }
    const closed = end < segments.length;
    if (result.at(-1) === 'sites') {
      result.push('{}');
    } else {
      result.push(segment === 'root:' ? segment : '{}:');
      if (end > index + 1 || closed) {
        result.push(closed ? '{}:' : '{}');
      }
    }
    index = end;
  }
  return result;
}

/** OData keys as segments: `users('a@b.c')` → `users`, `{}`. Arguments by name stay: they select a function or an alternate key. */
function withKeys(segments: readonly string[]): readonly string[] {
  return segments.flatMap((segment) => {
    const match = /^([a-z][\w.$]*)\((.*)\)$/s.exec(segment);
    if (match === null) {
      return [segment];
    }
    const [, name = '', argument = ''] = match;
    if (argument.trim() === '') {
      return [name];
    }
    return /^\s*[a-z]\w*\s*=/.test(argument) ? [segment] : [name, '{}'];
  });
}

/** `name(a={},b={})` → the name and its argument names; undefined for a plain segment. */
export function functionSegment(segment: string): { readonly name: string; readonly arguments: string } | undefined {
  const match = /^([^(]+)\((.*=.*)\)$/s.exec(segment);
  if (match === null) {
    return undefined;
  }
  const names = [...(match[2] ?? '').matchAll(/(?:^|,)\s*(\w+)\s*=/g)].map((argument) => argument[1] ?? '');
  return { name: match[1] ?? '', arguments: names.sort().join(',') };
}
