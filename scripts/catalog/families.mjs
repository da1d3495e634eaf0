import { parseAlternatives } from './alternatives.mjs';
import { byCodeUnit } from './encode.mjs';
import { list } from './readTable.mjs';

const exchange = { resourceAppId: '00000002-0000-0ff1-ce00-000000000000', permission: 'Exchange.ManageAsApp' };
const compliance = { resourceAppId: '00000007-0000-0ff1-ce00-000000000000', permission: 'Exchange.ManageAsApp' };
const sharePoint = (permission) => ({ resourceAppId: '00000003-0000-0ff1-ce00-000000000000', permission });
const appOnlyCodes = { yes: '', no: 'n', unknown: 'u' };
const readVerbs = new Set('Get Find Search Test Measure Compare Check Preview Validate Export Format Read'.split(' '));

/**
 * Exchange and Security & Compliance: `name<tab>flags<tab>permissions`. Flags: X Exchange Online, S Security &
 * Compliance, n/u app-only refused/unknown, r retired, o search-only session, p within recipients, x session command.
 */
export function encodeExchange(rows, overrides, recipientNouns, sets) {
  return rows
    .map((row) => {
      const change = overrides.get(row.cmdlet) ?? {};
      const environments = list(change.environments ?? row.environments);
      const inExchange = environments.includes('EXO') || environments.includes('EOP');
      const inCompliance = environments.includes('SCC');
      const session = /^(Connect|Disconnect)-|-ConnectionInformation$/.test(row.cmdlet);
      const [verb, noun] = row.cmdlet.split('-');
      const flags = [
        inExchange ? 'X' : '',
        inCompliance ? 'S' : '',
        appOnlyCodes[change.appOnly ?? row.appOnly],
        row.retired === 'yes' ? 'r' : '',
        row.searchOnlySession === 'yes' ? 'o' : '',
        inExchange && withinRecipients(verb, noun, recipientNouns) ? 'p' : '',
        session ? 'x' : '',
      ].join('');
      const needed = [...(inExchange ? [[exchange]] : []), ...(inCompliance ? [[compliance]] : [])];
      return `${row.cmdlet}\t${flags}\t${session ? '' : sets.id(needed)}`;
    })
    .sort(byCodeUnit);
}

function withinRecipients(verb, noun, nouns) {
  const only = nouns.get(noun.replace(/^EXO/, '').replace(/^Cas/, 'CAS'));
  return only === '' || (only === 'read' && readVerbs.has(verb));
}

/** Teams: `name<tab>flags<tab>permissions`. Flags: C a `*-Cs*` cmdlet, n app-only refused, g refused in GCC High and DoD, x session command. */
export function encodeTeams(rows, overrides, permissions, sets) {
  const known = new Map(rows.map((row) => [row.cmdlet, row]));
  for (const name of permissions.keys()) {
    if (!known.has(name)) {
      known.set(name, { cmdlet: name, family: 'nonCs', appOnly: 'yes' });
    }
  }
  return [...known.values()]
    .map((row) => {
      const [appOnly, ...clouds] = list(overrides.get(row.cmdlet)?.appOnly ?? row.appOnly);
      const session = /^(Connect|Disconnect)-/.test(row.cmdlet);
      const flags = [
        row.family === 'Cs' ? 'C' : '',
        appOnlyCodes[appOnly],
        clouds.length > 0 ? 'g' : '',
        session ? 'x' : '',
      ].join('');
      return `${row.cmdlet}\t${flags}\t${sets.id(parseAlternatives(permissions.get(row.cmdlet) ?? ''))}`;
    })
    .sort(byCodeUnit);
}

const pnpResources = {
  graph: '00000003-0000-0000-c000-000000000000',
  sharepoint: '00000003-0000-0ff1-ce00-000000000000',
  officemanagement: 'c5393580-f805-4401-95e8-94b7a6ef2fc2',
};
const sharePointReads = [
  'Sites.Selected',
  'Sites.Read.All',
  'Sites.ReadWrite.All',
  'Sites.Manage.All',
  'Sites.FullControl.All',
];
const sharePointWrites = ['Sites.Selected', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'];

/**
 * PnP: `name<tab>kind letter and flags<tab>permissions<tab>aliases`. Kinds: w web, s SharePoint, a admin, g Graph,
 * z Azure, c search administration, o Office 365 Management, t tasks, x connection, b none. Flags: n app-only refused,
 * d permissions derived from the kind.
 */
export function encodePnp(rows, overrides, known, sets) {
  const kinds = {
    web: 'w',
    sharepoint: 's',
    admin: 'a',
    graph: 'g',
    azure: 'z',
    gcs: 'c',
    officemanagement: 'o',
    tasks: 't',
    connected: 'k',
    base: 'b',
  };
  return rows
    .map((row) => ({ ...row, ...overrides.get(row.cmdlet) }))
    .map((row) => {
      const session = /^(Connect|Disconnect)-PnPOnline$/.test(row.cmdlet);
      const declared = sortDeclared(row, known);
      const derived = declared.length === 0 && !session ? derivedPnp(row) : [];
      const flags = [
        session ? 'x' : kinds[row.kind],
        // Declared for users says what was tried, not what is refused.
        row.appOnly === 'yes' ? '' : row.appOnly === 'no' ? 'n' : 'u',
        derived.length > 0 ? 'd' : '',
      ].join('');
      return `${row.cmdlet}\t${flags}\t${sets.id(declared.length > 0 ? declared : derived)}\t${row.aliases}`;
    })
    .sort(byCodeUnit);
}

/** What the class or its page declares; only resources whose application id is known can be granted. */
function sortDeclared(row, known) {
  const reading = readVerbs.has(row.cmdlet.split('-')[0]);
  return (
    parseAlternatives(row.application)
      .map((all) =>
        all.map((item) => {
          const [resource, permission] = item.split('/');
          return { resourceAppId: pnpResources[resource], permission };
        }),
      )
      // Attributes also name delegated permissions and ones that do not exist; those cannot be granted to an application.
      .filter((all) =>
        all.every(
          (ref) =>
            ref.resourceAppId !== undefined &&
            ref.permission !== '.default' &&
            (ref.resourceAppId !== pnpResources.graph || known.get(ref.permission)?.grantable),
        ),
      )
      .sort((left, right) => weight(left, reading, known) - weight(right, reading, known))
  );
}

function weight(all, reading, known) {
  const [first] = all;
  if (first.resourceAppId === pnpResources.sharepoint) {
    return sharePointReads.indexOf(first.permission);
  }
  const permission = known.get(first.permission);
  return (
    (permission?.level ?? 3) * 10 +
    (reading && permission?.writes ? 100 : 0) +
    (permission?.area === 'directory' ? 5 : 0)
  );
}

function derivedPnp(row) {
  const reading = readVerbs.has(row.cmdlet.split('-')[0]);
  switch (row.kind) {
    case 'web':
    case 'sharepoint':
      return (reading ? sharePointReads : sharePointWrites).map((name) => [sharePoint(name)]);
    case 'admin':
      return [[sharePoint('Sites.FullControl.All')]];
    default:
      return [];
  }
}

/** Microsoft.Online.SharePoint.PowerShell: `name<tab>x for session, b for local<tab>permissions`. */
export function encodeSpo(rows, sets) {
  const needed = [[sharePoint('Sites.FullControl.All')]];
  return rows
    .flatMap(({ verb, kind, nouns }) =>
      list(nouns).map((noun) => {
        const flag = kind === 'session' ? 'x' : kind === 'local' ? 'b' : '';
        return `${verb}-SPO${noun}\t${flag}\t${flag === '' ? sets.id(needed) : ''}`;
      }),
    )
    .sort(byCodeUnit);
}

/** Retired AzureAD and MSOnline cmdlets: `name<tab>A or M, u when own knowledge<tab>replacements`. */
export function encodeLegacy(rows) {
  return rows
    .map(
      (row) =>
        `${row.legacy}\t${row.family === 'MSOnline' ? 'M' : 'A'}${row.origin === 'map' ? '' : 'u'}\t${row.replacement}`,
    )
    .sort(byCodeUnit);
}

const graphVerbs = {
  Get: ['Get'],
  New: ['New'],
  Add: ['New', 'Add'],
  Set: ['Update', 'Set'],
  Update: ['Update', 'Set'],
  Remove: ['Remove'],
};

/** Microsoft.Entra: `name<tab>B for beta, x for session, u for unknown request<tab>Graph cmdlet`. */
export function encodeEntra(rows, graphNames, legacy) {
  const replacements = new Map(legacy.map((row) => [row.legacy.toLowerCase(), list(row.replacement)[0]]));
  const find = (name) => (name === undefined ? undefined : graphNames.get(name.toLowerCase()));
  const unresolved = [];
  const lines = rows.flatMap((row) => {
    const explicit = new Map(row.graph.split(';').flatMap((item) => (item.includes('=') ? [item.split('=')] : [])));
    const noun =
      row.graph
        .split(';')
        .find((item) => item.startsWith('Mg:'))
        ?.slice(3) ?? row.noun;
    return versions(row.versions).flatMap((beta) =>
      list(row.verbs).map((verb) => {
        const name = `${verb}-Entra${beta ? 'Beta' : ''}${row.noun}`;
        if (row.graph === 'session') {
          return `${name}\t${beta ? 'B' : ''}x\t`;
        }
        const guesses = [
          explicit.get(verb),
          ...(graphVerbs[verb] ?? [verb]).map((graphVerb) => `${graphVerb}-Mg${noun}`),
          ...(graphVerbs[verb] ?? [verb]).map((graphVerb) => `${graphVerb}-MgBeta${noun}`),
          replacements.get(`${verb}-azuread${row.noun}`.toLowerCase()),
          replacements.get(`${verb}-azureadms${row.noun}`.toLowerCase()),
        ];
        const graph = guesses.map(find).find((found) => found !== undefined);
        if (graph === undefined) {
          unresolved.push(name);
        }
        return `${name}\t${beta ? 'B' : ''}${graph === undefined ? 'u' : ''}\t${graph ?? ''}`;
      }),
    );
  });
  for (const name of ['Connect-Entra', 'Disconnect-Entra']) {
    lines.push(`${name}\tx\t`);
  }
  return { lines: [...new Set(lines)].sort(byCodeUnit), unresolved };
}

function versions(cell) {
  return cell === 'both' ? [false, true] : [cell === 'beta'];
}

/** Az.Resources cmdlets that call Graph: `name<tab><tab>Graph cmdlet`. */
export function encodeAzGraph(rows, graphNames) {
  return rows
    .flatMap((row) =>
      list(row.verbs).map((cell) => {
        const [verb, other] = cell.split('=');
        const graph = [...(other === undefined ? (graphVerbs[verb] ?? [verb]) : [other]), 'Add']
          .flatMap((graphVerb) => [`${graphVerb}-Mg${row.graphNoun}`, `${graphVerb}-Mg${row.graphNoun}ByRef`])
          .map((name) => graphNames.get(name.toLowerCase()))
          .find((found) => found !== undefined);
        if (graph === undefined) {
          throw new Error(`az-graph-cmdlets: no Graph cmdlet for ${verb}-Az${row.noun}.`);
        }
        return `${verb}-Az${row.noun}\t\t${graph}`;
      }),
    )
    .sort(byCodeUnit);
}
