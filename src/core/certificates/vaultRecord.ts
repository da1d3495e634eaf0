import type { CertificateMaterial } from './types.ts';

/** What the store holds of one certificate: everything but its secrets, as JSON. */
export interface VaultRecord {
  readonly version: 1;
  /** Base64 of the DER. */
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly friendlyName: string;
  /** Whether a private key was put into secret storage with it. */
  readonly hasPrivateKey: boolean;
}

/** What the store's keys of all entries begin with. */
export const recordPrefix = 'certificate/';

/** The store's key of an entry; `id` is the SHA-1 thumbprint unless someone tampered. */
export function recordKey(id: string): string {
  return recordPrefix + id;
}

/** The record, if `value` is one the product wrote; undefined otherwise. */
export function parseRecord(value: unknown): VaultRecord | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const record = value as Partial<Record<keyof VaultRecord, unknown>>;
  const sound =
    record.version === 1 &&
    typeof record.certificate === 'string' &&
    Array.isArray(record.chain) &&
    record.chain.every((issuer) => typeof issuer === 'string') &&
    typeof record.friendlyName === 'string' &&
    typeof record.hasPrivateKey === 'boolean';
  return sound ? (record as VaultRecord) : undefined;
}

export function toRecord(material: CertificateMaterial): VaultRecord {
  return {
    version: 1,
    certificate: toBase64(material.certificate),
    chain: (material.chain ?? []).map(toBase64),
    friendlyName: material.friendlyName ?? '',
    hasPrivateKey: material.privateKey !== undefined,
  };
}

/** A certificate that is added again: what is known of it stays, unless the new record knows more. */
export function mergeRecords(added: VaultRecord, known: VaultRecord | undefined): VaultRecord {
  return known === undefined || known.certificate !== added.certificate
    ? added
    : {
        ...added,
        chain: known.chain.length > added.chain.length ? known.chain : added.chain,
        friendlyName: known.friendlyName || added.friendlyName,
      };
}

/** The material a record stands for, without the private key. */
export function fromRecord(record: VaultRecord): CertificateMaterial {
  return {
    certificate: Buffer.from(record.certificate, 'base64'),
    ...(record.chain.length > 0 && { chain: record.chain.map((issuer) => Buffer.from(issuer, 'base64')) }),
    ...(record.friendlyName !== '' && { friendlyName: record.friendlyName }),
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
