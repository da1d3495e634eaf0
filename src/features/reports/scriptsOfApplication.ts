import type { Uri } from 'vscode';
import { throwIfAborted } from '../../core/shared/clock.ts';
import { findScripts } from './findScripts.ts';
import type { ReportParts } from './makeReport.ts';
import { readScript } from './scriptSource.ts';

/** Scripts of the workspace that name the application, or were checked against it; those that can't be read are left out. */
export async function scriptsOfApplication(
  { scripts }: ReportParts,
  appId: string,
  signal?: AbortSignal,
): Promise<readonly Uri[]> {
  const wanted = appId.toLowerCase();
  const found: Uri[] = [];
  for (const uri of await findScripts()) {
    throwIfAborted(signal);
    const bound = await scripts.bindings.get(uri.toString());
    if (bound?.appId.toLowerCase() === wanted) {
      found.push(uri);
      continue;
    }
    try {
      const { text } = await readScript(uri);
      if (text.toLowerCase().includes(wanted)) {
        found.push(uri);
      }
    } catch {
      // A script that is too long or unreadable is no reason to fail: nobody named it.
    }
  }
  return found;
}
