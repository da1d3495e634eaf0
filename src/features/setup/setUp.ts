import { l10n } from 'vscode';
import { contextKeys as keys } from '../../contributions.ts';
import type { Plan, SetupResult } from '../../core/provisioning/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { planHeadline, stepDetail, stepTitle } from '../../workbench/words/plan.ts';
import { applyPlan } from './applyPlan.ts';
import { guideSetUp } from './guideSetUp.ts';
import { namedProofs } from './namedProofs.ts';
import { planFromOptions } from './planCommand.ts';
import type { SetUpParts } from './setUpParts.ts';

/** Sets up certificate sign-in: for a program in one go, for a person with questions, a plan to read and its page. */
export async function setUp(parts: SetUpParts, options: CommandOptions): Promise<SetUpValue | undefined> {
  if (!options.programmatic) {
    return guideSetUp(parts, options);
  }
  const { confirmed } = options;
  const { plan, env } = await planFromOptions(parts, options);
  if (!confirmed && plan.steps.some((step) => step.change !== 'none')) {
    await confirmPlan(plan, tenantLabel(env.tenant));
  }
  const result = await applyPlan(parts, plan, env);
  await parts.contextKeys.set(keys.doneSetUp, true);
  return setUpValue(parts, plan, result);
}

export interface SetUpValue extends Pick<SetupResult, 'appId' | 'objectId' | 'servicePrincipalId' | 'thumbprint'> {
  readonly steps: readonly { readonly id: string; readonly title: string; readonly state: string }[];
  readonly proof: SetupResult['proof'];
}

/** The result as the command gives it: with names instead of template ids. */
export async function setUpValue({ rooms }: SetUpParts, plan: Plan, result: SetupResult): Promise<SetUpValue> {
  const { appId, objectId, servicePrincipalId, thumbprint } = result;
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  return {
    appId,
    objectId,
    servicePrincipalId,
    thumbprint,
    steps: result.steps.map(({ id, kind, facts, state }) => ({
      id,
      title: stepTitle({ kind, facts, change: byId.get(id)?.change ?? 'none' }),
      state,
    })),
    proof: await namedProofs(rooms, result.proof),
  };
}

/** A call that did not say `confirmed` asks, with everything the plan would change. */
async function confirmPlan(plan: Plan, tenantName: string): Promise<void> {
  const lines = plan.steps
    .filter((step) => step.change !== 'none')
    .map((step) =>
      step.kind === 'grantPermission' || step.kind === 'assignRole'
        ? l10n.t('{0}: {1}', stepTitle(step), stepDetail(step))
        : stepTitle(step),
    );
  await confirm(planHeadline(plan, tenantName), lines.join('\n'), l10n.t('Apply'));
}
