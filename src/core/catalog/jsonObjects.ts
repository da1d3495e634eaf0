import { throwIfAborted } from '../shared/clock.ts';

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** No entry of the metadata comes near this; a file that asks for more is not what it says. */
const largestObject = 4 * 1024 * 1024;

/**
 * The objects of a JSON array too large to parse at once, one by one as its bytes (UTF-8) arrive.
 *
 * @throws Error when the text is not an array of objects, or ends early
 */
export async function* jsonObjects(
  chunks: AsyncIterable<Uint8Array | string>,
  signal?: AbortSignal,
): AsyncGenerator<unknown> {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let started = false;
  let ended = false;
  for await (const part of chunks) {
    throwIfAborted(signal);
    const chunk = typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.length);
    let start = depth > 1 ? 0 : -1;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (byte === backslash) {
          escaped = true;
        } else if (byte === quote) {
          inString = false;
        }
        continue;
      }
      switch (byte) {
        case quote:
          inString = depth > 1;
          if (depth <= 1) {
            throw new Error('The file is not a JSON array of objects.');
          }
          break;
        case openBracket:
        case openBrace:
          if (depth === 0 && (byte !== openBracket || ended)) {
            throw new Error('The file is not a JSON array of objects.');
          }
          started = true;
          depth++;
          if (depth === 2) {
            start = index;
          }
          break;
        case closeBracket:
        case closeBrace:
          depth--;
          if (depth === 1 && start !== -1) {
            pending.push(chunk.subarray(start, index + 1));
            yield JSON.parse(pending.length === 1 ? (pending[0]?.toString() ?? '') : Buffer.concat(pending).toString());
            pending = [];
            pendingBytes = 0;
            start = -1;
          } else if (depth === 0) {
            ended = true;
          } else if (depth < 0) {
            throw new Error('The file is not a JSON array of objects.');
          }
          break;
        default:
      }
    }
    if (start !== -1) {
      // A copy: streams may reuse their buffers.
      pending.push(Buffer.from(chunk.subarray(start)));
      pendingBytes += chunk.length - start;
      if (pendingBytes > largestObject) {
        throw new Error('An entry of the file is too large.');
      }
    }
  }
  if (!started || !ended) {
    throw new Error('The file ends early.');
  }
}
