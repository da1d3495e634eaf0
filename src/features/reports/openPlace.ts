import { Range, type Uri, ViewColumn, window, workspace } from 'vscode';

/** Shows a line of a script: where the script is visible already, else in the first column. `line` counts from 1. */
export async function openPlace(uri: Uri, line: number): Promise<void> {
  const visible = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const document = visible?.document ?? (await workspace.openTextDocument(uri));
  const { range } = document.lineAt(Math.min(Math.max(line, 1), document.lineCount) - 1);
  const start = document.lineAt(range.start.line).firstNonWhitespaceCharacterIndex;
  await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.One,
    selection: new Range(range.start.with({ character: start }), range.end),
  });
}
