import { l10n } from 'vscode';
import type { SetupEnvironment } from '../../core/provisioning/environment.ts';
import type { Plan, SetupRequest } from '../../core/provisioning/types.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { waitSentence } from '../../workbench/words/plan.ts';
import { setupEnvironment } from './environment.ts';

export interface Planned {
  readonly plan: Plan;
  readonly env: SetupEnvironment;
}

/** Looks at the tenant and decides what would have to change, under a cancellable notification. */
export async function makePlan(rooms: Rooms, tenantId: string, request: SetupRequest): Promise<Planned> {
  const { planSetup } = await import('../../core/provisioning/planSetup.ts');
  let say: (message: string) => void = () => {};
  const env = await setupEnvironment(rooms, tenantId, ({ milliseconds }) =>
    say(l10n.t('Microsoft Graph asks to wait {0} s.', Math.ceil(milliseconds / 1000))),
  );
  const plan = await withPatientProgress(l10n.t('Looking at {0}', tenantLabel(env.tenant)), (report, signal) => {
    say = report;
    return planSetup(request, env, { signal, onWait: ({ forReason }) => report(waitSentence(forReason)) });
  });
  say = () => {};
  return { plan, env };
}
