import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { encodeCertificate } from './encodeCertificate.ts';
import { certificateError } from './errors.ts';
import { parseCertificate } from './parseCertificate.ts';
import { encodePfx, type PfxOptions } from './pfx.ts';
import { readCertificateFile } from './readCertificateFile.ts';
import type { CertificateMaterial } from './types.ts';

export interface WriteOptions {
  /** Replaces a file that is there; without it, one that is there is left alone and the call throws `fileExists`. */
  readonly overwrite: boolean;
  /** Is given what the disk gives back; what it throws keeps the file from appearing. */
  readonly verify?: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Writes a file whole or not at all, readable for its owner only (mode 0600): it is written beside `path`, flushed, read back
 * and verified, and only then takes its name, so that a failure at any point leaves what was there. Throws `fileExists`,
 * `folderNotFound`, `pathIsFolder`, `fileNotWritable`, `diskFull`, `fileNotVerified` or `fileNotWritten`, and what `verify` throws.
 */
export async function writeFileWhole(path: string, bytes: Uint8Array, options: WriteOptions): Promise<void> {
  try {
    const target = options.overwrite ? await throughLinks(path) : path;
    const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    try {
      await writeNew(temporary, bytes);
      const written = await readFile(temporary);
      if (Buffer.compare(written, bytes) !== 0) {
        throw certificateError('fileNotVerified', { file: basename(path) });
      }
      await options.verify?.(written);
      await (options.overwrite ? rename(temporary, target) : appear(temporary, target));
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (error) {
    throw explained(error, path);
  }
}

/** Where a symbolic link leads: the file it names is replaced, not the link. */
async function throughLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

const noHardLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'UNKNOWN'];

/** Gives the finished file its name unless the name is taken: a rename would replace, a link does not. */
async function appear(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    // FAT and some network drives have no hard links.
    if (!noHardLinks.includes(systemCode(error))) {
      throw error;
    }
    try {
      await copyFile(temporary, target, constants.COPYFILE_EXCL);
    } catch (copyError) {
      if (systemCode(copyError) !== 'EEXIST') {
        await rm(target, { force: true });
      }
      throw copyError;
    }
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function explained(error: unknown, path: string): unknown {
  if (isDomainError(error) || isAbort(error)) {
    return error;
  }
  const file = basename(path);
  const folder = dirname(path);
  switch (systemCode(error)) {
    case 'EEXIST':
      return certificateError('fileExists', { file }, error);
    case 'ENOENT':
    case 'ENOTDIR':
      return certificateError('folderNotFound', { folder }, error);
    case 'EISDIR':
      return certificateError('pathIsFolder', { file }, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EBUSY':
      return certificateError('fileNotWritable', { file, folder }, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return certificateError('diskFull', { file, folder }, error);
    default:
      return certificateError('fileNotWritten', { file, problem: systemCode(error) || 'unknown' }, error);
  }
}

/** Writes the certificate, without its key, as a `.cer` file. Throws as {@link writeFileWhole} does. */
export async function exportCertificateFile(
  material: Pick<CertificateMaterial, 'certificate'>,
  path: string,
  options: { readonly format: 'der' | 'pem'; readonly overwrite: boolean },
): Promise<void> {
  await writeFileWhole(path, encodeCertificate(material.certificate, options.format), {
    overwrite: options.overwrite,
    verify: (bytes) => verifyOpens(bytes, material, path),
  });
}

/**
 * Writes certificate, key and chain as a PFX and opens it with the password again before it appears under its name. Throws
 * as {@link encodePfx} and {@link writeFileWhole} do, and an `AbortError`.
 */
export async function exportPfxFile(
  material: CertificateMaterial,
  path: string,
  options: PfxOptions & { readonly overwrite: boolean },
): Promise<void> {
  const { password, signal, overwrite } = options;
  await writeFileWhole(path, await encodePfx(material, options), {
    overwrite,
    verify: (bytes) => verifyOpens(bytes, material, path, { password, signal }),
  });
}

/** Reads what was written the way an import would, and compares certificate and, where there is a password, key. */
async function verifyOpens(
  bytes: Uint8Array,
  material: Pick<CertificateMaterial, 'certificate' | 'privateKey'>,
  path: string,
  pfx?: Pick<PfxOptions, 'password' | 'signal'>,
): Promise<void> {
  const file = basename(path);
  const opened = await readCertificateFile(bytes, { fileName: file, ...pfx }).catch((error: unknown) => {
    throw isAbort(error) ? error : certificateError('fileNotVerified', { file }, error);
  });
  const { der } = parseCertificate(opened.certificate);
  if (Buffer.compare(der, material.certificate) !== 0 || (pfx !== undefined && opened.privateKey === undefined)) {
    throw certificateError('fileNotVerified', { file });
  }
}
