import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { certificateError } from './errors.ts';
import { checkFileSize } from './fileSize.ts';
import { readCertificateFile } from './readCertificateFile.ts';
import type { CertificateMaterial } from './types.ts';

/**
 * Reads a certificate file from disk. Its size is checked before anything of it is read. Throws `fileNotFound`,
 * `pathIsFolder`, `fileNotReadable`, `fileTooLarge`, and as {@link readCertificateFile} does.
 */
export async function importCertificateFile(
  path: string,
  options: { readonly password?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<CertificateMaterial> {
  const fileName = basename(path);
  return readCertificateFile(await readBounded(path, fileName), { ...options, fileName });
}

async function readBounded(path: string, file: string): Promise<Uint8Array> {
  try {
    // Not by a handle: opening a pipe would wait for somebody to write into it.
    const found = await stat(path);
    if (found.isDirectory()) {
      throw certificateError('pathIsFolder', { file });
    }
    if (!found.isFile()) {
      throw certificateError('notACertificate', { file });
    }
    checkFileSize(found.size, file);
    return await readFile(path);
  } catch (error) {
    throw explained(error, file);
  }
}

function explained(error: unknown, file: string): unknown {
  if (isDomainError(error) || isAbort(error)) {
    return error;
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return certificateError('fileNotFound', { file }, error);
    case 'EISDIR':
      return certificateError('pathIsFolder', { file }, error);
    default:
      return certificateError('fileNotReadable', { file, problem: typeof code === 'string' ? code : 'unknown' }, error);
  }
}
