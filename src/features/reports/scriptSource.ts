import { basename, isAbsolute } from 'node:path';
import { FileSystemError, Uri, workspace } from 'vscode';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { lazy } from '../../workbench/lazy.ts';
import { reportError } from '../../workbench/reportError.ts';
import { longestScript } from '../../workbench/scripts/isScript.ts';
import { fileBytes, fileState } from '../../workbench/scripts/scriptBytes.ts';

/** A script that is to be checked, as it stands in the editor where it is open. */
export interface ScriptSource {
  /** For words: the file name. */
  readonly name: string;
  readonly text: string;
  /** Undefined for text that was passed to a command. */
  readonly uri: Uri | undefined;
}

/** UTF-16 takes two bytes for a character; what is longer need not even be read. */
const mostBytes = longestScript * 2 + 2;
const megabytes = longestScript / (1024 * 1024);

/** Asked for a thousand scripts at once. */
const decoding = lazy(() => import('../../core/powershell/decodeScript.ts'));

/**
 * The script that a call names by path or gives as text; undefined when it does neither.
 *
 * @param name the option that holds the path
 * @throws InvalidInput, NotFound, UnreadableFile
 */
export async function givenScript(options: CommandOptions, name: 'path' | 'script'): Promise<ScriptSource | undefined> {
  const path = options.text(name);
  const text = options.exactText('text');
  if (path !== undefined && text !== undefined) {
    throw optionError('notTogether', { first: name, second: 'text' });
  }
  if (text !== undefined) {
    return checkLength({ name: 'text', text, uri: undefined });
  }
  if (path === undefined) {
    return undefined;
  }
  if (!isAbsolute(path)) {
    throw optionError('notAbsolute', { value: path });
  }
  return readScript(Uri.file(path));
}

/**
 * Reads a script.
 *
 * @throws NotFound, InvalidInput, UnreadableFile
 */
export async function readScript(uri: Uri): Promise<ScriptSource> {
  const name = basename(uri.path);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) {
    return checkLength({ name, text: open.getText(), uri });
  }
  const bytes = await readBytes(uri, name);
  const { decodeScript } = await decoding();
  return checkLength({ name, text: decodeScript(bytes).text, uri });
}

async function readBytes(uri: Uri, name: string): Promise<Uint8Array> {
  const path = uri.scheme === 'file' ? uri.fsPath : uri.path;
  try {
    const { folder, size } = await fileState(uri);
    if (folder) {
      throw reportError('scriptIsFolder', { path });
    }
    if (size > mostBytes) {
      throw reportError('scriptTooLarge', { name, limit: megabytes });
    }
    return await fileBytes(uri);
  } catch (error) {
    if (!(error instanceof FileSystemError)) {
      throw error;
    }
    if (error.code === 'FileNotFound') {
      throw reportError('scriptNotFound', { path }, error);
    }
    throw reportError('scriptUnreadable', { path, detail: error.code }, error);
  }
}

/** @throws InvalidInput when the text is too long to be checked */
export function checkLength(source: ScriptSource): ScriptSource {
  if (source.text.length > longestScript) {
    throw reportError('scriptTooLarge', { name: source.name, limit: megabytes });
  }
  return source;
}
