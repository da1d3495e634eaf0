import { grantRequest } from '../directory/consent.ts';
import { assignRoleRequest } from '../directory/roles.ts';
import type { BatchRequest, BatchResult, ServicePrincipal } from '../directory/types.ts';
import { isDomainError } from '../shared/errors.ts';
import type { ResolvedPermission } from './applyApplication.ts';
import { isGrant, roleRecord } from './assignments.ts';
import type { Created } from './journalEntry.ts';
import { holdsRole } from './planSteps.ts';
import type { SetupRun } from './setupRun.ts';
import type { PlanStep } from './types.ts';

/** A grant or a role assignment that is still to be made. */
interface Wanted {
  readonly step: PlanStep;
  readonly request: BatchRequest;
  readonly record: (id: string) => Created;
}

const batchSize = 20;

/**
 * Grants the permissions and assigns the role, all in one call. What this replica refuses because it does not know the
 * service principal yet is sent again, the rest not.
 */
export async function applyGrants(
  run: SetupRun,
  principal: ServicePrincipal,
  permissions: readonly ResolvedPermission[],
): Promise<void> {
  const wanted = [...wantedGrants(run, principal, permissions), ...wantedRole(run, principal)];
  for (let start = 0; start < wanted.length; start += batchSize) {
    await sendAll(run, wanted.slice(start, start + batchSize));
  }
}

async function sendAll(run: SetupRun, wanted: readonly Wanted[]): Promise<void> {
  for (const { step } of wanted) {
    run.report(step.id, 'running');
  }
  await run.session.begin(...wanted.map(({ step }) => ({ stepId: step.id })));
  let open = wanted;
  const send = async () => {
    const results = await run.env.directory.batch(
      open.map(({ request }) => request),
      run.signal,
    );
    open = await settle(run, open, results);
    const [late] = open;
    if (late) {
      throw results.find((result) => result.id === late.request.id)?.error ?? new Error('An error without a cause');
    }
  };
  const first = wanted[0]?.step;
  if (!first) {
    return;
  }
  try {
    await run.untilReplicated(first.id, send);
  } catch (error) {
    // The whole call failed, or some of it never replicated: the steps that are open fail alike.
    for (const { step } of open) {
      await run.fail(step, error);
    }
  }
}

/** Files the answers; gives what has to be sent again. */
async function settle(
  run: SetupRun,
  sent: readonly Wanted[],
  results: readonly BatchResult[],
): Promise<readonly Wanted[]> {
  const byId = new Map(results.map((result) => [result.id, result]));
  const created: Created[] = [];
  const done: Wanted[] = [];
  const refused: { readonly one: Wanted; readonly error: unknown }[] = [];
  const again: Wanted[] = [];
  for (const one of sent) {
    const error = byId.get(one.request.id)?.error;
    if (error === undefined) {
      const { id } = (byId.get(one.request.id)?.body ?? {}) as { id?: string };
      created.push(...(id === undefined ? [] : [one.record(id)]));
      done.push(one);
    } else if (isDomainError(error, 'NotFound')) {
      again.push(one);
    } else {
      refused.push({ one, error });
    }
  }
  // Recorded before anything else can go wrong.
  await run.session.settle(
    done.map(({ step }) => step.id),
    created,
  );
  for (const { step } of done) {
    run.report(step.id, 'done');
  }
  // "Is there already" after an interrupted run, or somebody was faster: reading back tells the id.
  for (const { one, error } of refused) {
    if (!isDomainError(error, 'AlreadyExists')) {
      await run.fail(one.step, error);
    }
  }
  return again;
}

function wantedGrants(
  run: SetupRun,
  principal: ServicePrincipal,
  permissions: readonly ResolvedPermission[],
): readonly Wanted[] {
  const wanted: Wanted[] = [];
  for (const { stepId, permission, resource, appRoleId } of permissions) {
    const step = run.step(stepId);
    if (!step) {
      continue;
    }
    const record = (id: string): Created => ({
      kind: 'grant',
      id,
      principalId: principal.id,
      resourceId: resource.id,
      appRoleId,
      permission,
      resource: resource.displayName,
    });
    const held = run.plan.reading.grants.find((one) => isGrant(one, resource.id, appRoleId));
    if (held) {
      run.report(step.id, 'unchanged');
    } else {
      const grant = { principalId: principal.id, resourceId: resource.id, appRoleId };
      wanted.push({ step, record, request: { id: step.id, ...grantRequest(grant), idempotent: false } });
    }
  }
  return wanted;
}

function wantedRole(run: SetupRun, principal: ServicePrincipal): readonly Wanted[] {
  const [step] = run.stepsOf('assignRole');
  const templateId = run.plan.request.role;
  if (!step || templateId === undefined) {
    return [];
  }
  const record = roleRecord(principal.id, templateId, String(step.facts.role));
  const held = run.plan.reading.roleAssignments.find((one) => holdsRole([one], templateId));
  if (held) {
    run.report(step.id, 'unchanged');
    return [];
  }
  const request = { id: step.id, ...assignRoleRequest(principal.id, templateId), idempotent: false };
  return [{ step, record, request }];
}
