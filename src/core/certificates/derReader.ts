/** Identifier octets of the ASN.1 types that certificates and key files are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

const constructedBit = 0x20;
/** Deeper than any real certificate or PFX; keeps a hostile file from exhausting the stack. */
const maximumDepth = 40;

/** Bytes that are not the expected ASN.1. `truncated`: they would be, had the input not ended. */
export class DerError extends Error {
  override readonly name = 'DerError';
  readonly truncated: boolean;

  constructor(message: string, truncated = false) {
    super(message);
    this.truncated = truncated;
  }
}

/** One element: `bytes` is its whole encoding, `content` what is between header and end. Both are views, not copies. */
export interface DerElement {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

interface Header {
  readonly tag: number;
  readonly start: number;
  /** Undefined for the indefinite form. */
  readonly length: number | undefined;
}

function readHeader(bytes: Uint8Array, offset: number): Header {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) {
    throw new DerError('the input ends in a header', true);
  }
  if ((tag & 0x1f) === 0x1f) {
    throw new DerError('a tag number above 30');
  }
  if (first < 0x80) {
    return { tag, start: offset + 2, length: first };
  }
  const count = first & 0x7f;
  if (count === 0) {
    if ((tag & constructedBit) === 0) {
      throw new DerError('a primitive element of indefinite length');
    }
    return { tag, start: offset + 2, length: undefined };
  }
  if (count > 4) {
    throw new DerError('a length of more than four bytes');
  }
  let length = 0;
  for (let index = 0; index < count; index++) {
    const byte = bytes[offset + 2 + index];
    if (byte === undefined) {
      throw new DerError('the input ends in a length', true);
    }
    length = length * 256 + byte;
  }
  return { tag, start: offset + 2 + count, length };
}

function isEndOfContents(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0 && bytes[offset + 1] === 0;
}

/** Reads the element at `offset`: DER, or BER with indefinite lengths. Throws a {@link DerError}. */
export function readElement(bytes: Uint8Array, offset = 0, depth = 0): DerElement {
  if (depth > maximumDepth) {
    throw new DerError('nested too deeply');
  }
  const { tag, start, length } = readHeader(bytes, offset);
  if (length !== undefined) {
    if (start + length > bytes.length) {
      throw new DerError('the input ends in an element', true);
    }
    return { tag, bytes: bytes.subarray(offset, start + length), content: bytes.subarray(start, start + length) };
  }
  let end = start;
  while (!isEndOfContents(bytes, end)) {
    end += readElement(bytes, end, depth + 1).bytes.length;
  }
  return { tag, bytes: bytes.subarray(offset, end + 2), content: bytes.subarray(start, end) };
}

/** The octets of an OCTET STRING, also when BER has split it into pieces (any tag: it may be implicitly tagged). */
export function octets(element: DerElement, depth = 0): Uint8Array {
  if ((element.tag & constructedBit) === 0) {
    return element.content;
  }
  if (depth > maximumDepth) {
    throw new DerError('nested too deeply');
  }
  const pieces: Uint8Array[] = [];
  for (const reader = new DerReader(element.content); !reader.done; ) {
    const piece = reader.read();
    if ((piece.tag & ~constructedBit) !== tags.octetString) {
      throw new DerError('a string in pieces of another type');
    }
    pieces.push(octets(piece, depth + 1));
  }
  return Buffer.concat(pieces);
}

/** `1.2.840.113549` from the content of an OBJECT IDENTIFIER. */
export function oidText(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      if (arcs.length === 0) {
        const first = Math.min(Math.floor(arc / 40), 2);
        arcs.push(first, arc - first * 40);
      } else {
        arcs.push(arc);
      }
      arc = 0;
    }
  }
  return arcs.join('.');
}

/** Walks the elements of a constructed value in order. */
export class DerReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  /** The tag of the next element; undefined at the end. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#offset];
  }

  /** The next element, which must have `tag` where one is given. */
  read(tag?: number): DerElement {
    if (this.done) {
      throw new DerError('an element is missing');
    }
    if (tag !== undefined && this.nextTag !== tag) {
      throw new DerError(`expected tag ${tag}, found ${this.nextTag}`);
    }
    const element = readElement(this.#bytes, this.#offset);
    this.#offset += element.bytes.length;
    return element;
  }

  /** The next element if it has `tag`, else undefined and nothing is consumed. */
  optional(tag: number): DerElement | undefined {
    return this.nextTag === tag ? this.read() : undefined;
  }

  /** A reader over the next element, a SEQUENCE unless another constructed `tag` is named. */
  enter(tag: number = tags.sequence): DerReader {
    return new DerReader(this.read(tag).content);
  }

  oid(): string {
    return oidText(this.read(tags.oid).content);
  }

  /** An OCTET STRING, in one piece or many. */
  octetString(): Uint8Array {
    if (this.nextTag !== tags.octetString && this.nextTag !== (tags.octetString | constructedBit)) {
      throw new DerError('expected an octet string');
    }
    return octets(this.read());
  }

  /** An INTEGER that is an ordinary count; throws when it is negative or larger than 2^48. */
  count(): number {
    const { content } = this.read(tags.integer);
    if (content.length === 0 || content.length > 6 || (content[0] ?? 0) >= 0x80) {
      throw new DerError('a number out of range');
    }
    return content.reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** The magnitude of a non-negative INTEGER, without its leading zeros. */
  magnitude(): Uint8Array {
    const { content } = this.read(tags.integer);
    if (content.length === 0 || (content[0] ?? 0) >= 0x80) {
      throw new DerError('a number out of range');
    }
    const first = content.findIndex((byte) => byte !== 0);
    return first < 0 ? content.subarray(content.length - 1) : content.subarray(first);
  }
}
