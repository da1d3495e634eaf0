import { l10n } from 'vscode';
import type { Settings } from '../../contributions.ts';
import { readSetting, writeSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askOne, askText } from '../../workbench/prompts/prompts.ts';

type Filter = Settings['applicationFilter'];

/** What a filter shows, in words. */
export function filterLabel(filter: Filter): string {
  switch (filter) {
    case 'all':
      return l10n.t('All applications');
    case 'owned':
      return l10n.t('Applications I own');
    case 'withCertificates':
      return l10n.t('Applications with certificates');
  }
}

/** Lets the user choose which applications the explorer lists; the setting keeps the choice. */
export async function askFilter(options: CommandOptions): Promise<{ filter: Filter }> {
  const filters = ['all', 'owned', 'withCertificates'] as const;
  const current = readSetting('applicationFilter');
  const filter =
    options.choice('filter', filters) ??
    (await askOne(
      l10n.t('Filter Applications'),
      l10n.t('Which applications to list'),
      filters.map((value) => ({
        label: filterLabel(value),
        description: value === current ? l10n.t('now') : '',
        value,
      })),
    ));
  await writeSetting('applicationFilter', filter);
  return { filter };
}

/** Asks for the words to search for. */
export async function askSearch(options: CommandOptions, current: string): Promise<string> {
  return (
    options.text('search') ??
    askText({
      title: l10n.t('Search Applications'),
      prompt: l10n.t('Words of the name, or an application id; empty for all'),
      value: current,
    })
  );
}
