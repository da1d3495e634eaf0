import { type DerElement, DerError, DerReader, octets, tags } from './derReader.ts';

/** A bag of a PFX (RFC 7292, 4.2): what it is by object identifier, its value still as ASN.1, and its friendly name. */
export interface SafeBag {
  readonly type: string;
  /** Reader over the explicitly tagged value. */
  readonly value: DerReader;
  readonly friendlyName: string | undefined;
}

/** What a `ContentInfo` of PKCS#7 holds, as far as PFX files go. */
export interface ContentInfo {
  readonly type: string;
  /** Reader over the explicitly tagged content; undefined when there is none. */
  readonly content: DerReader | undefined;
}

export function readContentInfo(reader: DerReader): ContentInfo {
  const type = reader.oid();
  const content = reader.optional(0xa0);
  return { type, content: content && new DerReader(content.content) };
}

/** The octets of a `data` content. */
export function dataOctets({ content }: ContentInfo): Uint8Array {
  if (content === undefined) {
    throw new DerError('a content info without content');
  }
  return content.octetString();
}

/** An `EncryptedData` content: `algorithm` is the DER `AlgorithmIdentifier`. */
export function readEncryptedContent({ content }: ContentInfo): {
  readonly algorithm: Uint8Array;
  readonly data: Uint8Array;
} {
  if (content === undefined) {
    throw new DerError('a content info without content');
  }
  const encryptedData = content.enter();
  encryptedData.count();
  const info = encryptedData.enter();
  info.oid();
  const algorithm = info.read(tags.sequence).bytes;
  const data = info.nextTag === 0xa0 || info.nextTag === 0x80 ? octets(info.read()) : new Uint8Array();
  return { algorithm, data };
}

/** Reads `SafeContents`: its bags, in order. */
export function readSafeContents(der: Uint8Array, friendlyNameOid: string): readonly SafeBag[] {
  const bags: SafeBag[] = [];
  for (const reader = new DerReader(der).enter(); !reader.done; ) {
    const bag = reader.enter();
    const type = bag.oid();
    const value = bag.enter(0xa0);
    const attributes = bag.optional(tags.set);
    bags.push({ type, value, friendlyName: attributes && readText(attributes, friendlyNameOid) });
  }
  return bags;
}

function readText(attributes: DerElement, wanted: string): string | undefined {
  for (const reader = new DerReader(attributes.content); !reader.done; ) {
    const attribute = reader.enter();
    const type = attribute.oid();
    const values = attribute.enter(tags.set);
    if (type === wanted && values.nextTag === tags.bmpString) {
      const { content } = values.read();
      return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : undefined;
    }
  }
  return undefined;
}
