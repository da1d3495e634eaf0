/**
 * The text of a file: UTF-8 or UTF-16, with or without a byte order mark (PowerShell's `>` writes UTF-16). Bytes that are no
 * text come out as characters that no certificate format uses.
 */
export function textContents(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) {
    return withoutMark(buffer.toString('utf16le'));
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) {
    const even = buffer.subarray(0, buffer.length - (buffer.length % 2));
    return withoutMark(Buffer.from(even).swap16().toString('utf16le'));
  }
  return withoutMark(buffer.toString('utf8'));
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
