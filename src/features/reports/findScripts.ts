import { type Uri, workspace } from 'vscode';

export const scriptPattern = '**/*.{ps1,psm1}';

/** More are not listed: a folder with so many is not one that somebody works in. */
const mostScripts = 5000;

/** The PowerShell scripts of the workspace, by path; what `files.exclude` hides is left out. */
export async function findScripts(): Promise<readonly Uri[]> {
  const found = await workspace.findFiles(scriptPattern, undefined, mostScripts);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The folder of a script below its workspace folder, for words; empty at the top. */
export function relativeFolder(uri: Uri): string {
  const path = workspace.asRelativePath(uri);
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
