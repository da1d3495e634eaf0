import type { DomainError } from '../shared/errors.ts';
import { assembleMaterial } from './assembleMaterial.ts';
import { classifyDer } from './classifyDer.ts';
import { DerError, DerReader } from './derReader.ts';
import { certificateError } from './errors.ts';
import { type FileContext, passwordError } from './fileContext.ts';
import type { FileParts } from './fileParts.ts';
import { checkFileSize } from './fileSize.ts';
import { parseCertificate } from './parseCertificate.ts';
import { fromBase64, parsePem } from './pem.ts';
import { readPkcs1, readPkcs8 } from './privateKey.ts';
import { readPem } from './readPem.ts';
import { readEncryptedPkcs8, readPfx } from './readPfx.ts';
import { textContents } from './textContents.ts';
import type { CertificateMaterial } from './types.ts';

export interface ReadOptions {
  /** For the sentences: a name without its folder reads best. */
  readonly fileName: string;
  readonly password?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a certificate from the bytes of a file, whatever its name says: PFX (DER or BER; made by Windows, OpenSSL, macOS or
 * Java), PEM with or without a private key (PKCS#1, PKCS#8, encrypted or not, in any order), DER, or bare Base64 of any of
 * these; text in UTF-8 or UTF-16. A PFX must have a private key; a PEM or DER certificate may come without.
 *
 * Throws an error with its own reason for everything that can be told apart (see `errors.ts`), `passwordNeeded` when a password
 * is missing and `wrongPassword` when it doesn't fit, and an `AbortError` when `signal` aborts.
 */
export async function readCertificateFile(bytes: Uint8Array, options: ReadOptions): Promise<CertificateMaterial> {
  const context: FileContext = {
    fileName: options.fileName,
    password: options.password,
    signal: options.signal,
  };
  checkFileSize(bytes.length, context.fileName);
  try {
    return await assembleMaterial(await readParts(bytes, context), context);
  } catch (error) {
    throw error instanceof DerError ? explain(error, context) : error;
  }
}

function explain(error: DerError, { fileName }: FileContext): DomainError {
  return certificateError(error.truncated ? 'truncatedFile' : 'damagedFile', { file: fileName }, error);
}

async function readParts(bytes: Uint8Array, context: FileContext): Promise<FileParts> {
  if (looksLikeDer(bytes)) {
    return readDer(bytes, context);
  }
  if (isJavaKeyStore(bytes)) {
    throw certificateError('javaKeyStore', { file: context.fileName });
  }
  const text = textContents(bytes);
  if (text.includes('-----BEGIN ')) {
    return readPem(parsePem(text), context);
  }
  const decoded = fromBase64(text);
  if (decoded !== undefined && looksLikeDer(decoded)) {
    return readDer(decoded, context);
  }
  throw certificateError('notACertificate', { file: context.fileName });
}

/** A sequence of more than 127 bytes, or of indefinite length: no text begins like that. */
function looksLikeDer([first, second = 0]: Uint8Array): boolean {
  return first === 0x30 && second >= 0x80 && second <= 0x84;
}

function isJavaKeyStore(bytes: Uint8Array): boolean {
  return ['feedfeed', 'cececece'].includes(Buffer.from(bytes.subarray(0, 4)).toString('hex'));
}

async function readDer(bytes: Uint8Array, context: FileContext): Promise<FileParts> {
  const file = context.fileName;
  switch (classifyDer(bytes)) {
    case 'certificate':
      return { keys: [], certificates: [{ der: parseCertificate(bytes).der }] };
    case 'pfx': {
      const parts = await readPfx(bytes, context);
      if (parts.keys.length === 0) {
        throw certificateError('noPrivateKey', { file });
      }
      return parts;
    }
    case 'pkcs8':
      return { keys: [readPkcs8(bytes)], certificates: [] };
    case 'pkcs1':
      return { keys: [readPkcs1(bytes)], certificates: [] };
    case 'ecKey':
      return { keys: [{ algorithm: 'EC' }], certificates: [] };
    case 'encryptedPkcs8': {
      const key = await readEncryptedPkcs8(new DerReader(bytes), context);
      if (key === undefined) {
        throw passwordError(context);
      }
      return { keys: [key], certificates: [] };
    }
    case 'certificateRequest':
      throw certificateError('certificateRequest', { file });
    case 'certificateList':
      throw certificateError('certificateList', { file });
    case undefined:
      throw certificateError('notACertificate', { file });
  }
}
