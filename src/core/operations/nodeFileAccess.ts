import { randomBytes } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { operationError } from './errors.ts';
import type { FileAccess } from './types.ts';

/** Files of this computer; relative paths start at `folder()`, the console's current folder. */
export function nodeFileAccess(folder: () => string): FileAccess {
  const absolute = (path: string) => {
    // PowerShell takes both separators everywhere; a drive letter means Windows only on Windows.
    const native = sep === '/' ? path.replaceAll('\\', '/') : path;
    const expanded = /^~(?=[\\/]|$)/.test(native) ? homedir() + native.slice(1) : native;
    return resolve(folder(), expanded);
  };
  return {
    resolve: absolute,
    exists: async (path) => {
      try {
        await fs.access(absolute(path), constants.F_OK);
        return true;
      } catch {
        return false;
      }
    },
    read: async (path, limit) => {
      const target = absolute(path);
      try {
        const handle = await fs.open(target, 'r');
        try {
          const { size } = await handle.stat();
          if (size > limit) {
            throw operationError('fileUnreadable', { path: target, reason: 'size' });
          }
          return await handle.readFile();
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw fileError(error, target);
      }
    },
    write: (path, chunks) => writeWhole(absolute(path), chunks),
  };
}

/** Writes beside the target and moves it there, so that the target is the old file or the whole new one. */
async function writeWhole(target: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  let handle: fs.FileHandle;
  try {
    handle = await fs.open(temporary, 'wx', 0o600);
  } catch (error) {
    throw writeError(error, target);
  }
  try {
    try {
      for await (const chunk of chunks) {
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw writeError(error, target);
  }
}

/** The error code of the file system; undefined for errors of another kind, such as a cancelled stream. */
function systemCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : undefined;
}

function writeError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined) {
    return error;
  }
  return code === 'ENOENT'
    ? operationError('folderMissing', { path })
    : operationError('fileNotWritten', { path, reason: code });
}

function fileError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined) {
    return error;
  }
  return code === 'ENOENT'
    ? operationError('fileMissing', { path })
    : operationError('fileUnreadable', { path, reason: code });
}
