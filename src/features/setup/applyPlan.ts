import { l10n } from 'vscode';
import type { SetupEnvironment } from '../../core/provisioning/environment.ts';
import type { Plan, SetupResult, StepProgress, StepState } from '../../core/provisioning/types.ts';
import type { Parts } from '../../workbench/parts.ts';
import { type ProgressReport, withProgress } from '../../workbench/progress.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { rememberApplication } from '../../workbench/targets/recentApplications.ts';
import { stepTitle, waitSentence } from '../../workbench/words/plan.ts';
import { setupLimits } from './environment.ts';
import { applicationOf } from './planNames.ts';
import { stateWords } from './planView.ts';
import { updateSetUpKeys } from './setUpKeys.ts';

/** Told about every step; `words` say how it stands, `announce` is there when that is news. */
export type TickListener = (id: string, state: StepState, words: string, announce?: string) => void;

export interface ApplyOptions {
  readonly onTick?: TickListener;
  /** Another way to cancel than the notification's button. */
  readonly signal?: AbortSignal;
}

/**
 * Carries out a plan under one cancellable notification that names the current step. The views learn of the changes
 * however it ends.
 *
 * @throws {SetupStopped} and what applySetup throws
 */
export async function applyPlan(
  parts: Parts,
  plan: Plan,
  env: SetupEnvironment,
  options: ApplyOptions = {},
): Promise<SetupResult> {
  const { rooms } = parts;
  const { applySetup } = await import('../../core/provisioning/applySetup.ts');
  const title = l10n.t('Setting up {0} in {1}', applicationOf(plan), tenantLabel(env.tenant));
  try {
    return await withProgress(title, async (report, signal) => {
      const ticker = new Ticker(plan, report, options.onTick);
      try {
        const result = await applySetup(plan, env, {
          ...setupLimits(rooms, plan.tenantId),
          signal: options.signal ? AbortSignal.any([signal, options.signal]) : signal,
          onProgress: (progress) => ticker.tell(progress),
        });
        const { appId } = result;
        await rememberApplication(rooms.store, plan.tenantId, { appId, displayName: applicationOf(plan) });
        return result;
      } finally {
        ticker.stop();
      }
    });
  } finally {
    rooms.directoryChanged({ tenantId: plan.tenantId });
    await updateSetUpKeys(parts);
  }
}

/** Puts progress into words, and counts the seconds of a wait. */
class Ticker {
  readonly #plan: Plan;
  readonly #report: ProgressReport;
  readonly #onTick: TickListener | undefined;
  #counting: NodeJS.Timeout | undefined;
  #lastReason: string | undefined;

  constructor(plan: Plan, report: ProgressReport, onTick: TickListener | undefined) {
    this.#plan = plan;
    this.#report = report;
    this.#onTick = onTick;
  }

  tell({ id, state, waiting }: StepProgress): void {
    this.stop();
    const index = this.#plan.steps.findIndex((step) => step.id === id);
    const step = this.#plan.steps[index];
    if (!step) {
      return;
    }
    const title = stepTitle(step);
    if (waiting) {
      this.#wait(id, index, waiting);
      return;
    }
    this.#lastReason = undefined;
    const words = stateWords(state);
    if (state === 'running') {
      this.#report(
        l10n.t('{0} of {1}: {2}', index + 1, this.#plan.steps.length, title),
        (index / this.#plan.steps.length) * 100,
      );
    }
    this.#onTick?.(id, state, words, state === 'unchanged' ? undefined : l10n.t('{0}: {1}', title, words));
  }

  stop(): void {
    clearInterval(this.#counting);
  }

  #wait(id: string, index: number, waiting: NonNullable<StepProgress['waiting']>): void {
    const { forReason, elapsed, limit } = waiting;
    const sentence = waitSentence(forReason);
    const since = Date.now() - elapsed;
    const tell = (announce?: string) => {
      const seconds = Math.round((Date.now() - since) / 1000);
      const words = l10n.t('{0}: {1} s of at most {2} min', sentence, seconds, Math.max(1, Math.round(limit / 60_000)));
      this.#report(words, (index / this.#plan.steps.length) * 100);
      this.#onTick?.(id, 'waiting', words, announce);
    };
    tell(this.#lastReason === forReason ? undefined : sentence);
    this.#lastReason = forReason;
    this.#counting = setInterval(tell, 1000);
  }
}
