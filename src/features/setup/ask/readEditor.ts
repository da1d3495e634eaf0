import { basename } from 'node:path';
import { window } from 'vscode';
import type { Rooms } from '../../../workbench/rooms.ts';
import { readLinked, scriptPath } from '../../../workbench/scripts/linkedScripts.ts';
import { type ScriptHints, scriptHints } from './scriptHints.ts';

/** What the PowerShell script in the active editor says about the set-up it needs; undefined when none is open. */
export async function readEditor(rooms: Rooms): Promise<ScriptHints | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== 'powershell') {
    return undefined;
  }
  const [{ analyseInSlices }, { followScripts }, { services }, catalog] = await Promise.all([
    import('../../../core/analysis/analyse.ts'),
    import('../../../core/analysis/followScripts.ts'),
    import('../../../core/services/index.ts'),
    rooms.catalog(),
  ]);
  const text = document.getText();
  const { uri, isUntitled } = document;
  const place = isUntitled ? undefined : scriptPath(uri);
  const linked = place === undefined ? [] : await followScripts(text, place, (path) => readLinked(uri, path));
  const analysis = await analyseInSlices(text, { catalog, linked, ...(place === undefined ? {} : { path: place }) });
  const path = isUntitled ? undefined : uri.path;
  return scriptHints(
    {
      name: basename(path ?? ''),
      path,
      commands: analysis.script.commands.map(({ name }) => name),
      permissions: analysis.needed().permissions,
    },
    services,
    catalog,
  );
}
