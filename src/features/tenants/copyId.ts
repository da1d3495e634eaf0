import { l10n } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { copyValue } from '../../workbench/copied.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';

/** Copies one of the ids of a row; asks which when there are several. */
export async function copyId(options: CommandOptions): Promise<void> {
  const ids = [
    { label: l10n.t('Key id'), value: options.text('keyId') },
    { label: l10n.t('Permission'), value: options.text('permission') },
    { label: l10n.t('Role template id'), value: options.text('role') },
    { label: l10n.t('Owner id'), value: options.text('ownerId') },
    { label: l10n.t('Application (client) id'), value: options.text('appId') },
    { label: l10n.t('Object id'), value: options.text('objectId') },
    { label: l10n.t('Directory (tenant) id'), value: options.text('tenantId') },
    { label: l10n.t('Initial domain'), value: options.text('domain') },
  ].flatMap(({ label, value }) =>
    value === undefined ? [] : [{ label, description: value, value: { label, value } }],
  );
  const chosen = await askOne(l10n.t('Copy Id'), l10n.t('Which one?'), ids);
  await copyValue(chosen.label, chosen.value);
}
