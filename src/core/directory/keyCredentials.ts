import type { Clock } from '../shared/ports.ts';
import { directoryError } from './errors.ts';
import { newKeyCredential, thumbprintOfKey } from './keyCredential.ts';
import { idOf } from './mergeKeyCredentials.ts';
import type { Directory, KeyCredential } from './types.ts';
import { writeKeyCredentials } from './writeKeyCredentials.ts';

/**
 * Adds a certificate to an application and keeps all that are there, also those somebody adds at the same time.
 *
 * @param objectId of the application
 * @param der the certificate
 * @returns the key credential as stored
 * @throws Expired, AlreadyExists (the same certificate is there), NotSupported (smaller than 2048 bits, not RSA), Conflict
 */
export async function addKeyCredential(
  directory: Directory,
  objectId: string,
  der: Uint8Array,
  options: { displayName: string; clock: Clock; signal?: AbortSignal | undefined },
): Promise<KeyCredential & { readonly keyId: string }> {
  const credential = newKeyCredential(der, { displayName: options.displayName, now: options.clock.now() });
  let first = true;
  const present = await writeKeyCredentials(
    directory,
    objectId,
    (list) => {
      if (first) {
        refuseDuplicate(list, credential);
        first = false;
      }
      return [...list.filter((other) => idOf(other) !== idOf(credential)), credential];
    },
    options,
  );
  return { ...present.find((other) => idOf(other) === idOf(credential)), ...credential };
}

/**
 * Removes the certificate with `keyId` and nothing else.
 *
 * @throws NotFound when the application has no such key; Conflict
 */
export async function removeKeyCredential(
  directory: Directory,
  objectId: string,
  keyId: string,
  options: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<void> {
  const id = keyId.toLowerCase();
  let first = true;
  await writeKeyCredentials(
    directory,
    objectId,
    (list) => {
      if (first && !list.some((credential) => idOf(credential) === id)) {
        throw directoryError('keyNotFound', { keyId });
      }
      first = false;
      return list.filter((credential) => idOf(credential) !== id);
    },
    options,
  );
}

function refuseDuplicate(list: readonly KeyCredential[], credential: KeyCredential): void {
  const thumbprint = thumbprintOfKey(credential);
  const same = list.find((other) => thumbprintOfKey(other) === thumbprint);
  if (same) {
    throw directoryError('certificateAlreadyThere', { thumbprint, keyId: same.keyId });
  }
}
