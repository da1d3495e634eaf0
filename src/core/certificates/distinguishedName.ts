import { type DerElement, DerReader, oidText, tags } from './derReader.ts';
import { element, oid, sequence, setOf } from './derWriter.ts';
import { attributeByOid, type NameAttribute } from './nameAttributes.ts';

export interface NamePart {
  readonly attribute: NameAttribute;
  readonly value: string;
}

/**
 * A distinguished name as people write it: relative names with the most specific first, each of one part or, rarely,
 * several (`CN=a+OU=b`). Certificates hold the opposite order (RFC 4514, 2.1).
 */
export type DistinguishedName = readonly (readonly NamePart[])[];

const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

function encodeValue({ attribute, value }: NamePart): Uint8Array {
  if (attribute.encoding === 'ia5') {
    return element(tags.ia5String, Buffer.from(value, 'latin1'));
  }
  return printable.test(value)
    ? element(tags.printableString, Buffer.from(value, 'latin1'))
    : element(tags.utf8String, Buffer.from(value, 'utf8'));
}

/** The DER `Name` of a certificate's subject or issuer. */
export function encodeName(name: DistinguishedName): Uint8Array {
  const relativeNames = name.map((parts) =>
    setOf(...parts.map((part) => sequence(oid(part.attribute.oid), encodeValue(part)))),
  );
  return sequence(...relativeNames.reverse());
}

function decodeValue(value: DerElement): string {
  const bytes = Buffer.from(value.content);
  switch (value.tag) {
    case tags.utf8String:
      return bytes.toString('utf8');
    case tags.bmpString:
      return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
    case tags.universalString:
      return bytes.length % 4 === 0 ? decodeUtf32(bytes) : bytes.toString('latin1');
    case tags.printableString:
    case tags.ia5String:
    case tags.t61String:
    case tags.numericString:
    case tags.visibleString:
      return bytes.toString('latin1');
    default:
      return `#${Buffer.from(value.bytes).toString('hex').toUpperCase()}`;
  }
}

function decodeUtf32(bytes: Buffer): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += 4) {
    const point = bytes.readUInt32BE(offset);
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  return text;
}

/** Reads a DER `Name`. Throws a `DerError` when it is none. */
export function decodeName(der: Uint8Array): DistinguishedName {
  const relativeNames: NamePart[][] = [];
  for (const names = new DerReader(der).enter(); !names.done; ) {
    const parts: NamePart[] = [];
    for (const set = names.enter(tags.set); !set.done; ) {
      const part = set.enter();
      const type = oidText(part.read(tags.oid).content);
      const attribute = attributeByOid(type) ?? { oid: type, name: type, encoding: 'directory', limit: 1024 };
      parts.push({ attribute, value: decodeValue(part.read()) });
    }
    relativeNames.push(parts);
  }
  return relativeNames.reverse();
}

/** What could disguise a name where it is shown: control characters and marks that turn the reading direction. */
const disguising = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

function escapeValue(value: string): string {
  return value
    .replace(/[\\"+,;<>]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(disguising, (character) =>
      [...Buffer.from(character, 'utf8')]
        .map((byte) => `\\${byte.toString(16).padStart(2, '0').toUpperCase()}`)
        .join(''),
    );
}

/** The name as text, `CN=Mailbox report, O=Contoso`, escaped as RFC 4514 (2.4) says; {@link parseName} reads it back. */
export function formatName(name: DistinguishedName): string {
  return name
    .map((parts) => parts.map(({ attribute, value }) => `${attribute.name}=${escapeValue(value)}`).join('+'))
    .join(', ');
}

/** The first common name; undefined when there is none. */
export function commonName(name: DistinguishedName): string | undefined {
  return name.flat().find(({ attribute }) => attribute.name === 'CN')?.value;
}
