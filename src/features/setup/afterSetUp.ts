import { commands, l10n, type TextDocument, window, workspace } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { SetupResult } from '../../core/provisioning/types.ts';
import { serviceById } from '../../core/services/index.ts';
import type { ServiceDefinition, ServiceId } from '../../core/services/types.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { noteSentence } from '../../workbench/words/plan.ts';
import { closeOnDemand } from './handleStop.ts';
import type { Planned } from './makePlan.ts';
import { namedProofs } from './namedProofs.ts';
import { applicationOf } from './planNames.ts';
import type { PageEvent, PlanPage } from './planPage.ts';
import { type PlanView, proofSentences, stepViews } from './planView.ts';
import type { StepStates } from './runPlan.ts';
import type { SetUpParts } from './setUpParts.ts';
import { undoneView } from './undoneView.ts';
import { undoEntry } from './undoSetUp.ts';

interface Finished {
  readonly planned: Planned;
  readonly page: PlanPage;
  readonly result: SetupResult;
  readonly states: StepStates;
  /** The script that was in the editor when the set-up began. */
  readonly script: TextDocument | undefined;
}

/** Shows what was proven and offers the next things, on the page and, where that is not seen, in a notification. */
export async function afterSetUp(parts: SetUpParts, finished: Finished): Promise<void> {
  const { page, planned, result, states } = finished;
  const proof = await namedProofs(parts.rooms, result.proof);
  page.show(doneView(planned, { ...result, proof }, states));
  if (!page.visible) {
    void tellElsewhere(parts, finished);
  }
  for (;;) {
    const event = await page.next();
    if (event === 'close' || event === 'closed') {
      page.close();
      return;
    }
    if (await act(parts, finished, event)) {
      await closeOnDemand(page);
      return;
    }
  }
}

/** Does what the user chose; true when nothing is left to choose. */
async function act(parts: SetUpParts, finished: Finished, event: PageEvent): Promise<boolean> {
  try {
    if (event === 'insert') {
      await insertConnection(finished);
    } else if (event === 'connect') {
      await commands.executeCommand(commandId('connect'), fromPerson(await connectionOptions(finished)));
    } else if (event === 'undo') {
      return await undo(parts, finished);
    }
  } catch (error) {
    if (!isCancellation(error)) {
      await parts.commands.show(error);
    }
  }
  return false;
}

async function undo(parts: SetUpParts, { planned, page, result }: Finished): Promise<boolean> {
  const { plan, env } = planned;
  const entry = await env.journal.read(plan.tenantId, result.key);
  if (!entry) {
    const { provisioningError } = await import('../../core/provisioning/errors.ts');
    throw provisioningError('nothingToUndo');
  }
  const undone = await undoEntry(parts, entry, { confirmed: false, quiet: page.visible });
  page.show(undoneView(planned, undone));
  return true;
}

/** Into the script the set-up was made for, else into a new one. */
async function insertConnection(finished: Finished): Promise<void> {
  const options = await connectionOptions(finished);
  const { script } = finished;
  const document =
    script && !script.isClosed ? script : await workspace.openTextDocument({ language: 'powershell', content: '' });
  await window.showTextDocument(document, { preview: false });
  await commands.executeCommand(commandId('insertConnection'), fromPerson(options));
}

async function connectionOptions({ planned, result }: Finished) {
  const { tenantId, request } = planned.plan;
  const service = await chooseService(request.services);
  return { tenantId, appId: result.appId, thumbprint: result.thumbprint, service };
}

async function chooseService(ids: readonly ServiceId[]): Promise<ServiceId> {
  const [only, ...more] = ids;
  if (only === undefined || more.length === 0) {
    return only ?? 'graph';
  }
  return askOne(
    l10n.t('Connect'),
    l10n.t('Which service? Modules of several services do not get along in one session.'),
    ids.map(serviceById).map((service: ServiceDefinition) => ({
      label: service.name,
      description: service.connectCommand,
      value: service.id,
    })),
  );
}

async function tellElsewhere(parts: SetUpParts, finished: Finished): Promise<void> {
  const { planned } = finished;
  const insert = l10n.t('Insert Connection Block');
  const connect = l10n.t('Connect in Terminal');
  const undoLabel = l10n.t('Undo…');
  const chosen = await window.showInformationMessage(
    l10n.t(
      '{0} is set up in {1}, and proven by signing in.',
      applicationOf(planned.plan),
      tenantLabel(planned.env.tenant),
    ),
    insert,
    connect,
    undoLabel,
  );
  const events: Readonly<Record<string, PageEvent>> = { [insert]: 'insert', [connect]: 'connect', [undoLabel]: 'undo' };
  const event = chosen === undefined ? undefined : events[chosen];
  if (event) {
    await act(parts, finished, event);
  }
}

function doneView({ plan, env }: Planned, result: SetupResult, states: StepStates): PlanView {
  const lasting = plan.notes.filter(({ kind }) =>
    ['roleNeeded', 'azureRoleElsewhere', 'retiredService'].includes(kind),
  );
  const patience = exchangeLags(plan, states)
    ? [l10n.t('Exchange Online may take up to half an hour to honour a new directory role.')]
    : [];
  const reminders = lasting.map(noteSentence);
  return {
    heading: l10n.t('{0} is set up in {1}', applicationOf(plan), tenantLabel(env.tenant)),
    lead: [l10n.t('Application id {0}, certificate {1}.', result.appId, result.thumbprint)],
    notes: [
      { kind: 'success', sentences: proofSentences(plan, result.proof) },
      ...(reminders.length > 0 ? [{ kind: 'warning' as const, sentences: reminders }] : []),
      ...(patience.length > 0 ? [{ kind: 'info' as const, sentences: patience }] : []),
    ],
    steps: stepViews(plan, states),
    actions: [
      { action: 'insert', label: l10n.t('Insert Connection Block'), primary: true },
      { action: 'connect', label: l10n.t('Connect in Terminal') },
      { action: 'undo', label: l10n.t('Undo…') },
      { action: 'close', label: l10n.t('Close') },
    ],
  };
}

function exchangeLags(plan: Planned['plan'], states: StepStates): boolean {
  const assigned = plan.steps.some(({ id, kind }) => kind === 'assignRole' && states.get(id) === 'done');
  return assigned && plan.request.services.some((id) => id === 'exchangeOnline' || id === 'securityCompliance');
}
