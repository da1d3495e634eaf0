import { type Disposable, type Uri, window } from 'vscode';
import { contextKeys as keys, pageTypes } from '../../contributions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { lazy } from '../../workbench/lazy.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { registerLanguageModelTools } from './languageModelTools.ts';
import type { ReportPages } from './reportPages.ts';
import { ScriptsView } from './scriptsView.ts';
import { WorkspaceScripts } from './workspaceScripts.ts';

export { reportsApi } from './reportsApi.ts';

/** What scripts need and whether applications may do it: reports, the view of the workspace's scripts, tools for chats. */
export function registerReports(
  parts: Parts & { readonly scripts: ScriptAnalysis; readonly extensionUri: Uri },
): Disposable {
  const { rooms, commands, contextKeys, log } = parts;
  const workspaceScripts = new WorkspaceScripts(parts);
  const view = new ScriptsView(workspaceScripts, log, () => void contextKeys.set(keys.scriptsReady, true));
  let open: ReportPages | undefined;
  const pages = lazy(async () => {
    const { ReportPages } = await import('./reportPages.ts');
    open = new ReportPages(parts);
    return open;
  });
  return disposeAll([
    workspaceScripts,
    view,
    { dispose: () => open?.dispose() },
    registerLanguageModelTools(parts),
    window.registerWebviewPanelSerializer(pageTypes.report, {
      deserializeWebviewPanel: async (panel, memory: unknown) => (await pages()).restore(panel, memory),
    }),
    commands.register('checkScript', async (options) =>
      (await import('./checkScript.ts')).checkScript(parts, await pages(), options),
    ),
    commands.register('checkAppPermissions', async (options) =>
      (await import('./checkAppPermissions.ts')).checkAppPermissions(parts, await pages(), options),
    ),
    commands.register('checkAllScripts', async (options) =>
      (await import('./checkWorkspace.ts')).checkWorkspace(workspaceScripts, options),
    ),
    commands.register('filterScripts', () => view.askFilter()),
    commands.register('workspaceReport', async (options) => {
      const { workspaceReport } = await import('./workspaceReport.ts');
      return workspaceReport(workspaceScripts, options, (await rooms.catalog()).dataDate);
    }),
    commands.register('updatePermissionData', async (options) =>
      (await import('./updatePermissionData.ts')).updatePermissionData(rooms, options),
    ),
  ]);
}
