import type { ReadKey } from './privateKey.ts';

/** What was found in one file, before it is decided what belongs together. */
export interface FileParts {
  readonly keys: readonly ReadKey[];
  /** DER, in the order of the file. */
  readonly certificates: readonly CertificatePart[];
}

export interface CertificatePart {
  readonly der: Uint8Array;
  readonly friendlyName?: string | undefined;
}
