export type CertificateState = 'valid' | 'expiring' | 'expired' | 'notYetValid';

/** What is shown of a certificate, and what commands return. Thumbprints and serial number are upper-case hex without separators; dates ISO 8601 UTC. */
export interface Certificate {
  readonly thumbprint: string;
  readonly thumbprintSha256: string;
  /** Distinguished name, most specific part first (`CN=Mailbox report, O=Contoso`). */
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** RSA modulus length in bits; for a certificate with another key, which can only be looked at, its curve's size or 0. */
  readonly keySize: number;
  readonly friendlyName: string;
  readonly hasPrivateKey: boolean;
  readonly state: CertificateState;
}

/** A certificate with what belongs to it, on its way between a file, the vault and a generator. */
export interface CertificateMaterial {
  /** DER. */
  readonly certificate: Uint8Array;
  /** PKCS#8 PEM, unencrypted; absent for a certificate without its key. */
  readonly privateKey?: string;
  /** DER of the issuers that came along, nearest first. */
  readonly chain?: readonly Uint8Array[];
  readonly friendlyName?: string;
}

export interface GenerateOptions {
  /** Distinguished name such as `CN=Mailbox report`, or a bare common name. */
  readonly subject: string;
  readonly dnsNames?: readonly string[];
  /** Validity in calendar months, 1 to 120; 12 when absent. */
  readonly months?: number;
  /** The exact end in place of `months`, to the second; no later than 120 months from now. */
  readonly notAfter?: Date;
  /** The exact beginning; five minutes ago when absent. */
  readonly notBefore?: Date;
  readonly keySize?: 2048 | 3072 | 4096;
  readonly friendlyName?: string;
}

export type PfxEncryption = 'aes256' | 'tripledes';

/** What signing in as an application needs of a certificate. The key crosses in one direction: to the signer. */
export interface SigningCertificate {
  readonly thumbprint: string;
  readonly thumbprintSha256: string;
  readonly certificatePem: string;
  /** PKCS#8 PEM. */
  readonly privateKeyPem: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** Why an entry of the vault can't be used as it is. Every one can be deleted; importing the PFX again mends the rest. */
export type DamageReason =
  /** The stored record is not what the product writes. */
  | 'recordUnreadable'
  /** The stored bytes are not a certificate. */
  | 'certificateUnreadable'
  /** The certificate is not the one the entry is named after. */
  | 'thumbprintMismatch'
  /** The record promises a private key that secret storage doesn't have. */
  | 'privateKeyMissing'
  /** What secret storage holds is not an RSA private key. */
  | 'privateKeyUnreadable'
  /** The stored private key belongs to another certificate. */
  | 'privateKeyForeign'
  /** Secret storage failed to answer; nothing is known to be wrong with the entry itself. */
  | 'secretsUnavailable';

/** An entry of the vault that was tampered with or only half written. */
export interface DamagedEntry {
  /** What `CertificateVault.delete` takes: the thumbprint the entry is stored under. */
  readonly id: string;
  readonly reason: DamageReason;
  /** The certificate, where that part is intact. */
  readonly certificate?: Certificate;
}

export interface VaultContents {
  /** Intact entries, by subject. */
  readonly certificates: readonly Certificate[];
  readonly damaged: readonly DamagedEntry[];
}
