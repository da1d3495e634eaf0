import { TabInputText, type Uri, window, workspace } from 'vscode';
import { isScript, isScriptFile } from './isScript.ts';

/**
 * The script in front: that of the active tab, whose text may still be on its way; while a page or a view has the focus,
 * the one script that is in sight.
 */
export function activeScript(): Uri | undefined {
  const tab = window.tabGroups.activeTabGroup.activeTab?.input;
  if (tab instanceof TabInputText) {
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === tab.uri.toString());
    return (document ? isScript(document) : isScriptFile(tab.uri)) ? tab.uri : undefined;
  }
  const active = window.activeTextEditor?.document;
  if (active) {
    return isScript(active) ? active.uri : undefined;
  }
  const visible = new Set(window.visibleTextEditors.map(({ document }) => document).filter(isScript));
  const [only, ...others] = visible;
  return others.length === 0 ? only?.uri : undefined;
}
