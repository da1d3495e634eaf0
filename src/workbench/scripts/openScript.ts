import { type TextDocument, Uri, window, workspace } from 'vscode';
import type { CommandOptions } from '../commandOptions.ts';
import { connectionError } from '../connectionError.ts';

/**
 * The script a command is for: `uri` or `path` of its options, else the one in the active editor.
 *
 * @throws InvalidInput when no PowerShell script is open
 */
export async function openScript(options: CommandOptions): Promise<TextDocument> {
  const uri = options.text('uri');
  const path = options.text('path');
  if (uri !== undefined || path !== undefined) {
    return workspace.openTextDocument(uri === undefined ? Uri.file(path ?? '') : Uri.parse(uri, true));
  }
  const document = window.activeTextEditor?.document;
  if (document === undefined) {
    throw connectionError('noEditor');
  }
  if (document.languageId !== 'powershell') {
    throw connectionError('notPowerShell');
  }
  return document;
}
