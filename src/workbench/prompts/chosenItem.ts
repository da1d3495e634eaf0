import type { QuickPick, QuickPickItem } from 'vscode';

/**
 * The row that was clicked or taken with Enter, in `onDidAccept`. The focused row alone can be another one: the editor doesn't
 * tell where the focus went while rows are being replaced.
 */
export function chosenItem<Item extends QuickPickItem>(input: QuickPick<Item>): Item | undefined {
  return input.selectedItems[0] ?? input.activeItems[0];
}
