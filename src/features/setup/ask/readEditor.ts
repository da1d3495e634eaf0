import { basename } from 'node:path';
import { window } from 'vscode';
import type { Rooms } from '../../../workbench/rooms.ts';
import { type ScriptHints, scriptHints } from './scriptHints.ts';

/** What the PowerShell script in the active editor says about the set-up it needs; undefined when none is open. */
export async function readEditor(rooms: Rooms): Promise<ScriptHints | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== 'powershell') {
    return undefined;
  }
  const [{ parseScript }, { services }, catalog] = await Promise.all([
    import('../../../core/powershell/parseScript.ts'),
    import('../../../core/services/index.ts'),
    rooms.catalog(),
  ]);
  const commands = parseScript(document.getText()).commands.flatMap(({ name }) => name ?? []);
  const path = document.isUntitled ? undefined : document.uri.path;
  return scriptHints({ name: basename(path ?? ''), path, commands }, services, catalog);
}
