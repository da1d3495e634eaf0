import { tags } from './derReader.ts';

/** One element in DER: `tag`, length, and the parts as its content. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.of(tag), lengthOctets(length), ...parts]);
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) {
    return Uint8Array.of(length);
  }
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
    octets.unshift(rest % 256);
  }
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(tags.sequence, ...parts);
}

/** A SET OF: DER wants its elements in the order of their encodings (X.690, 11.6). */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return element(tags.set, ...[...parts].sort(Buffer.compare));
}

/** A non-negative INTEGER from a number or from its magnitude, big-endian. */
export function integer(value: number | Uint8Array): Uint8Array {
  let magnitude = value instanceof Uint8Array ? value : Buffer.from(evenHex(value), 'hex');
  while (magnitude.length > 1 && magnitude[0] === 0) {
    magnitude = magnitude.subarray(1);
  }
  return (magnitude[0] ?? 0) >= 0x80
    ? element(tags.integer, Uint8Array.of(0), magnitude)
    : element(tags.integer, magnitude);
}

function evenHex(value: number): string {
  const hex = value.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(tags.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest % 128) | 0x80);
  }
  return octets;
}

export function octetString(content: Uint8Array): Uint8Array {
  return element(tags.octetString, content);
}

/** A BIT STRING; `unused` bits at the end of the last byte are not part of it. */
export function bitString(content: Uint8Array, unused = 0): Uint8Array {
  return element(tags.bitString, Uint8Array.of(unused), content);
}

export function nothing(): Uint8Array {
  return element(tags.null);
}

export function boolean(value: boolean): Uint8Array {
  return element(tags.boolean, Uint8Array.of(value ? 0xff : 0));
}

/** Explicitly tagged `[number]`. */
export function explicit(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | number, ...parts);
}

/** Implicitly tagged primitive `[number]`. */
export function implicit(number: number, content: Uint8Array): Uint8Array {
  return element(0x80 | number, content);
}

/** UTF-16, big-endian: what PKCS#12 attributes and passwords are written in. */
export function utf16BigEndian(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

export function bmpString(text: string): Uint8Array {
  return element(tags.bmpString, utf16BigEndian(text));
}

/** A time to the second: UTCTime until 2049 and GeneralizedTime after, as RFC 5280 (4.1.2.5) wants it. */
export function time(date: Date): Uint8Array {
  const digits = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? element(tags.utcTime, Buffer.from(digits.slice(2), 'latin1'))
    : element(tags.generalizedTime, Buffer.from(digits, 'latin1'));
}
