import type { Uri } from 'vscode';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { Report } from '../../core/analysis/report.ts';
import type { Grants, ScriptRequirements } from '../../core/analysis/types.ts';
import type { SourcesInUse } from '../../core/catalog/sources.ts';
import type { Catalog } from '../../core/catalog/types.ts';
import type { PermissionState } from '../../core/directory/permissions.ts';
import type { Application, ServicePrincipal } from '../../core/directory/types.ts';
import type { Tenant } from '../../core/identity/types.ts';
import type { ServiceId } from '../../core/services/types.ts';
import { throwIfAborted } from '../../core/shared/clock.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { scriptPath } from '../../workbench/scripts/linkedScripts.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import type { ScriptSource } from './scriptSource.ts';
import { checkTokens, type TokenCheck } from './tokenCheck.ts';

/** What a report is about: scripts, services or neither, for an application or none. */
export interface ReportSubject {
  readonly application?: { readonly tenantId: string; readonly appId: string };
  readonly scripts: readonly ScriptSource[];
  readonly services?: readonly ServiceId[];
}

export interface ReportParts {
  readonly rooms: Rooms;
  readonly scripts: ScriptAnalysis;
}

/** One script of a report. */
export interface ScriptFindings {
  readonly source: ScriptSource;
  readonly analysis: Analysis;
}

/** An application of a report, as its tenant says and its token. */
export interface ApplicationFindings {
  readonly tenant: Tenant;
  readonly application: Application;
  /** Whether it has a service principal: without one it can't be granted anything. */
  readonly hasPrincipal: boolean;
  readonly states: readonly PermissionState[];
  readonly grants: Grants;
  readonly token: TokenCheck;
}

/** Everything a report page says. */
export interface ReportFacts {
  readonly scripts: readonly ScriptFindings[];
  /** Services of the scripts, or those asked for. */
  readonly services: readonly ServiceId[];
  readonly needed: ScriptRequirements;
  readonly application: ApplicationFindings | undefined;
  /** Of the application; without one, of an application that has nothing. */
  readonly report: Report;
  readonly catalog: Catalog;
  readonly sources: SourcesInUse;
}

/**
 * Finds out what scripts or services need and, for an application, what of it is requested, granted and in its token. `quiet`:
 * nobody is asked to sign in again.
 *
 * @throws NotFound for the application, NotSignedIn, whatever else the tenant refuses, AbortError
 */
export async function makeReport(
  parts: ReportParts,
  subject: ReportSubject,
  { signal, quiet = false }: { readonly signal?: AbortSignal | undefined; readonly quiet?: boolean } = {},
): Promise<ReportFacts> {
  const { rooms } = parts;
  const { buildReport } = await import('../../core/analysis/report.ts');
  const read = subject.application && (await readApplication(rooms, subject.application, { signal, quiet }));
  await rooms.permissionData.readModule();
  throwIfAborted(signal);
  const scripts = await analyseAll(parts, subject.scripts, signal);
  const services = [...new Set([...(subject.services ?? []), ...scripts.flatMap(({ analysis }) => analysis.services)])];
  const held = read?.grants;
  const needed = await requirementsOf(scripts, subject.services ?? [], held);
  const sources = await rooms.permissionData.forTenant(read?.resources ?? []);
  const { catalog } = sources;
  const basis = scripts.length > 0 ? 'scripts' : 'services';
  if (read === undefined) {
    const nothing: Grants = { requested: [], granted: [], roles: [] };
    const report = buildReport(needed, nothing, catalog, basis);
    return { scripts, services, needed, application: undefined, report, catalog, sources: sources.inUse };
  }
  const apis = new Set(
    [...needed.permissions, ...read.grants.requested, ...read.grants.granted].map(({ resourceAppId }) =>
      resourceAppId.toLowerCase(),
    ),
  );
  const token = await checkTokens(rooms, read, [...apis], signal);
  const grants: Grants = token.kind === 'signedIn' ? { ...read.grants, inToken: token.inToken } : read.grants;
  const { tenant, application, states, hasPrincipal } = read;
  return {
    scripts,
    services,
    needed,
    application: { tenant, application, states, hasPrincipal, grants, token },
    report: buildReport(needed, grants, catalog, basis),
    catalog,
    sources: sources.inUse,
  };
}

async function readApplication(
  rooms: Rooms,
  { tenantId, appId }: { readonly tenantId: string; readonly appId: string },
  { signal, quiet }: { readonly signal: AbortSignal | undefined; readonly quiet: boolean },
) {
  const { readApplicationDetails } = await import('../../core/directory/applicationDetails.ts');
  const tenant = await (await rooms.sessions()).get(tenantId);
  const resources = new Map<string, ServicePrincipal>();
  const directory = await rooms.directory(tenant.tenantId, { quiet });
  const details = await readApplicationDetails(directory, appId, resources, signal);
  const named = (which: 'requested' | 'granted') =>
    details.permissions.flatMap(({ resourceAppId, permission, ...state }) =>
      state[which] && resourceAppId !== undefined ? [{ resourceAppId, permission }] : [],
    );
  const grants: Grants = {
    requested: named('requested'),
    granted: named('granted'),
    roles: details.roles.map(({ roleDefinition, roleDefinitionId }) => roleDefinition?.templateId ?? roleDefinitionId),
  };
  return {
    tenant,
    application: details.application,
    hasPrincipal: details.servicePrincipal !== undefined,
    states: details.permissions,
    grants,
    resources: [...resources.values()],
  };
}

async function analyseAll(
  { scripts }: ReportParts,
  sources: readonly ScriptSource[],
  signal: AbortSignal | undefined,
): Promise<readonly ScriptFindings[]> {
  const found: ScriptFindings[] = [];
  for (const source of sources) {
    throwIfAborted(signal);
    found.push({ source, analysis: await scripts.analyseText(source.text, source.uri, signal) });
  }
  return found;
}

async function requirementsOf(
  scripts: readonly ScriptFindings[],
  services: readonly ServiceId[],
  grants: Grants | undefined,
): Promise<ScriptRequirements> {
  const { joinRequirements, serviceRequirements } = await import('../../core/analysis/report.ts');
  const [only, ...others] = scripts;
  const ofScripts =
    only && others.length === 0
      ? [only.analysis.needed(grants)]
      : scripts.map(({ source, analysis }) => placedIn(analysis.needed(grants), source.uri));
  const ofServices = services.length > 0 ? [serviceRequirements(services, grants)] : [];
  return joinRequirements([...ofScripts, ...ofServices]);
}

/** Among several scripts, every place says which one it is in. */
function placedIn(needed: ScriptRequirements, uri: Uri | undefined): ScriptRequirements {
  const path = uri && scriptPath(uri);
  const placed = <T extends { readonly path?: string }>(places: readonly T[]) =>
    places.map((place) => (path === undefined ? place : { path, ...place }));
  return {
    ...needed,
    permissions: needed.permissions.map((one) => ({ ...one, places: placed(one.places) })),
    roles: needed.roles.map((one) => ({ ...one, places: placed(one.places) })),
    withoutPermission: placed(needed.withoutPermission),
    undecided: placed(needed.undecided),
  };
}
