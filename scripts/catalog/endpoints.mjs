import { alternatives, parseAlso, parseAlternatives } from './alternatives.mjs';
import { base36, byCodeUnit } from './encode.mjs';
import { narrow } from './narrow.mjs';
import { list } from './readTable.mjs';

const methodCodes = { GET: 'G', POST: 'P', PATCH: 'A', PUT: 'U', DELETE: 'D' };

/** A template with every placeholder as `{}`; undefined for rows whose path is a sentence or a typing error. */
export function normalTemplate(path) {
  if (/[?]| eq |\/\(|fileb\.txt|\/roletemplateid=/.test(path)) {
    return undefined;
  }
  return path
    .replace(/\{[^}]*\}+/g, '{}')
    .replace(/'\{\}'/g, '{}')
    .replace(/, /g, ',')
    .replace(/\/{2,}/g, '/')
    .replace(/\/\$ref$/, '');
}

/**
 * Rows of the endpoint table as requests with alternatives.
 *
 * @param overrides by `METHOD /template`: `add`, `remove` and `pick` act before the list is ranked, `application` replaces it
 */
export function readEndpoints(rows, known, overrides) {
  const requests = new Map();
  for (const row of rows) {
    const template = normalTemplate(row.path);
    if (template === undefined) {
      continue;
    }
    const key = `${row.method} ${template}`;
    const change = overrides.get(key) ?? {};
    const removed = list(change.remove ?? '');
    const request = {
      method: row.method,
      path: template,
      pick: change.pick ?? row.pick,
      least: list(row.least),
      all: narrow(
        [...new Set([...list(row.all), ...list(row.least), ...list(change.add ?? '')])].filter(
          (name) => !removed.includes(name),
        ),
        template,
      ),
      also: parseAlso(row.alsoRequires),
    };
    // The same request may be listed with and without /$ref, or only in the older pages: the documented one stands.
    const listed = requests.get(key);
    const better = listed?.older || (listed?.alternatives.length === 0 && row.pick !== '');
    if (listed !== undefined && !better) {
      continue;
    }
    requests.set(key, {
      method: row.method,
      template,
      alternatives:
        change.application !== undefined
          ? parseAlternatives(change.application)
          : row.pick === '' && template.startsWith('/subscriptions')
            ? []
            : alternatives(request, known),
      dependsOnRequest: template.startsWith('/subscriptions'),
      older: row.origin === 'docs',
      // As the cmdlet table spells it, to find the request of a cmdlet.
      all: list(row.all)
        .filter((name) => known.get(name)?.grantable)
        .sort(byCodeUnit)
        .join(','),
      pick: row.pick,
      also: row.alsoRequires,
    });
  }
  return [...requests.values()];
}

/**
 * Requests that no source table lists, with the permissions a page says.
 *
 * @param requests what {@link readEndpoints} read; one that is in it is an error
 */
export function addEndpoints(requests, rows) {
  const present = new Set(requests.map((request) => `${request.method} ${request.template}`));
  return [
    ...requests,
    ...rows.map((row) => {
      const template = normalTemplate(row.path);
      if (present.has(`${row.method} ${template}`)) {
        throw new Error(`more-endpoints.tsv: ${row.method} ${row.path} is in the source by now.`);
      }
      const own = parseAlternatives(row.application);
      return {
        method: row.method,
        template,
        alternatives: own,
        dependsOnRequest: false,
        older: false,
        all: '',
        pick: '',
      };
    }),
  ];
}

/**
 * The endpoints as a tree of path segments in depth-first order: `<depth><segment>[<tab><methods>]`, a method as its
 * letter, the number of its permission list, `~` when only older pages list it, `*` when it depends on the request.
 */
export function encodeEndpoints(requests, sets) {
  const root = { children: new Map(), methods: [] };
  for (const request of requests) {
    let node = root;
    for (const segment of request.template.slice(1).split('/')) {
      if (!node.children.has(segment)) {
        node.children.set(segment, { children: new Map(), methods: [] });
      }
      node = node.children.get(segment);
    }
    const marks = `${request.older ? '~' : ''}${request.dependsOnRequest ? '*' : ''}`;
    node.methods.push(`${methodCodes[request.method]}${sets.id(request.alternatives)}${marks}`);
  }
  const lines = [];
  const visit = (node, depth) => {
    for (const [segment, child] of [...node.children].sort(([left], [right]) => byCodeUnit(left, right))) {
      const methods = child.methods.length === 0 ? '' : `\t${child.methods.sort(byCodeUnit).join(' ')}`;
      lines.push(base36(depth) + segment + methods);
      visit(child, depth + 1);
    }
  };
  visit(root, 0);
  return lines;
}
