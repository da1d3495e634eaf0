import { applyApplication, resolvePermissions } from './applyApplication.ts';
import { applyCertificate } from './applyCertificate.ts';
import { applyGrants } from './applyGrants.ts';
import { applyPrincipal, applyResources } from './applyPrincipals.ts';
import type { SetupEnvironment, SetupOptions } from './environment.ts';
import { planSetup } from './planSetup.ts';
import { applicationName } from './planSteps.ts';
import { prove } from './prove.ts';
import { readBack } from './readBack.ts';
import { recoverPending } from './recoverPending.ts';
import { SetupRun } from './setupRun.ts';
import type { Plan, SetupResult } from './types.ts';

/**
 * Carries out a plan and proves it by signing in. Whatever stops it (an error, a cancellation, a closed window), planning
 * and applying the same request again goes on where it stopped and creates nothing twice.
 *
 * @throws {SetupStopped} with what was reached; an `AbortError` when cancelled; provisioning/runningElsewhere
 */
export async function applySetup(plan: Plan, env: SetupEnvironment, options: SetupOptions): Promise<SetupResult> {
  const session = await env.journal.open(
    {
      key: plan.key,
      tenantId: plan.tenantId,
      domain: plan.domain,
      request: plan.request,
      applicationName: applicationName(plan),
    },
    {
      ...(options.signal ? { signal: options.signal } : {}),
      onWait: (elapsed, limit) =>
        options.onProgress?.({
          id: plan.steps[0]?.id ?? '',
          state: 'waiting',
          waiting: { forReason: 'otherWindow', elapsed, limit },
        }),
    },
  );
  let state: 'done' | 'incomplete' = 'incomplete';
  try {
    // Since the plan was made, another run of the same request has been here.
    const current = session.entry.revision === plan.revision ? plan : await planSetup(plan.request, env, options);
    const result = await carryOut(new SetupRun(current, env, options, session));
    state = 'done';
    return result;
  } finally {
    await session.release(state);
  }
}

async function carryOut(run: SetupRun): Promise<SetupResult> {
  await run.session.mark('running');
  await recover(run);
  const thumbprint = await applyCertificate(run);
  const resources = await applyResources(run);
  const permissions = resolvePermissions(run, resources);
  const application = await applyApplication(run, thumbprint, permissions);
  if (application) {
    const principal = await applyPrincipal(run, application.appId);
    if (principal) {
      await applyGrants(run, principal, permissions);
    }
    if (run.hasWritten) {
      await readBack(run, { application, principal, thumbprint, permissions });
    }
    await prove(run, application.appId, thumbprint);
  }
  run.skipTheRest();
  run.finish();
  return run.result();
}

/** First of all, the journal learns what an interrupted run got done. */
async function recover({ plan, session }: SetupRun): Promise<void> {
  const thumbprint = plan.steps.find((step) => step.kind === 'certificate')?.facts.thumbprint;
  const chosen = typeof thumbprint === 'string' ? thumbprint : undefined;
  const { created, settled } = recoverPending(session.entry, plan.reading, chosen);
  await session.settle(settled, created);
}
