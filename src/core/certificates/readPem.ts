import { DerReader } from './derReader.ts';
import { certificateError } from './errors.ts';
import { type FileContext, passwordError } from './fileContext.ts';
import type { CertificatePart, FileParts } from './fileParts.ts';
import { decryptLegacyPem, isLegacyEncrypted } from './legacyPem.ts';
import { parseCertificate } from './parseCertificate.ts';
import type { PemBlock, PemFile } from './pem.ts';
import { type ReadKey, readPkcs1, readPkcs8 } from './privateKey.ts';
import { readEncryptedPkcs8, readPfx } from './readPfx.ts';

/**
 * Gives the keys and certificates of a PEM file, in whatever order it has them. Throws `truncatedFile`, `passwordNeeded`,
 * `wrongPassword`, `encryptionNotSupported`, a reason that names what the file is instead, or a `DerError`.
 */
export async function readPem({ blocks, truncated }: PemFile, context: FileContext): Promise<FileParts> {
  const file = context.fileName;
  if (truncated) {
    throw certificateError('truncatedFile', { file });
  }
  const keys: ReadKey[] = [];
  const certificates: CertificatePart[] = [];
  for (const block of blocks) {
    switch (block.label) {
      case 'CERTIFICATE':
      case 'X509 CERTIFICATE':
      // OpenSSL's own: what it trusts the certificate for follows the certificate.
      case 'TRUSTED CERTIFICATE':
        certificates.push({ der: parseCertificate(bodyOf(block, file)).der });
        break;
      case 'PKCS12': {
        const parts = await readPfx(bodyOf(block, file), context);
        keys.push(...parts.keys);
        certificates.push(...parts.certificates);
        break;
      }
      default:
        if (block.label.endsWith('PRIVATE KEY')) {
          keys.push(await readKey(block, context));
        }
    }
  }
  if (keys.length === 0 && certificates.length === 0) {
    throw notACertificate(blocks, file);
  }
  return { keys, certificates };
}

function bodyOf({ body }: PemBlock, file: string): Uint8Array {
  if (body === undefined) {
    throw certificateError('damagedFile', { file });
  }
  return body;
}

async function readKey(block: PemBlock, context: FileContext): Promise<ReadKey> {
  const file = context.fileName;
  const kind = block.label.slice(0, -'PRIVATE KEY'.length).trim();
  if (kind === 'OPENSSH' || kind === 'SSH2 ENCRYPTED') {
    throw certificateError('sshKey', { file });
  }
  if (kind === 'ENCRYPTED') {
    const key = await readEncryptedPkcs8(new DerReader(bodyOf(block, file)), context);
    if (key === undefined) {
      throw passwordError(context);
    }
    return key;
  }
  if (kind === '') {
    return readPkcs8(bodyOf(block, file));
  }
  if (kind !== 'RSA') {
    return { algorithm: kind };
  }
  const body = bodyOf(block, file);
  return readPkcs1(isLegacyEncrypted(block) ? await decryptLegacyPem(block.headers, body, context) : body);
}

function notACertificate(blocks: readonly PemBlock[], file: string): Error {
  const labels = blocks.map(({ label }) => label);
  if (labels.some((label) => label.endsWith('CERTIFICATE REQUEST'))) {
    return certificateError('certificateRequest', { file });
  }
  if (labels.some((label) => label === 'PKCS7' || label === 'CMS')) {
    return certificateError('certificateList', { file });
  }
  return labels.some((label) => label.startsWith('SSH2'))
    ? certificateError('sshKey', { file })
    : certificateError('notACertificate', { file });
}
