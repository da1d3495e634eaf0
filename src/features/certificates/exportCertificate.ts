import { homedir } from 'node:os';
import { basename, extname, isAbsolute } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { Cancelled } from '../../workbench/cancelled.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { optionError } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { offerToReveal } from './offerToReveal.ts';

/** Writes the certificate without its key, as DER or, for a `.pem` file or on request, as PEM. */
export async function exportCertificate(rooms: Rooms, options: CommandOptions): Promise<{ path: string }> {
  const { thumbprint, friendlyName } = await pickCertificate(rooms, options, l10n.t('Export Public Certificate'));
  const material = await (await rooms.vault()).material(thumbprint);
  const given = options.text('path');
  const path =
    given === undefined ? await askPath(friendlyName || thumbprint, 'cer', publicFilters()) : absolute(given);
  const format = options.choice('format', ['der', 'pem']) ?? (extname(path).toLowerCase() === '.pem' ? 'pem' : 'der');
  const { exportCertificateFile } = await import('../../core/certificates/exportFile.ts');
  // The save dialog has asked before replacing a file; a call never replaces one.
  await exportCertificateFile(material, path, { format, overwrite: given === undefined });
  if (!options.programmatic) {
    void offerToReveal(l10n.t('The public certificate is in {0}.', basename(path)), path);
  }
  return { path };
}

const publicFilters = () => ({ [l10n.t('Certificate (DER)')]: ['cer', 'crt'], [l10n.t('Certificate (PEM)')]: ['pem'] });

/** Asks where to save; the folder offered is the user's, never the workspace when a key is inside. */
export async function askPath(name: string, extension: string, filters: Record<string, string[]>): Promise<string> {
  const fileName = `${name.replaceAll(/[^\p{L}\p{N}._ -]+/gu, '_').trim() || 'certificate'}.${extension}`;
  const folder = extension === 'cer' ? workspace.workspaceFolders?.[0]?.uri : undefined;
  const target = await window.showSaveDialog({
    title: l10n.t('Export Certificate'),
    saveLabel: l10n.t('Export'),
    defaultUri: Uri.joinPath(folder?.scheme === 'file' ? folder : Uri.file(homedir()), fileName),
    filters,
  });
  if (!target) {
    throw new Cancelled();
  }
  return target.fsPath;
}

/** A path given in a call must be whole: a relative one would depend on where the editor was started. */
export function absolute(path: string): string {
  if (!isAbsolute(path)) {
    throw optionError('notAbsolute', { name: 'path', value: path });
  }
  return path;
}
