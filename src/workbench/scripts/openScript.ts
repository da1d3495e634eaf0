import { FileSystemError, type TextDocument, Uri, window, workspace } from 'vscode';
import type { CommandOptions } from '../commandOptions.ts';
import { connectionError } from '../connectionError.ts';
import { reportError } from '../reportError.ts';
import { activeScript } from './activeScript.ts';

/**
 * The script that is converted: `uri` or `path` of its options, else the one in the active editor.
 *
 * @throws InvalidInput when no PowerShell script is open; NotFound, UnreadableFile
 */
export async function openScript(options: CommandOptions): Promise<TextDocument> {
  const uri = options.text('uri');
  const path = options.text('path');
  if (uri !== undefined || path !== undefined) {
    return read(uri === undefined ? Uri.file(path ?? '') : Uri.parse(uri, true));
  }
  const active = activeScript();
  if (active === undefined) {
    throw connectionError(window.activeTextEditor === undefined ? 'noScript' : 'notPowerShell');
  }
  return read(active);
}

async function read(uri: Uri): Promise<TextDocument> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) {
    return open;
  }
  const path = uri.scheme === 'file' ? uri.fsPath : uri.path;
  try {
    await workspace.fs.stat(uri);
    return await workspace.openTextDocument(uri);
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') {
      throw reportError('scriptNotFound', { path }, error);
    }
    throw reportError('scriptUnreadable', { path, detail: error instanceof FileSystemError ? error.code : '' }, error);
  }
}
