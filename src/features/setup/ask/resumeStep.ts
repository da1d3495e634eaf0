import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { SetupJournal } from '../../../core/provisioning/journal.ts';
import type { JournalEntry } from '../../../core/provisioning/journalEntry.ts';
import { pickStep, type Step } from '../../../workbench/prompts/steps.ts';
import { dateAndDistance } from '../../../workbench/words/certificateState.ts';
import { stepName } from '../../../workbench/words/plan.ts';
import { stopPoint } from './stopPoint.ts';
import { setUpTitle } from './title.ts';

/** What to do with a set-up that was left unfinished. */
export interface Resumption {
  readonly entry: JournalEntry;
  readonly way: 'resume' | 'undo';
}

type ResumeItem = QuickPickItem & { readonly resumption?: Resumption };

/** Set-ups of a tenant that were stopped, of one application where that is given; latest first. */
export async function unfinished(
  journal: SetupJournal,
  tenantId: string,
  appId: string | undefined,
): Promise<readonly JournalEntry[]> {
  const entries = await journal.list(tenantId);
  return entries.filter((entry) => entry.state !== 'done' && (appId === undefined || entry.appId === appId));
}

/** Offers to go on where an earlier set-up stopped. */
export function resumeStep(
  entries: readonly JournalEntry[],
  now: Date,
  choose: (resumption: Resumption | undefined) => void,
): Step {
  return async (place) => {
    const chosen = await pickStep<ResumeItem>(place, {
      title: setUpTitle(),
      placeholder: l10n.t('An earlier set-up was not finished.'),
      items: [
        ...entries.map((entry) => resumeItem(entry, now)),
        newItem(),
        ...entries.filter(({ state }) => state !== 'undoing').map(undoItem),
      ],
    });
    choose(chosen.resumption);
  };
}

function resumeItem(entry: JournalEntry, now: Date): ResumeItem {
  const when = dateAndDistance(entry.updatedAt, now);
  const way = entry.state === 'undoing' ? 'undo' : 'resume';
  return {
    label:
      way === 'undo'
        ? l10n.t('Go on undoing the set-up of {0}', entry.applicationName)
        : l10n.t('Resume the set-up of {0}', entry.applicationName),
    description: when,
    detail: stoppedAt(entry),
    iconPath: new ThemeIcon(way === 'undo' ? 'discard' : 'debug-continue'),
    resumption: { entry, way },
  };
}

function newItem(): ResumeItem {
  return { label: l10n.t('Start another set-up'), iconPath: new ThemeIcon('add') };
}

function undoItem(entry: JournalEntry): ResumeItem {
  return {
    label: l10n.t('Undo the set-up of {0}', entry.applicationName),
    iconPath: new ThemeIcon('discard'),
    resumption: { entry, way: 'undo' },
  };
}

function stoppedAt(entry: JournalEntry): string {
  const point = stopPoint(entry);
  if (point) {
    return l10n.t('Stopped at: {0}', stepName(point.kind, point.subject));
  }
  return entry.created.length === 0
    ? l10n.t('Stopped before anything was created')
    : l10n.t('Stopped half-way; what is done is kept');
}
