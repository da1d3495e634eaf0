import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { StepState } from '../../core/provisioning/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { copyValue } from '../../workbench/copied.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { toUserError } from '../../workbench/userError.ts';
import { makePlan, type Planned } from './makePlan.ts';
import { applicationOf } from './planNames.ts';
import type { PlanPage } from './planPage.ts';
import { type ActionView, type PlanView, stepViews } from './planView.ts';
import type { RunOutcome } from './runPlan.ts';
import { saveScript } from './scripts.ts';
import type { SetUpParts } from './setUpParts.ts';
import { undoneView } from './undoneView.ts';
import { undoEntry } from './undoSetUp.ts';

interface Stop {
  readonly page: PlanPage;
  readonly planned: Planned;
  readonly outcome: Extract<RunOutcome, { error: unknown }>;
}

/**
 * Says where a set-up stopped and offers the ways on. Gives the plan to go on with, `change` for other answers, or
 * `end`.
 */
export async function handleStop(parts: SetUpParts, stop: Stop): Promise<Planned | 'change' | 'end'> {
  const { page, planned, outcome } = stop;
  const { plan, env } = planned;
  const entry = await env.journal.read(plan.tenantId, plan.key);
  const link = consentLink(outcome);
  page.show(stoppedView(stop, { link: link !== undefined, undo: (entry?.created.length ?? 0) > 0 }));
  if (!page.visible) {
    void tellElsewhere(parts, stop);
  }
  for (;;) {
    const event = await page.next();
    try {
      switch (event) {
        case 'resume':
          return await replan(parts, planned);
        case 'change':
          return 'change';
        case 'consentLink':
          await copyValue(l10n.t('the admin consent link'), link ?? '');
          break;
        case 'saveScript':
          // Planned anew: what is done already is part of the script as it is now.
          await saveScript(await makePlan(parts.rooms, plan.tenantId, plan.request));
          break;
        case 'log':
          parts.log.show();
          break;
        case 'undo':
          if (entry) {
            page.show(undoneView(planned, await undoEntry(parts, entry, { confirmed: false, quiet: true })));
            void closeOnDemand(page);
            return 'end';
          }
          break;
        default:
          page.close();
          return 'end';
      }
    } catch (error) {
      if (!isCancellation(error)) {
        await parts.commands.show(error);
      }
    }
  }
}

/** The page stays for reading until its button closes it. */
export async function closeOnDemand(page: PlanPage): Promise<void> {
  await page.next();
  page.close();
}

async function replan({ rooms }: SetUpParts, { plan }: Planned): Promise<Planned> {
  return makePlan(rooms, plan.tenantId, plan.request);
}

/** The page is closed or behind another one: a notification says it. */
async function tellElsewhere(parts: SetUpParts, { page, planned, outcome }: Stop): Promise<void> {
  if (outcome.kind === 'failed' && page.closed) {
    await parts.commands.show(outcome.error);
    return;
  }
  const go = page.closed ? l10n.t('Resume Set-Up') : l10n.t('Show');
  const sentence =
    outcome.kind === 'failed'
      ? toUserError(outcome.error).message
      : l10n.t('The set-up of {0} was cancelled. What is done is kept.', applicationOf(planned.plan));
  if ((await window.showWarningMessage(sentence, go)) !== go) {
    return;
  }
  if (page.closed) {
    await commands.executeCommand(commandId('setUp'));
  } else {
    page.reveal();
  }
}

function stoppedView({ planned, outcome }: Stop, can: { readonly link: boolean; readonly undo: boolean }): PlanView {
  const { plan, env } = planned;
  const name = applicationOf(plan);
  const failed = outcome.kind === 'failed';
  const refused =
    isDomainError(outcome.error) &&
    ['provisioning/refused', 'provisioning/refusedPartly'].includes(outcome.error.reason);
  const actions: (ActionView | false)[] = [
    { action: 'resume', label: l10n.t('Resume'), primary: true },
    can.link && { action: 'consentLink', label: l10n.t('Copy Admin Consent Link') },
    refused && { action: 'saveScript', label: l10n.t('Save Script for Administrator…') },
    !failed && { action: 'change', label: l10n.t('Change…') },
    failed && { action: 'log', label: l10n.t('Show Log') },
    can.undo && { action: 'undo', label: l10n.t('Undo…') },
    { action: 'close', label: l10n.t('Close') },
  ];
  return {
    heading: failed
      ? l10n.t('The set-up of {0} in {1} stopped', name, tenantLabel(env.tenant))
      : l10n.t('The set-up of {0} in {1} was cancelled', name, tenantLabel(env.tenant)),
    lead: [l10n.t('Resume whenever you like, here or with the same command: nothing is created twice.')],
    notes: [
      {
        kind: failed ? 'failure' : 'warning',
        sentences: failed
          ? failureSentences(outcome.error, { link: can.link, refused })
          : [l10n.t('What was done so far is kept.')],
      },
    ],
    steps: stepViews(plan, settled(outcome.states)),
    actions: actions.filter((action) => action !== false),
  };
}

/** Nothing runs any more: a step that was under way was not finished. */
function settled(states: ReadonlyMap<string, StepState>): ReadonlyMap<string, StepState> {
  return new Map(
    [...states].map(([id, state]) => [id, state === 'running' || state === 'waiting' ? 'pending' : state]),
  );
}

function failureSentences(
  error: unknown,
  { link, refused }: { readonly link: boolean; readonly refused: boolean },
): readonly string[] {
  const cause = error instanceof Error && isDomainError(error.cause) ? [toUserError(error.cause).message] : [];
  const ways = link
    ? [l10n.t('An administrator who may grant it can use the consent link or the script. Resume afterwards.')]
    : refused
      ? [l10n.t('An administrator who holds that role can run the script. Resume afterwards.')]
      : [];
  return [...new Set([toUserError(error).message, ...cause, ...ways])];
}

/** The link helps where a grant was refused, and only once the application exists. */
function consentLink({ error, states }: Stop['outcome']): string | undefined {
  const grantFailed = [...states].some(([id, state]) => id.startsWith('grantPermission:') && state === 'failed');
  if (!grantFailed || !(error instanceof Error) || !('partial' in error)) {
    return undefined;
  }
  const { partial } = error as { partial?: { adminConsentUrl?: string } };
  return partial?.adminConsentUrl;
}
