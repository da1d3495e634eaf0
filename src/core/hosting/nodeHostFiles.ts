import { constants } from 'node:fs';
import { access, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import type { HostFiles } from './types.ts';

/** The file system of this computer. */
export const nodeHostFiles: HostFiles = {
  async kind(path) {
    try {
      const found = await stat(path);
      if (found.isDirectory()) {
        return 'folder';
      }
      return found.isFile() ? await fileKind(path) : undefined;
    } catch (error) {
      // The aliases of Store apps are links that only starting them follows: looking through one fails.
      return isMissing(error) ? undefined : aliasKind(path);
    }
  },
  async list(path) {
    try {
      return await readdir(path);
    } catch {
      return [];
    }
  },
  async read(path, limit) {
    try {
      const file = await open(path, 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(limit), 0, limit, 0);
        return buffer.toString('utf8', 0, bytesRead);
      } finally {
        await file.close();
      }
    } catch {
      return undefined;
    }
  },
  async real(path) {
    try {
      return await realpath(path);
    } catch {
      return path;
    }
  },
};

async function fileKind(path: string): Promise<'file' | 'program'> {
  try {
    await access(path, constants.X_OK);
    return 'program';
  } catch {
    return 'file';
  }
}

async function aliasKind(path: string): Promise<'program' | undefined> {
  try {
    const found = await lstat(path);
    return process.platform === 'win32' && !found.isDirectory() ? 'program' : undefined;
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
