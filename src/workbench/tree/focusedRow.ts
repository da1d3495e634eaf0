import { commands, type TreeView } from 'vscode';
import type { Row } from './row.ts';
import type { RowTree } from './rowTree.ts';

/**
 * The row a key was pressed on. VS Code tells extensions which rows are selected, but moving with the arrow keys moves
 * the focus alone; toggling the focused row's selection shows which one it is.
 */
export async function focusedRow(tree: RowTree, view: TreeView<Row>): Promise<Row | undefined> {
  await tree.drawn();
  const before = view.selection;
  await commands.executeCommand('list.toggleSelection');
  const after = view.selection;
  // By id: a refresh meanwhile makes new objects of the same rows.
  const missingIn = (rows: readonly Row[]) => (row: Row) => !rows.some(({ id }) => id === row.id);
  const focused = after.find(missingIn(before)) ?? before.find(missingIn(after)) ?? before.at(-1);
  if (focused) {
    // The selection is the focused row alone, as after a click. VS Code answers only when it has drawn everything, and not
    // at all for a row that it is drawing again; the row itself is known either way.
    view.reveal(focused, { select: true, focus: false }).then(undefined, () => undefined);
  }
  return focused;
}
