import type { SetupResult, StepState } from '../../core/provisioning/types.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { applyPlan } from './applyPlan.ts';
import type { Planned } from './makePlan.ts';
import type { PlanPage } from './planPage.ts';
import { progressView } from './planView.ts';
import type { SetUpParts } from './setUpParts.ts';

export type StepStates = ReadonlyMap<string, StepState>;

/** How a run ended; `states` of the steps that were reached. */
export type RunOutcome =
  | { readonly kind: 'done'; readonly result: SetupResult; readonly states: StepStates }
  | { readonly kind: 'stopped' | 'failed'; readonly error: unknown; readonly states: StepStates };

/** Carries out a plan while its page ticks off. Closing the page leaves the work to the notification, which can cancel it. */
export async function runPlan(parts: SetUpParts, page: PlanPage, { plan, env }: Planned): Promise<RunOutcome> {
  const states = new Map<string, StepState>(plan.steps.map(({ id }) => [id, 'pending']));
  const stop = new AbortController();
  page.onStop = () => stop.abort();
  page.show(progressView(plan, tenantLabel(env.tenant), states));
  try {
    const result = await applyPlan(parts, plan, env, {
      signal: stop.signal,
      onTick: (id, state, words, announce) => {
        states.set(id, state);
        page.tick(id, state, words, announce);
      },
    });
    for (const { id, state } of result.steps) {
      states.set(id, state);
    }
    return { kind: 'done', result, states };
  } catch (error) {
    if (isCancellation(error)) {
      parts.log.info('A set-up was cancelled.', { tenantId: plan.tenantId, key: plan.key });
      return { kind: 'stopped', error, states };
    }
    parts.log.error('A set-up stopped.', { tenantId: plan.tenantId, key: plan.key, error });
    return { kind: 'failed', error, states };
  } finally {
    page.onStop = undefined;
  }
}
