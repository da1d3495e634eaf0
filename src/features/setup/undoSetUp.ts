import { l10n, ThemeIcon, window } from 'vscode';
import type { Created, JournalEntry } from '../../core/provisioning/journalEntry.ts';
import type { UndoPreview } from '../../core/provisioning/undoPreview.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Parts } from '../../workbench/parts.ts';
import { withPatientProgress, withProgress } from '../../workbench/progress.ts';
import { askOne, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { dateAndDistance } from '../../workbench/words/certificateState.ts';
import { keptLine, undoLine, undoneLine } from '../../workbench/words/plan.ts';
import { setupEnvironment, setupJournal } from './environment.ts';
import { updateSetUpKeys } from './setUpKeys.ts';

/** What undoing did, one sentence for each thing. */
export interface UndoValue {
  readonly tenantId: string;
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

/** Takes back a set-up: the one of the application that is given, the only one, or the one the user picks. */
export async function undoSetUp(parts: Parts, options: CommandOptions): Promise<UndoValue> {
  const entry = await chooseEntry(parts.rooms, options);
  return undoEntry(parts, entry, { confirmed: options.confirmed, quiet: options.programmatic });
}

/** Asks with everything that will be taken back, then does it. `quiet`: the caller says how it went. */
export async function undoEntry(
  parts: Parts,
  entry: JournalEntry,
  { confirmed, quiet }: { readonly confirmed: boolean; readonly quiet: boolean },
): Promise<UndoValue> {
  const { rooms } = parts;
  const [{ undoPreview }, { undoSetup }] = await Promise.all([
    import('../../core/provisioning/undoPreview.ts'),
    import('../../core/provisioning/undoSetup.ts'),
  ]);
  const { tenantId, key } = entry;
  const env = await setupEnvironment(rooms, tenantId);
  const name = entry.applicationName;
  const tenantName = tenantLabel(env.tenant);
  const preview = await withPatientProgress(l10n.t('Looking at {0}', tenantName), (_report, signal) =>
    undoPreview(key, env, signal),
  );
  if (!confirmed && preview.items.length > 0) {
    await confirm(
      l10n.t('Undo the set-up of {0} in {1}?', preview.applicationName, tenantName),
      lines(preview).join('\n'),
      l10n.t('Undo Set-Up'),
    );
  }
  const named = byName(preview.applicationName);
  try {
    const result = await withProgress(l10n.t('Undoing the set-up of {0}', name), (report, signal) =>
      undoSetup(key, env, { signal, onProgress: (created) => report(undoLine(created)) }),
    );
    const value = { tenantId, removed: named(result.removed).map(undoneLine), kept: result.kept.map(keptLine) };
    if (!quiet) {
      void window.showInformationMessage(sentence(name, value));
    }
    return value;
  } finally {
    rooms.directoryChanged({ tenantId });
    await updateSetUpKeys(parts);
  }
}

/** Speaks of a service principal by the name of its application, which the journal keeps as an id. */
function byName(applicationName: string): (list: readonly Created[]) => readonly Created[] {
  return (list) => list.map((one) => (one.kind === 'servicePrincipal' ? { ...one, appId: applicationName } : one));
}

function lines({ items, others, applicationName }: UndoPreview): readonly string[] {
  const named = byName(applicationName);
  const more = [
    others.certificates > 0 && l10n.t('certificates that were added since: {0}', others.certificates),
    others.grants > 0 && l10n.t('permissions that were granted since: {0}', others.grants),
    others.roles > 0 && l10n.t('directory roles that were assigned since: {0}', others.roles),
  ].filter((line) => line !== false);
  return [
    ...named(items.map(({ created }) => created)).map((created) => `• ${undoLine(created)}`),
    ...(more.length > 0
      ? ['', l10n.t('With the application goes what others added to it:'), ...more.map((line) => `• ${line}`)]
      : []),
    '',
    l10n.t('Nothing else is touched.'),
  ];
}

function sentence(name: string, { removed, kept }: UndoValue): string {
  if (removed.length === 0) {
    return l10n.t('The set-up of {0} had created nothing; there was nothing to take back.', name);
  }
  return kept.length === 0
    ? l10n.t('The set-up of {0} is undone.', name)
    : l10n.t('The set-up of {0} is undone. {1} things stay, because something else uses them.', name, kept.length);
}

async function chooseEntry(rooms: Rooms, options: CommandOptions): Promise<JournalEntry> {
  const journal = await setupJournal(rooms);
  const tenants = await (await rooms.sessions()).list();
  const tenantId = options.text('tenantId');
  const appId = options.text('appId')?.toLowerCase();
  if (tenantId !== undefined) {
    await (await rooms.sessions()).get(tenantId);
  }
  const entries = (await journal.list()).filter(
    (entry) =>
      tenants.some(
        (tenant) =>
          tenant.tenantId === entry.tenantId && [undefined, tenant.tenantId, tenant.domain].includes(tenantId),
      ) &&
      (appId === undefined || entry.appId === appId),
  );
  const [first] = entries;
  if (!first) {
    const { provisioningError } = await import('../../core/provisioning/errors.ts');
    throw provisioningError('nothingToUndo');
  }
  if (entries.length === 1) {
    return first;
  }
  const now = rooms.clock.now();
  return askOne(
    l10n.t('Undo Set-Up'),
    l10n.t('Which set-up is to be taken back?'),
    entries.map((entry) => ({
      label: entry.applicationName,
      description: entry.state === 'done' ? l10n.t('finished') : l10n.t('not finished'),
      detail: l10n.t('{0} · {1}', tenantOf(entry), dateAndDistance(entry.updatedAt, now)),
      iconPath: new ThemeIcon('discard'),
      value: entry,
    })),
  );

  function tenantOf(entry: JournalEntry): string {
    const tenant = tenants.find((one) => one.tenantId === entry.tenantId);
    return tenant ? tenantLabel(tenant) : entry.domain;
  }
}
