import { basename, extname } from 'node:path';
import { l10n } from 'vscode';

/** What a new application is called unless someone says otherwise: like the script it is for. */
export function defaultName(scriptPath?: string): string {
  const name = scriptPath === undefined ? '' : basename(scriptPath, extname(scriptPath)).trim().slice(0, 120);
  return name || l10n.t('PowerShell automation');
}
