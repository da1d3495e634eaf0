// Rebuilds src/core/catalog/data from the source tables: node scripts/catalog/build.mjs <folder with the tables>
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAlternatives } from './alternatives.mjs';
import { base36, byCodeUnit, frontCode, writeModule } from './encode.mjs';
import { addEndpoints, encodeEndpoints, readEndpoints } from './endpoints.mjs';
import {
  encodeAzGraph,
  encodeEntra,
  encodeExchange,
  encodeLegacy,
  encodePnp,
  encodeSpo,
  encodeTeams,
} from './families.mjs';
import { encodeGraphCmdlets, readGraphCmdlets } from './graphCmdlets.mjs';
import { describe, PermissionNumbers } from './permissions.mjs';
import { list, readTable } from './readTable.mjs';
import { PermissionSets } from './sets.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node scripts/catalog/build.mjs <folder with the source tables>');
  process.exit(2);
}
const out = path.join(here, '../../src/core/catalog/data');
mkdirSync(out, { recursive: true });

const sources = [];
function table(name, from = folder) {
  const read = readTable(from, name);
  for (const source of read.sources) {
    sources.push({ table: name, ...source });
  }
  return read.rows;
}

const permissionRows = table('graph-permissions').sort((left, right) => byCodeUnit(left.name, right.name));
const known = new Map(permissionRows.map((row) => [row.name, describe(row)]));
const numbers = new PermissionNumbers(permissionRows.map((row) => row.name));
const sets = new PermissionSets(numbers);

const overrides = { endpoint: new Map(), cmdlet: new Map(), teams: new Map(), exchange: new Map(), pnp: new Map() };
for (const row of table('overrides', here)) {
  const key = row.table === 'endpoint' ? row.key.replace(/\{[^}]*\}/g, '{}') : row.key;
  overrides[row.table].set(key, { ...overrides[row.table].get(key), [row.field]: row.value });
}

const requests = addEndpoints(
  readEndpoints(table('graph-endpoints'), known, overrides.endpoint),
  table('more-endpoints', here),
);
const graphCmdlets = readGraphCmdlets(table('graph-cmdlets'), requests, known).map((cmdlet) => {
  const change = overrides.cmdlet.get(cmdlet.name);
  return change === undefined ? cmdlet : { ...cmdlet, alternatives: parseAlternatives(change.application) };
});
checkOverrides(
  'endpoint',
  requests.map((request) => `${request.method} ${request.template}`),
);
checkOverrides(
  'cmdlet',
  graphCmdlets.map((cmdlet) => cmdlet.name),
);

/** An override that meets no row is a typing error, or the source has caught up. */
function checkOverrides(kind, names) {
  const present = new Set(names);
  for (const key of overrides[kind].keys()) {
    if (!present.has(key)) {
      throw new Error(`overrides.tsv: ${kind} ${key} is in no table.`);
    }
  }
}

const pnpRows = table('pnp-cmdlets');
checkOverrides(
  'pnp',
  pnpRows.map((row) => row.cmdlet),
);

const legacyRows = table('legacy-cmdlets');
const graphNames = new Map(graphCmdlets.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet.name]));
const recipientNouns = new Map(table('recipient-nouns', here).map((row) => [row.noun, row.only]));
const teamsPermissions = new Map(table('teams-permissions', here).map((row) => [row.cmdlet, row.application]));
const entra = encodeEntra(table('entra-cmdlets', here), graphNames, legacyRows);
const graph = encodeGraphCmdlets(graphCmdlets, sets);

const files = [
  writeModule(out, 'graphEndpoints', encodeEndpoints(requests, sets)),
  writeModule(out, 'graphCmdlets', [graph.modules.join('\t'), ...frontCode(graph.lines)]),
  writeModule(
    out,
    'exchangeCmdlets',
    encodeExchange(table('exchange-cmdlets'), overrides.exchange, recipientNouns, sets),
  ),
  writeModule(out, 'teamsCmdlets', encodeTeams(table('teams-cmdlets'), overrides.teams, teamsPermissions, sets)),
  writeModule(out, 'pnpCmdlets', encodePnp(pnpRows, overrides.pnp, known, sets)),
  writeModule(out, 'spoCmdlets', encodeSpo(table('spo-cmdlets', here), sets)),
  writeModule(out, 'legacyCmdlets', encodeLegacy(legacyRows)),
  writeModule(out, 'entraCmdlets', entra.lines),
  writeModule(out, 'azGraphCmdlets', encodeAzGraph(table('az-graph-cmdlets', here), graphNames)),
  writeModule(out, 'directoryRoles', encodeRoles(table('directory-roles'), table('role-purposes', here))),
  writeModule(out, 'resources', encodeResources(table('resources'))),
  writeModule(out, 'graphPermissions', permissionRows.map(encodePermission)),
  // Last: the tables above have by now asked for every list they refer to.
  writeModule(out, 'permissionSets', [base36(numbers.others.length), ...numbers.others, ...sets.lines]),
  writeModule(out, 'sources', encodeSources()),
];

function encodePermission(row) {
  const flags = row.flags.includes('rsc') ? 'r' : '';
  return [
    row.name,
    row.applicationId,
    row.delegatedId,
    row.applicationPrivilegeLevel,
    row.delegatedPrivilegeLevel,
    flags,
  ].join('\t');
}

/** A role covers the services whose documentation accepts it, and those it is offered for. */
function encodeRoles(roles, purposes) {
  const services = { exchangeOnline: 'X', securityCompliance: 'S', teams: 't', sharePoint: 'p' };
  const offered = (role, service) =>
    purposes.some((purpose) => purpose.service === service && list(purpose.roles).includes(role));
  const covers = (row) =>
    Object.entries(services)
      .filter(([service]) => row[service] || row.role === 'Global Administrator' || offered(row.role, service))
      .map(([, flag]) => flag)
      .join('');
  return [
    base36(roles.length),
    ...roles.map((row) => `${row.role}\t${row.templateId}\t${row.privileged === 'yes' ? 'P' : ''}${covers(row)}`),
    ...purposes.map((row) => `${row.service}\t${row.purpose}\t${row.roles}`),
  ];
}

function encodeResources(rows) {
  return rows.map((row) =>
    [
      row.resourceAppId,
      row.resource,
      row.permission,
      row.type === 'Role' ? 'R' : row.type === 'Scope' ? 'S' : '',
      row.id,
      row.check === 'unverified' ? 'u' : '',
    ].join('\t'),
  );
}

function encodeSources() {
  return [
    ...new Set(sources.map((source) => `${source.table}\t${source.repository}\t${source.commit}\t${source.date}`)),
  ].sort(byCodeUnit);
}

for (const file of files) {
  console.log(
    `${file.name.padEnd(18)} ${String(file.lines).padStart(6)} lines ${String(file.bytes).padStart(8)} bytes`,
  );
}
console.log(`total ${files.reduce((sum, file) => sum + file.bytes, 0)} bytes; ${sets.lines.length} permission lists`);
if (entra.unresolved.length > 0) {
  console.log(`no Graph request known for: ${entra.unresolved.join(' ')}`);
}
