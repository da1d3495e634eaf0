import { Yielding } from './yielding.ts';

/** A permutation of the bytes taken from the digits of pi (RFC 2268, section 2), as Base64. */
const piTable = Buffer.from(
  '2Xj5xBndte0o6f15SqDYncZ+N4MrdlOOYkxkiESL+6IXmln1h7NPE2FFbY0JgX0yvY9A64a3ewvwlSEiXGtOglTWZZPOYLIcc1bAFKeM8dwS' +
    'dcofO77k0UI91DCjPLYmb78O2kZpB1cn8h2bvJRDA/gRx/aQ7z7nBsPVL8hmHtcI6OregFLu94Sqcqw1TWoqlhrScVoVSXRLn9BeBBik7MLg' +
    'QW4PUcvMJJGvUKH0cDmZfDqFI7i0evwCNlslVZcxLV36mOOKkq4F3ykQZ2y6ydMA5s/hnqgsYxYBP1jiiakNODQbqzP/sLtIDF+5sc0uxfPb' +
    'R+WlnHcKpiBo/n/BrQ==',
  'base64',
);

const bytesBetweenPauses = 4096;

const rotations = [1, 2, 3, 5] as const;

/** The 64 words of RFC 2268, section 2. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const at = (index: number) => bytes[index] ?? 0;
  const pi = (index: number) => piTable[index & 0xff] ?? 0;
  for (let index = key.length; index < 128; index++) {
    bytes[index] = pi(at(index - 1) + at(index - key.length));
  }
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  bytes[128 - effectiveBytes] = pi(at(128 - effectiveBytes) & (0xff >> (8 * effectiveBytes - effectiveBits)));
  for (let index = 127 - effectiveBytes; index >= 0; index--) {
    bytes[index] = pi(at(index + 1) ^ at(index + effectiveBytes));
  }
  return Uint16Array.from({ length: 64 }, (_, index) => at(2 * index) | (at(2 * index + 1) << 8));
}

/** Takes one block apart in place: 16 rounds backwards, a "mash" after the fifth and the eleventh (section 4). */
function decryptWords(words: Uint16Array, key: Uint16Array): void {
  const word = (index: number) => words[index & 3] ?? 0;
  for (let round = 15; round >= 0; round--) {
    for (let index = 3; index >= 0; index--) {
      const rotation = rotations[index] ?? 0;
      const rotated = (word(index) >> rotation) | (word(index) << (16 - rotation));
      const mixed = (word(index + 3) & word(index + 2)) + (~word(index + 3) & word(index + 1));
      words[index] = rotated - (key[4 * round + index] ?? 0) - mixed;
    }
    if (round === 11 || round === 5) {
      for (let index = 3; index >= 0; index--) {
        words[index] = word(index) - (key[word(index + 3) & 63] ?? 0);
      }
    }
  }
}

/**
 * Decrypts RC2 in CBC mode, padding left on. Windows and macOS still write it into PFX files, and neither OpenSSL 3 nor the
 * editor's cryptography has it. `data` must be whole blocks of 8 bytes; `effectiveBits` is the key size the cipher is
 * weakened to. Other work runs meanwhile.
 */
export async function decryptRc2(
  key: Uint8Array,
  effectiveBits: number,
  iv: Uint8Array,
  data: Uint8Array,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const expanded = expandKey(key, effectiveBits);
  const result = new Uint8Array(data.length);
  const words = new Uint16Array(4);
  const yielding = new Yielding(signal);
  for (let offset = 0; offset < data.length; offset += 8) {
    if (offset % bytesBetweenPauses === 0) {
      await yielding.pause();
    }
    for (let index = 0; index < 4; index++) {
      words[index] = (data[offset + 2 * index] ?? 0) | ((data[offset + 2 * index + 1] ?? 0) << 8);
    }
    decryptWords(words, expanded);
    for (let index = 0; index < 8; index++) {
      const before = offset === 0 ? iv[index] : data[offset - 8 + index];
      result[offset + index] = (((words[index >> 1] ?? 0) >> (8 * (index & 1))) & 0xff) ^ (before ?? 0);
    }
  }
  return result;
}
