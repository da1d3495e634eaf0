import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import type { MoveFile } from '../../core/deployment/moveTypes.ts';
import { Cancelled } from '../../workbench/cancelled.ts';

type TextFile = Pick<MoveFile, 'name' | 'language' | 'text'>;

/** What is written: PowerShell with the mark without which Windows PowerShell 5.1 misreads names beyond ASCII. */
function bytesOf({ language, text }: TextFile): Buffer {
  return Buffer.from(language === 'powershell' ? `\ufeff${text}` : text, 'utf8');
}

function startFolder(): Uri {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder?.scheme === 'file' ? folder : Uri.file(homedir());
}

/** Saves one file where the user says, and opens it; gives where. Throws Cancelled. */
export async function saveFile(file: TextFile): Promise<string> {
  const target = await window.showSaveDialog({
    title: l10n.t('Save {0}', basename(file.name)),
    defaultUri: Uri.joinPath(startFolder(), file.name),
  });
  if (!target) {
    throw new Cancelled();
  }
  await write(target.fsPath, file, true);
  await window.showTextDocument(target, { preview: false });
  return target.fsPath;
}

/** Saves them all into a folder the user chooses; a file that is there is replaced only after asking. Throws Cancelled. */
export async function saveFiles(files: readonly TextFile[]): Promise<void> {
  const [folder] =
    (await window.showOpenDialog({
      title: l10n.t('Save All Files'),
      openLabel: l10n.t('Save Here'),
      canSelectFolders: true,
      canSelectFiles: false,
      defaultUri: startFolder(),
    })) ?? [];
  if (!folder) {
    throw new Cancelled();
  }
  const there = await existing(folder, files);
  if (there.length > 0) {
    const replace = l10n.t('Replace');
    const chosen = await window.showWarningMessage(
      l10n.t('Replace the files that are there?'),
      { modal: true, detail: there.join('\n') },
      replace,
    );
    if (chosen !== replace) {
      throw new Cancelled();
    }
  }
  for (const file of files) {
    await write(join(folder.fsPath, file.name), file, true);
  }
  void window.showInformationMessage(l10n.t('{0} files are in {1}.', files.length, basename(folder.fsPath)));
}

async function existing(folder: Uri, files: readonly TextFile[]): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map(({ name }) =>
      workspace.fs.stat(Uri.joinPath(folder, name)).then(
        () => name,
        () => undefined,
      ),
    ),
  );
  return found.filter((name) => name !== undefined);
}

/** Whole or not at all, with the folders in its name. */
async function write(path: string, file: TextFile, overwrite: boolean): Promise<void> {
  const { writeFileWhole } = await import('../../core/certificates/exportFile.ts');
  await workspace.fs.createDirectory(Uri.joinPath(Uri.file(path), '..'));
  await writeFileWhole(path, bytesOf(file), { overwrite });
}

/** Writes a script for a program, which is told when a file is there. */
export async function writeScript(path: string, file: TextFile): Promise<void> {
  const { writeFileWhole } = await import('../../core/certificates/exportFile.ts');
  await writeFileWhole(path, bytesOf(file), { overwrite: false });
}
