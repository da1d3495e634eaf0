/** Object identifiers of algorithms and structures, with the document that assigns them. */
export const oids = {
  // RFC 8017
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  // RFC 5480, 8410, 3279
  ecPublicKey: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
  dsa: '1.2.840.10040.4.1',
  // RFC 5280
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  // RFC 2315
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
  // RFC 7292, 2985
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  /** Microsoft: the provider Windows imports the key into. */
  cspName: '1.3.6.1.4.1.311.17.1',
  // RFC 8018
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  /** RFC 9579. */
  pbmac1: '1.2.840.113549.1.5.14',
  /** RFC 7914. */
  scrypt: '1.3.6.1.4.1.11591.4.11',
  hmacSha256: '1.2.840.113549.2.9',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  tripleDesPbe: '1.2.840.113549.1.12.1.3',
} as const;

export type HashName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** Digests of a PFX's integrity check. */
export const digestByOid: Readonly<Record<string, HashName>> = {
  [oids.sha1]: 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  [oids.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Pseudo-random functions of PBKDF2 (RFC 8018, B.1.2). */
export const hmacByOid: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  [oids.hmacSha256]: 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const keyAlgorithmNames: Readonly<Record<string, string>> = {
  [oids.rsaEncryption]: 'RSA',
  [oids.rsaPss]: 'RSASSA-PSS',
  [oids.ecPublicKey]: 'EC',
  [oids.ed25519]: 'Ed25519',
  [oids.ed448]: 'Ed448',
  [oids.dsa]: 'DSA',
};

/** What people call the algorithm of a key: `EC`; the identifier itself where it has no name here. */
export function keyAlgorithmName(oid: string): string {
  return keyAlgorithmNames[oid] ?? oid;
}
