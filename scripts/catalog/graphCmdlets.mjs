import { alternatives } from './alternatives.mjs';
import { base36, byCodeUnit } from './encode.mjs';
import { narrow } from './narrow.mjs';
import { list } from './readTable.mjs';

const methodOfVerb = { Get: 'GET', New: 'POST', Add: 'POST', Update: 'PATCH', Set: 'PATCH', Remove: 'DELETE' };
const nameCodes = { docs: 'd', seen: 's', known: 'k', rule: 'r', session: 'x' };
const permissionCodes = { endpoint: 'e', base: 'b', docs: 'd', own: 'o', none: 'n' };

/** Cmdlets of the Graph SDK with their alternatives. */
export function readGraphCmdlets(rows, requests, known) {
  const bySet = new Map();
  for (const request of requests) {
    const key = `${request.all}|${request.pick}`;
    bySet.set(key, [...(bySet.get(key) ?? []), request]);
  }
  const documented = new Map(rows.filter((row) => row.name === 'docs').map((row) => [row.cmdlet, row.module]));
  return rows.map((row) => {
    const method = methodOfVerb[row.cmdlet.split('-')[0]] ?? 'POST';
    // The table has no column for the request, but its permissions name it, or one with the same alternatives.
    const same = bySet.get(`${[...list(row.application)].sort(byCodeUnit).join(',')}|${row.leastApplication}`) ?? [];
    const request = row.application === '' ? undefined : nearest(same, method, row.cmdlet);
    return {
      name: row.cmdlet,
      module: moduleOf(row, documented),
      beta: row.api === 'beta',
      alternatives:
        request?.alternatives ??
        alternatives(
          {
            method,
            path: row.cmdlet.toLowerCase(),
            pick: row.leastApplication,
            least: [],
            all: narrow(list(row.application), row.cmdlet),
            also: new Map(),
          },
          known,
        ),
      nameCode: nameCodes[row.name],
      permissionCode: permissionCodes[row.permissions],
    };
  });
}

/** Among requests with the same permissions the one whose path the noun spells. */
function nearest(requests, method, cmdlet) {
  const noun = cmdlet.toLowerCase();
  const score = (request) =>
    request.template
      .split('/')
      .filter((segment) => noun.includes(segment.replace(/(ies|s)$/, '')))
      .reduce((sum, segment) => sum + segment.length, 0);
  return requests.filter((request) => request.method === method).sort((left, right) => score(right) - score(left))[0];
}

/** A cmdlet that no page names is in the module of the cmdlet it extends. */
function moduleOf(row, documented) {
  const base = row.cmdlet.replace(/(Count|ByRef|Delta|Content|As[A-Z][A-Za-z]+)$/, '');
  const listed = row.name === 'docs' || row.name === 'session' ? row.module : (documented.get(base) ?? row.module);
  return listed !== '' ? listed : row.api === 'beta' ? 'Microsoft.Graph.Beta' : 'Microsoft.Graph';
}

/** First line: modules. Then `name<tab>module number, api and origins<tab>permission list`, sorted. */
export function encodeGraphCmdlets(cmdlets, sets) {
  const modules = [...new Set(cmdlets.map((cmdlet) => cmdlet.module))].sort(byCodeUnit);
  const lines = cmdlets
    .map((cmdlet) => {
      const code = `${cmdlet.nameCode}${cmdlet.permissionCode}${base36(modules.indexOf(cmdlet.module))}`;
      return `${cmdlet.name}\t${code}\t${sets.id(cmdlet.alternatives)}`;
    })
    .sort((left, right) => byCodeUnit(left.toLowerCase(), right.toLowerCase()));
  return { modules, lines };
}
