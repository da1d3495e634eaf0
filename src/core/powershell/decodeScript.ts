/** How the bytes of a script are to be read, and written back. */
export type ScriptEncoding = 'utf8' | 'utf8bom' | 'utf16le' | 'utf16be' | 'latin1';

export interface DecodedScript {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: ScriptEncoding;
}

/**
 * The text of a script file: UTF-8 or UTF-16 by its byte order mark, UTF-16 without one by its zero bytes, else UTF-8,
 * else Latin-1 (of which the code page that Windows PowerShell assumes is a variant). Never throws.
 */
export function decodeScript(bytes: Uint8Array): DecodedScript {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { text: decode('utf-8', bytes.subarray(3)), encoding: 'utf8bom' };
  }
  if (first === 0xff && second === 0xfe) {
    return { text: decode('utf-16le', bytes.subarray(2)), encoding: 'utf16le' };
  }
  if (first === 0xfe && second === 0xff) {
    return { text: decode('utf-16be', bytes.subarray(2)), encoding: 'utf16be' };
  }
  if (looksWide(bytes, 1)) {
    return { text: decode('utf-16le', bytes), encoding: 'utf16le' };
  }
  if (looksWide(bytes, 0)) {
    return { text: decode('utf-16be', bytes), encoding: 'utf16be' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf8' };
  } catch {
    return { text: decode('latin1', bytes), encoding: 'latin1' };
  }
}

function decode(label: string, bytes: Uint8Array): string {
  return new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
}

/** Whether nearly every other byte of the beginning is zero, as in English text in UTF-16. */
function looksWide(bytes: Uint8Array, offset: 0 | 1): boolean {
  const length = Math.min(bytes.length, 512) & ~1;
  let zeros = 0;
  for (let i = offset; i < length; i += 2) {
    if (bytes[i] === 0) {
      zeros++;
    }
  }
  return length >= 4 && zeros > length * 0.4;
}
