import { commands, l10n, Uri, window } from 'vscode';

/** Says what was written, and offers to show the file. */
export async function offerToReveal(message: string, path: string): Promise<void> {
  const reveal = l10n.t('Show File');
  if ((await window.showInformationMessage(message, reveal)) === reveal) {
    await commands.executeCommand('revealFileInOS', Uri.file(path));
  }
}
