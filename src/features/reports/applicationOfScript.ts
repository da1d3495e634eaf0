import type { Analysis } from '../../core/analysis/analyse.ts';
import type { ReportParts } from './makeReport.ts';
import type { ScriptSource } from './scriptSource.ts';

export interface ApplicationRef {
  readonly tenantId: string;
  readonly appId: string;
}

/**
 * The application a script signs in as, in a tenant somebody is signed in to: the one its text names, else the one it was
 * checked against before. Undefined when nothing tells. Asks nobody.
 */
export async function applicationOfScript(
  { rooms, scripts }: ReportParts,
  source: ScriptSource,
  analysis: Analysis,
): Promise<ApplicationRef | undefined> {
  if ((await rooms.store.keys('tenant/')).length === 0) {
    return undefined;
  }
  const tenants = await (await rooms.sessions()).list();
  const known = await scripts.connections();
  for (const { appId, tenant } of analysis.script.connections) {
    const id = appId?.text?.toLowerCase();
    if (id === undefined) {
      continue;
    }
    const name = tenant?.text?.toLowerCase();
    const home =
      tenants.find(({ tenantId, domain }) => name === tenantId.toLowerCase() || name === domain.toLowerCase()) ??
      tenants.find(({ tenantId }) => known.some((one) => one.tenantId === tenantId && one.appId.toLowerCase() === id));
    if (home) {
      return { tenantId: home.tenantId, appId: id };
    }
  }
  const binding = source.uri && (await scripts.bindings.get(source.uri.toString()));
  return binding && tenants.some(({ tenantId }) => tenantId === binding.tenantId) ? binding : undefined;
}
