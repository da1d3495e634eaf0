import { basename } from 'node:path';
import { l10n, ThemeIcon, type Uri } from 'vscode';
import { askOne } from '../../workbench/prompts/prompts.ts';
import { relativeFolder } from './findScripts.ts';

/** Asks for one of the scripts of the workspace. */
export function askScript(title: string, uris: readonly Uri[]): Promise<Uri> {
  return askOne(
    title,
    l10n.t('Which script?'),
    uris.map((uri) => ({
      label: basename(uri.path),
      description: relativeFolder(uri),
      iconPath: new ThemeIcon('file-code'),
      value: uri,
    })),
  );
}
