import { FileType, Uri, workspace } from 'vscode';
import { isScriptFile } from '../../workbench/scripts/isScript.ts';

/** What a walk may look at: a file system that is far away answers one folder at a time. */
const mostFolders = 500;
const skipped = /^(?:\.git|\.svn|node_modules)$/i;

/**
 * The scripts below a folder of a file system that VS Code cannot search, at most `most`. Folders that can't be read and
 * links are left out.
 */
export async function walkScripts(folder: Uri, most: number): Promise<readonly Uri[]> {
  const found: Uri[] = [];
  const waiting = [folder];
  for (let seen = 0; seen < mostFolders && found.length < most; seen++) {
    const next = waiting.shift();
    if (next === undefined) {
      break;
    }
    for (const [name, type] of await read(next)) {
      const uri = Uri.joinPath(next, name);
      if (type === FileType.Directory && !skipped.test(name)) {
        waiting.push(uri);
      } else if (type === FileType.File && isScriptFile(uri)) {
        found.push(uri);
      }
    }
  }
  return found.slice(0, most);
}

async function read(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
