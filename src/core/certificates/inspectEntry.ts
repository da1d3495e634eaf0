import type { SecretStore } from '../shared/ports.ts';
import { type DescribeOptions, describeCertificate } from './describe.ts';
import { parseCertificate, sameRsaKey } from './parseCertificate.ts';
import { publicHalf } from './privateKey.ts';
import type { Certificate, DamageReason } from './types.ts';
import { fromRecord, parseRecord, type VaultRecord } from './vaultRecord.ts';

export type InspectedEntry =
  | { readonly state: 'intact'; readonly certificate: Certificate; readonly record: VaultRecord }
  | {
      readonly state: 'damaged';
      readonly reason: DamageReason;
      readonly certificate?: Certificate;
      readonly record?: VaultRecord;
      readonly cause?: unknown;
    };

/**
 * Looks at one entry of the vault and trusts nothing: the record must be one, its certificate the one the entry is named
 * after, and the private key present if promised and the certificate's own. A key that is there without being promised is
 * believed: two windows can add the same certificate at once, one with the key and one without.
 */
export async function inspectEntry(
  id: string,
  value: unknown,
  secrets: SecretStore,
  options: Pick<DescribeOptions, 'now' | 'expiringWithinDays'>,
): Promise<InspectedEntry> {
  const record = parseRecord(value);
  if (record === undefined) {
    return { state: 'damaged', reason: 'recordUnreadable' };
  }
  const material = fromRecord(record);
  const describe = (hasPrivateKey: boolean) =>
    describeCertificate(material.certificate, { ...options, friendlyName: record.friendlyName, hasPrivateKey });
  let certificate: Certificate;
  try {
    certificate = describe(false);
  } catch (cause) {
    return { state: 'damaged', reason: 'certificateUnreadable', record, cause };
  }
  if (certificate.thumbprint !== id) {
    return { state: 'damaged', reason: 'thumbprintMismatch', certificate };
  }
  let key: StoredKey;
  try {
    key = await storedKey(id, material.certificate, secrets);
  } catch (cause) {
    return { state: 'damaged', reason: 'secretsUnavailable', certificate, record, cause };
  }
  const reason = key === 'none' && record.hasPrivateKey ? 'privateKeyMissing' : keyDamage[key];
  return reason === undefined
    ? { state: 'intact', certificate: describe(key === 'own'), record }
    : { state: 'damaged', reason, certificate, record };
}

export type StoredKey = 'none' | 'own' | 'foreign' | 'unreadable';

const keyDamage: Readonly<Record<StoredKey, DamageReason | undefined>> = {
  none: undefined,
  own: undefined,
  foreign: 'privateKeyForeign',
  unreadable: 'privateKeyUnreadable',
};

/** What secret storage holds as the private key of a certificate. Throws what secret storage throws. */
export async function storedKey(id: string, certificate: Uint8Array, secrets: SecretStore): Promise<StoredKey> {
  const privateKey = await secrets.get(`certificate/${id}/privateKey`);
  return privateKey === undefined ? 'none' : keyKind(certificate, privateKey);
}

/** Whether a PKCS#8 PEM is the certificate's own key. Throws a `DerError` when `certificate` is none. */
export function keyKind(certificate: Uint8Array, privateKey: string): Exclude<StoredKey, 'none'> {
  const half = publicHalf(privateKey);
  if (half === undefined) {
    return 'unreadable';
  }
  const { rsa } = parseCertificate(certificate).publicKey;
  return rsa !== undefined && sameRsaKey(rsa, half) ? 'own' : 'foreign';
}
