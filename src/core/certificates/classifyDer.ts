import { oids } from './algorithms.ts';
import { DerError, DerReader, oidText, readElement, tags } from './derReader.ts';

/** What a DER (or BER) file turns out to be, by its shape; names and extensions of files mean nothing. */
export type DerKind =
  | 'certificate'
  | 'certificateRequest'
  | 'certificateList'
  | 'pfx'
  | 'pkcs8'
  | 'pkcs1'
  | 'encryptedPkcs8'
  | 'ecKey';

/** Undefined when it is nothing that belongs to certificates. Throws a `DerError` when the bytes end too early. */
export function classifyDer(bytes: Uint8Array): DerKind | undefined {
  const whole = readElement(bytes);
  if (whole.tag !== tags.sequence) {
    return undefined;
  }
  try {
    const reader = new DerReader(whole.content);
    const first = reader.read();
    switch (first.tag) {
      case tags.oid:
        return oidText(first.content) === oids.signedData ? 'certificateList' : undefined;
      case tags.integer:
        return classifyNumbered(first.content.at(-1), reader.nextTag);
      case tags.sequence:
        return classifySigned(first.content, reader.nextTag);
      default:
        return undefined;
    }
  } catch (error) {
    if (error instanceof DerError) {
      return undefined;
    }
    throw error;
  }
}

/** Structures that begin with their version. */
function classifyNumbered(version: number | undefined, second: number | undefined): DerKind | undefined {
  if (second === tags.sequence) {
    return version === 3 ? 'pfx' : 'pkcs8';
  }
  if (second === tags.integer) {
    return 'pkcs1';
  }
  return second === tags.octetString ? 'ecKey' : undefined;
}

/** Structures that begin with a sequence: something signed, or an algorithm and what it has encrypted. */
function classifySigned(firstContent: Uint8Array, second: number | undefined): DerKind | undefined {
  const inner = new DerReader(firstContent);
  if (second === tags.octetString) {
    return inner.nextTag === tags.oid ? 'encryptedPkcs8' : undefined;
  }
  if (second !== tags.sequence) {
    return undefined;
  }
  if (inner.optional(0xa0) !== undefined) {
    return 'certificate';
  }
  // A request is version, name, key; a certificate of version 1 is serial number, algorithm, name, validity, …
  inner.read(tags.integer);
  inner.read(tags.sequence);
  const third = inner.read(tags.sequence).content;
  const fourth = inner.nextTag;
  const isKey = fourth === undefined || fourth === 0xa0;
  return isKey && new DerReader(third).nextTag === tags.sequence ? 'certificateRequest' : 'certificate';
}
