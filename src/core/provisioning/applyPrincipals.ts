import { createServicePrincipalRequest, servicePrincipalRequest } from '../directory/servicePrincipals.ts';
import type { ServicePrincipal } from '../directory/types.ts';
import { isDomainError } from '../shared/errors.ts';
import type { Created } from './journalEntry.ts';
import type { SetupRun } from './setupRun.ts';
import type { PlanStep } from './types.ts';

/** Service principals of APIs that the tenant lacks. Gives all that are there afterwards, by application id. */
export async function applyResources(run: SetupRun): Promise<ReadonlyMap<string, ServicePrincipal>> {
  const found = new Map(Object.entries(run.plan.reading.resources));
  for (const step of run.stepsOf('resourcePrincipal')) {
    const appId = String(step.facts.resourceAppId);
    const created = await run.attempt(step, () => createPrincipal(run, step, appId));
    if (created) {
      found.set(appId, created);
    }
  }
  return found;
}

/** The service principal of the application. */
export async function applyPrincipal(run: SetupRun, appId: string): Promise<ServicePrincipal | undefined> {
  const step = run.required('servicePrincipal');
  const existing = run.plan.reading.servicePrincipal;
  if (existing) {
    await run.session.settle([], [], { servicePrincipalId: existing.id });
    run.report(step.id, 'unchanged');
    return existing;
  }
  return run.attempt(step, () => createPrincipal(run, step, appId));
}

/**
 * Creates a service principal. For a new application, "no such application" means that this replica does not know it yet;
 * for an API of Microsoft's it means what it says.
 */
async function createPrincipal(run: SetupRun, step: PlanStep, appId: string): Promise<ServicePrincipal> {
  const own = step.kind === 'servicePrincipal';
  const { directory } = run.env;
  // Not to be repeated unasked: after a lost answer, "is there already" must still tell who created it.
  const request = { ...createServicePrincipalRequest(appId), idempotent: false };
  const create = () => directory.request<ServicePrincipal>(request, run.signal);
  await run.session.begin({ stepId: step.id });
  let principal: ServicePrincipal;
  let ours = true;
  try {
    principal = await (own ? run.untilReplicated(step.id, create) : create());
  } catch (error) {
    if (!isDomainError(error, 'AlreadyExists')) {
      throw error;
    }
    ours = run.session.wasLeft(step.id);
    const find = servicePrincipalRequest(appId, { roles: !own });
    principal = await run.untilReplicated(step.id, () => directory.request<ServicePrincipal>(find, run.signal));
  }
  const record: Created = own
    ? { kind: 'servicePrincipal', id: principal.id, appId }
    : { kind: 'resourcePrincipal', id: principal.id, appId, displayName: principal.displayName };
  await run.session.settle([step.id], ours ? [record] : [], own ? { servicePrincipalId: principal.id } : {});
  run.report(step.id, ours ? 'done' : 'unchanged');
  return principal;
}
