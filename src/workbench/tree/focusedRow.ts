import { commands, type TreeView } from 'vscode';
import type { Row } from './row.ts';

/**
 * The row a key was pressed on. VS Code tells extensions which rows are selected, but moving with the arrow keys moves
 * the focus alone; toggling the focused row's selection shows which one it is.
 */
export async function focusedRow(view: TreeView<Row>): Promise<Row | undefined> {
  const before = view.selection;
  await commands.executeCommand('list.toggleSelection');
  const after = view.selection;
  const focused =
    after.find((row) => !before.includes(row)) ?? before.find((row) => !after.includes(row)) ?? before.at(-1);
  if (focused) {
    // The selection is the focused row alone, as after a click.
    await view.reveal(focused, { select: true, focus: true });
  }
  return focused;
}
