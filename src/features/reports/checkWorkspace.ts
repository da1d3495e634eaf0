import { l10n, window, workspace } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import { reportError } from '../../workbench/reportError.ts';
import { needsAttention } from './scriptSummary.ts';
import type { WorkspaceScript, WorkspaceScripts } from './workspaceScripts.ts';

/** Checks every script of the workspace again and counts what was found. */
export async function checkWorkspace(
  scripts: WorkspaceScripts,
  options: CommandOptions,
): Promise<{ scripts: number; withFindings: number }> {
  const all = await checkAllScripts(scripts);
  const withFindings = all.filter(({ summary }) => summary && needsAttention(summary)).length;
  if (!options.programmatic) {
    window.setStatusBarMessage(
      l10n.t('$(check) {0} scripts checked, {1} with findings', all.length, withFindings),
      6000,
    );
  }
  return { scripts: all.length, withFindings };
}

/** Checks every script; what takes long shows a notification that can be cancelled. */
export async function checkAllScripts(scripts: WorkspaceScripts): Promise<readonly WorkspaceScript[]> {
  if (workspace.workspaceFolders === undefined) {
    throw reportError('noWorkspace');
  }
  return withPatientProgress(l10n.t('Checking scripts'), (report, signal) =>
    scripts.checkAll(signal, (done, total) => report(l10n.t('{0} of {1}', done, total), (done / total) * 100)),
  );
}
