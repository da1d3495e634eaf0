import { oids } from './algorithms.ts';
import { DerReader, tags } from './derReader.ts';
import { certificateError } from './errors.ts';
import { type FileContext, passwordError } from './fileContext.ts';
import type { CertificatePart, FileParts } from './fileParts.ts';
import { decryptWithPassword } from './passwordEncryption.ts';
import { dataOctets, readContentInfo, readEncryptedContent, readSafeContents, type SafeBag } from './pfxContents.ts';
import { verifyPfxMac } from './pfxIntegrity.ts';
import { type ReadKey, readPkcs8 } from './privateKey.ts';

/**
 * Opens a PFX (PKCS#12, RFC 7292) in DER or BER and gives its keys and certificates. Throws `passwordNeeded`,
 * `wrongPassword`, `encryptionNotSupported` or `tooManyIterations`, and a `DerError` when the structure is broken.
 */
export async function readPfx(bytes: Uint8Array, context: FileContext): Promise<FileParts> {
  const pfx = new DerReader(bytes).enter();
  pfx.count();
  const authenticatedSafe = readContentInfo(pfx.enter());
  if (authenticatedSafe.type !== oids.data) {
    // Protected by a public key instead of a password: no tool makes these.
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm: authenticatedSafe.type });
  }
  const contents = dataOctets(authenticatedSafe);
  if (!pfx.done && !(await verifyPfxMac(pfx.enter(), contents, context))) {
    throw passwordError(context);
  }
  const keys: ReadKey[] = [];
  const certificates: CertificatePart[] = [];
  const take = async (bag: SafeBag): Promise<void> => {
    switch (bag.type) {
      case oids.keyBag:
      case oids.shroudedKeyBag:
        keys.push(await readKeyBag(bag, context));
        break;
      case oids.certificateBag:
        certificates.push(...readCertificateBag(bag));
        break;
      case oids.safeContentsBag:
        for (const inner of readSafeContents(bag.value.read(tags.sequence).bytes, oids.friendlyName)) {
          await take(inner);
        }
        break;
    }
  };
  for (const reader = new DerReader(contents).enter(); !reader.done; ) {
    for (const bag of readSafeContents(await openSafe(reader.enter(), context), oids.friendlyName)) {
      await take(bag);
    }
  }
  return { keys, certificates };
}

async function openSafe(reader: DerReader, context: FileContext): Promise<Uint8Array> {
  const info = readContentInfo(reader);
  if (info.type === oids.data) {
    return dataOctets(info);
  }
  if (info.type !== oids.encryptedData) {
    throw certificateError('encryptionNotSupported', { file: context.fileName, algorithm: info.type });
  }
  const { algorithm, data } = readEncryptedContent(info);
  const opened = await decryptWithPassword(algorithm, data, context);
  if (opened === undefined) {
    throw passwordError(context);
  }
  return opened;
}

async function readKeyBag(bag: SafeBag, context: FileContext): Promise<ReadKey> {
  if (bag.type === oids.keyBag) {
    return readPkcs8(bag.value.read(tags.sequence).bytes);
  }
  const key = await readEncryptedPkcs8(bag.value, context);
  if (key === undefined) {
    throw passwordError(context);
  }
  return key;
}

/** Reads an `EncryptedPrivateKeyInfo` (RFC 5208); undefined when no form of the password opens it. */
export async function readEncryptedPkcs8(reader: DerReader, context: FileContext): Promise<ReadKey | undefined> {
  const encrypted = reader.enter();
  const algorithm = encrypted.read(tags.sequence).bytes;
  const plain = await decryptWithPassword(algorithm, encrypted.octetString(), context);
  return plain && readPkcs8(plain);
}

function readCertificateBag({ value, friendlyName }: SafeBag): readonly CertificatePart[] {
  const bag = value.enter();
  // The other kind of certificate bag, SDSI, has never been seen.
  return bag.oid() === oids.x509Certificate ? [{ der: bag.enter(0xa0).octetString(), friendlyName }] : [];
}
