import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Parts } from '../../workbench/parts.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';
import { stepDetail, stepTitle } from '../../workbench/words/plan.ts';
import { makePlan, type Planned } from './makePlan.ts';
import { completeRequest, readGiven } from './requestFromOptions.ts';

/** What setting up would change, as plain values. */
export async function planSetup({ rooms }: Parts, options: CommandOptions) {
  const { plan } = await planFromOptions({ rooms }, options);
  return {
    steps: plan.steps.map((step) => ({
      id: step.id,
      title: stepTitle(step),
      change: step.change,
      detail: stepDetail(step),
      powershell: step.powershell,
    })),
    requests: plan.requests,
  };
}

/** The plan for what the options of a call say; defaults for the rest. */
export async function planFromOptions({ rooms }: Pick<Parts, 'rooms'>, options: CommandOptions): Promise<Planned> {
  const given = await readGiven(options);
  const { tenantId } = await pickTenant(rooms, options);
  return makePlan(rooms, tenantId, await completeRequest(rooms, tenantId, given));
}
