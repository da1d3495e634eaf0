import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { setupScript } from '../../core/provisioning/setupScript.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import type { Parts } from '../../workbench/parts.ts';
import { askFirst } from './ask/askFirst.ts';
import { requestOf } from './ask/askSetup.ts';
import { makePlan, type Planned } from './makePlan.ts';
import { planFromOptions } from './planCommand.ts';
import { applicationOf } from './planNames.ts';

/** The PowerShell that does what a set-up would do; written to `path` where one is given. */
export async function exportSetupScript(parts: Parts, options: CommandOptions): Promise<{ script: string }> {
  const { rooms } = parts;
  if (options.programmatic) {
    const path = options.text('path');
    if (path !== undefined && !isAbsolute(path)) {
      throw optionError('notAbsolute', { name: 'path', value: path });
    }
    const { plan, env } = await planFromOptions(parts, options);
    const script = setupScript(plan, env.cloud);
    if (path !== undefined) {
      await write(path, script, false);
    }
    return { script };
  }
  const { tenant, draft } = await askFirst(rooms, options, false);
  const planned = await makePlan(rooms, tenant.tenantId, requestOf(draft));
  return { script: await saveScript(planned) };
}

/** Shows the script of a plan in a new editor; nothing is saved. */
export async function showScript({ plan, env }: Planned): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'powershell', content: setupScript(plan, env.cloud) });
  await window.showTextDocument(document, { preview: false });
}

/** Saves the script of a plan where the user says, and opens it. Throws Cancelled. */
export async function saveScript({ plan, env }: Planned): Promise<string> {
  const script = setupScript(plan, env.cloud);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = l10n.t('Set up {0}', applicationOf(plan)).replaceAll(/[^\p{L}\p{N}._ -]+/gu, '_');
  const target = await window.showSaveDialog({
    title: l10n.t('Export Set-Up as PowerShell Script'),
    saveLabel: l10n.t('Export'),
    defaultUri:
      folder?.scheme === 'file' ? Uri.joinPath(folder, `${name}.ps1`) : Uri.file(join(homedir(), `${name}.ps1`)),
    filters: { PowerShell: ['ps1'] },
  });
  if (!target) {
    throw new Cancelled();
  }
  // The dialog has asked before replacing a file.
  await write(target.fsPath, script, true);
  await window.showTextDocument(target, { preview: false });
  return script;
}

/** With the byte order mark without which Windows PowerShell 5.1 misreads names that are not plain ASCII. */
async function write(path: string, script: string, overwrite: boolean): Promise<void> {
  const { writeFileWhole } = await import('../../core/certificates/exportFile.ts');
  await writeFileWhole(path, Buffer.from(`\ufeff${script}`, 'utf8'), { overwrite });
}
