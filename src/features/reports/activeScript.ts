import { type TextDocument, window } from 'vscode';
import { isScript } from '../../workbench/scripts/isScript.ts';

/** The script in the active editor; while a page or a view has the focus, the one script that is in sight. */
export function activeScript(): TextDocument | undefined {
  const active = window.activeTextEditor;
  if (active) {
    return isScript(active.document) ? active.document : undefined;
  }
  const visible = new Set(window.visibleTextEditors.map(({ document }) => document).filter(isScript));
  const [only, ...others] = visible;
  return others.length === 0 ? only : undefined;
}
