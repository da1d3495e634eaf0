import { type Uri, workspace } from 'vscode';
import { walkScripts } from './walkScripts.ts';

export const scriptPattern = '**/*.{ps1,psm1}';

/** More are not listed: a folder with so many is not one that somebody works in. */
const mostScripts = 5000;

/** The PowerShell scripts of the workspace, by path; what `files.exclude` hides is left out. */
export async function findScripts(): Promise<readonly Uri[]> {
  const found = await workspace.findFiles(scriptPattern, undefined, mostScripts);
  const known = new Set(found.map(String));
  const walked = await Promise.all(foldersWithoutSearch(found).map((folder) => walkScripts(folder, mostScripts)));
  return [...found, ...walked.flat().filter((uri) => !known.has(uri.toString()))].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

/** Folders of virtual workspaces in which nothing was found: few of their file systems can be searched. */
function foldersWithoutSearch(found: readonly Uri[]): readonly Uri[] {
  return (workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri)
    .filter(
      ({ scheme, authority }) =>
        scheme !== 'file' && !found.some((uri) => uri.scheme === scheme && uri.authority === authority),
    );
}

/** The folder of a script below its workspace folder, for words; empty at the top. */
export function relativeFolder(uri: Uri): string {
  const path = workspace.asRelativePath(uri);
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
