import { commands, l10n, type WebviewPanel } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { JournalEntry } from '../../core/provisioning/journalEntry.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { setupJournal } from './environment.ts';
import { type PlanMemory, PlanPage } from './planPage.ts';
import type { PlanView } from './planView.ts';
import type { SetUpParts } from './setUpParts.ts';

/**
 * Makes the page of a set-up usable that was open when the window was loaded again. The plan itself is gone: the page says what
 * became of it, and leads to the commands that go on from there.
 */
export async function restorePlanPage(parts: SetUpParts, panel: WebviewPanel, memory: unknown): Promise<void> {
  const { rooms, extensionUri } = parts;
  if (!isMemory(memory)) {
    panel.dispose();
    return;
  }
  const { tenantId, key } = memory;
  const entry = await (await setupJournal(rooms)).read(tenantId, key);
  const tenant = (await (await rooms.sessions()).list()).find((one) => one.tenantId === tenantId);
  const view = entry ? startedView(entry, tenant ? tenantLabel(tenant) : entry.domain) : notStartedView();
  const page = new PlanPage(extensionUri, panel.title, view, { tenantId, key }, panel);
  const who = fromPerson({ tenantId, ...(entry?.appId === undefined ? {} : { appId: entry.appId }) });
  void follow(page, who);
}

/** Does what is chosen, each once: the page has said all it knows. */
async function follow(page: PlanPage, who: object): Promise<void> {
  const event = await page.next();
  page.close();
  if (event === 'again' || event === 'resume') {
    await commands.executeCommand(commandId('setUp'), who);
  } else if (event === 'undo') {
    await commands.executeCommand(commandId('undoSetUp'), who);
  }
}

function notStartedView(): PlanView {
  return {
    heading: l10n.t('This plan was not applied'),
    lead: [l10n.t('The window was loaded again while it was shown. Nothing was changed.')],
    notes: [],
    steps: [],
    actions: [
      { action: 'again', label: l10n.t('Set Up Again…'), primary: true },
      { action: 'close', label: l10n.t('Close') },
    ],
  };
}

function startedView({ state, applicationName, appId, thumbprint, created }: JournalEntry, tenant: string): PlanView {
  const undo = { action: 'undo' as const, label: l10n.t('Undo…') };
  const close = { action: 'close' as const, label: l10n.t('Close') };
  if (state === 'done') {
    return {
      heading: l10n.t('{0} is set up in {1}', applicationName, tenant),
      lead: [
        ...(appId && thumbprint ? [l10n.t('Application id {0}, certificate {1}.', appId, thumbprint)] : []),
        l10n.t('The explorer and the palette lead to everything that can be done with it.'),
      ],
      notes: [],
      steps: [],
      actions: [{ ...close, primary: true }, undo],
    };
  }
  return {
    heading:
      state === 'undoing'
        ? l10n.t('Undoing the set-up of {0} in {1} was interrupted', applicationName, tenant)
        : l10n.t('The set-up of {0} in {1} was interrupted', applicationName, tenant),
    lead: [l10n.t('The window was loaded again before it ended. Resuming creates nothing twice.')],
    notes: [{ kind: 'warning', sentences: [l10n.t('What was done so far is kept.')] }],
    steps: [],
    actions: [
      { action: 'resume', label: l10n.t('Resume…'), primary: true },
      ...(state !== 'undoing' && created.length > 0 ? [undo] : []),
      close,
    ],
  };
}

function isMemory(value: unknown): value is PlanMemory {
  return (
    typeof value === 'object' &&
    value !== null &&
    'tenantId' in value &&
    typeof value.tenantId === 'string' &&
    'key' in value &&
    typeof value.key === 'string'
  );
}
