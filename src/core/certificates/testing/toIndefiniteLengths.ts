import { DerReader, tags } from '../derReader.ts';
import { element } from '../derWriter.ts';

const pieceLength = 100;

/**
 * Writes DER anew the way streaming encoders do: constructed elements of indefinite length, octet strings in pieces.
 */
export function toIndefiniteLengths(der: Uint8Array): Buffer {
  const pieces: Uint8Array[] = [];
  for (const reader = new DerReader(der); !reader.done; ) {
    const { tag, bytes, content } = reader.read();
    if ((tag & 0x20) !== 0) {
      pieces.push(indefinite(tag, toIndefiniteLengths(content)));
    } else if ((tag === tags.octetString || tag === 0x80) && content.length > pieceLength) {
      pieces.push(indefinite(tag | 0x20, split(content)));
    } else {
      pieces.push(bytes);
    }
  }
  return Buffer.concat(pieces);
}

function indefinite(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(tag, 0x80), content, Uint8Array.of(0, 0)]);
}

function split(content: Uint8Array): Buffer {
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset < content.length; offset += pieceLength) {
    pieces.push(element(tags.octetString, content.subarray(offset, offset + pieceLength)));
  }
  return Buffer.concat(pieces);
}
