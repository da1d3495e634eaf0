import { createCipheriv, createDecipheriv } from 'node:crypto';
import { decryptRc2 } from './rc2.ts';

/** How password-encrypted data is enciphered. CBC with PKCS#7 padding, but for RC4, which is a stream. */
export type Cipher =
  | { readonly name: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc' | 'des-cbc' | 'rc4' }
  | { readonly name: 'rc2-cbc'; readonly effectiveBits: number };

/** Encrypts in CBC mode with PKCS#7 padding. */
export function encipher(
  name: 'aes-256-cbc' | 'des-ede3-cbc',
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv(name, key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/**
 * Decrypts; undefined when the padding shows that the key is wrong. RC2, RC4 and single DES are neither in OpenSSL 3's
 * default provider nor in the editor's cryptography.
 */
export async function decipher(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  switch (cipher.name) {
    case 'rc4':
      return rc4(key, data);
    case 'rc2-cbc':
      return data.length % blockBytes === 0
        ? withoutPadding(await decryptRc2(key, cipher.effectiveBits, iv, data, signal))
        : undefined;
    case 'des-cbc':
      // Triple DES with one key three times is single DES: encrypting undoes the first decrypting.
      return decipherWithNode('des-ede3-cbc', Buffer.concat([key, key, key]), iv, data);
    default:
      return decipherWithNode(cipher.name, key, iv, data);
  }
}

function decipherWithNode(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv(name, key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    // A key or vector of the wrong length comes from a damaged file; that no password opens it is all there is to say.
    return undefined;
  }
}

const blockBytes = 8;

function withoutPadding(data: Uint8Array): Uint8Array | undefined {
  const count = data.at(-1) ?? 0;
  const padded = count > 0 && count <= blockBytes && data.subarray(-count).every((byte) => byte === count);
  return padded ? data.subarray(0, -count) : undefined;
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => {
    const kept = state[a] ?? 0;
    state[a] = state[b] ?? 0;
    state[b] = kept;
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 0xff;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) & 0xff;
    j = (j + (state[i] ?? 0)) & 0xff;
    swap(i, j);
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 0xff] ?? 0);
  });
}
