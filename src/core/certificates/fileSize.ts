import { certificateError } from './errors.ts';

/** Largest certificate file that is read, in bytes. A PFX with its chain has some 10 KB, a bundle of all public authorities 250. */
export const maximumFileSize = 1024 * 1024;

/** Throws `fileTooLarge` or `emptyFile` for a size at which reading the file is pointless; ask before reading it. */
export function checkFileSize(size: number, fileName: string): void {
  if (size === 0) {
    throw certificateError('emptyFile', { file: fileName });
  }
  if (size > maximumFileSize) {
    throw certificateError('fileTooLarge', { file: fileName, size, limit: maximumFileSize });
  }
}
