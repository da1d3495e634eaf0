import { readFile, stat } from 'node:fs/promises';
import { FileSystemError, FileType, type Uri, workspace } from 'vscode';

/** Whether there is a folder at `uri`, and how many bytes a file there has. @throws FileSystemError */
export async function fileState(uri: Uri): Promise<{ readonly folder: boolean; readonly size: number }> {
  if (uri.scheme === 'file') {
    const found = await onDisk(uri, (path) => stat(path));
    // A pipe or a device may never end, and a link in a workspace may lead to one.
    if (!found.isFile() && !found.isDirectory()) {
      throw FileSystemError.Unavailable(uri);
    }
    return { folder: found.isDirectory(), size: found.size };
  }
  const { type, size } = await workspace.fs.stat(uri);
  return { folder: (type & FileType.Directory) !== 0, size };
}

/** @throws FileSystemError */
export async function fileBytes(uri: Uri): Promise<Uint8Array> {
  return uri.scheme === 'file' ? onDisk(uri, (path) => readFile(path)) : workspace.fs.readFile(uri);
}

/** The editor asks its window before it reads from disk, which takes longer than reading. */
async function onDisk<Result>(uri: Uri, read: (path: string) => Promise<Result>): Promise<Result> {
  try {
    return await read(uri.fsPath);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw FileSystemError.FileNotFound(uri);
    }
    throw code === 'EACCES' || code === 'EPERM' ? FileSystemError.NoPermissions(uri) : FileSystemError.Unavailable(uri);
  }
}
