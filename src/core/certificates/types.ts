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
  /** RSA modulus length in bits. */
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
