import type { Plan } from '../../core/provisioning/types.ts';

/** What the application of a plan is or will be called. */
export function applicationOf(plan: Pick<Plan, 'steps'>): string {
  return String(plan.steps.find(({ kind }) => kind === 'application')?.facts.displayName ?? '');
}
