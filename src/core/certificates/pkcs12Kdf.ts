import { createHash, hash } from 'node:crypto';
import type { HashName } from './algorithms.ts';
import { Yielding } from './yielding.ts';

/** What the derived bytes are for (RFC 7292, B.3). */
export const kdfPurpose = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12KdfOptions {
  readonly digest: HashName;
  /** As PKCS#12 encodes it: UTF-16, big-endian, with a terminating zero character. */
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly purpose: (typeof kdfPurpose)[keyof typeof kdfPurpose];
  /** Bytes wanted. */
  readonly length: number;
  readonly signal?: AbortSignal | undefined;
}

const iterationsBetweenPauses = 512;

/**
 * The key derivation of RFC 7292, appendix B.2. No library does it off the main thread, so it gives way every few
 * milliseconds.
 */
export async function pkcs12Kdf(options: Pkcs12KdfOptions): Promise<Uint8Array> {
  const { digest, iterations, length } = options;
  const blockSize = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const diversifier = Buffer.alloc(blockSize, options.purpose);
  const input = Buffer.concat([repeatToBlocks(options.salt, blockSize), repeatToBlocks(options.password, blockSize)]);
  const yielding = new Yielding(options.signal);
  const pieces: Uint8Array[] = [];
  for (let derived = 0; derived < length; ) {
    let block: Uint8Array = createHash(digest).update(diversifier).update(input).digest();
    for (let iteration = 1; iteration < iterations; iteration++) {
      block = hash(digest, block, 'buffer');
      if (iteration % iterationsBetweenPauses === 0) {
        await yielding.pause();
      }
    }
    pieces.push(block);
    derived += block.length;
    addToBlocks(input, repeatToBlocks(block, blockSize).subarray(0, blockSize));
  }
  return Buffer.concat(pieces).subarray(0, length);
}

function repeatToBlocks(bytes: Uint8Array, blockSize: number): Buffer {
  const size = Math.ceil(bytes.length / blockSize) * blockSize;
  return size === 0 ? Buffer.alloc(0) : Buffer.alloc(size, bytes);
}

/** Adds `addend` + 1 to every block of `input`, as big-endian numbers, in place. */
function addToBlocks(input: Buffer, addend: Uint8Array): void {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1;
    for (let index = addend.length - 1; index >= 0; index--) {
      carry += (input[start + index] ?? 0) + (addend[index] ?? 0);
      input[start + index] = carry & 0xff;
      carry >>= 8;
    }
  }
}
