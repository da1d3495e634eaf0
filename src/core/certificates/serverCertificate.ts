import type { Clock } from '../shared/ports.ts';
import { buildCertificate, type CertificateSpec } from './buildCertificate.ts';
import { encodeName } from './distinguishedName.ts';
import { normalizeDnsName } from './dnsName.ts';
import { generateRsaKeyPair } from './keyPair.ts';
import { parseName } from './parseName.ts';
import type { CertificateMaterial } from './types.ts';
import { validityPeriod } from './validity.ts';

export interface ServerCertificateOptions {
  readonly clock: Clock;
  /** Common name of the authority, which people see when they are asked to trust it. */
  readonly authorityName: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** Calendar months; 12 when absent. */
  readonly months?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ServerCertificate {
  /** The authority that clients are told to trust. Its private key is gone: it signed one certificate. */
  readonly authority: CertificateMaterial;
  /** Certificate and key of the server; `chain` is the authority. */
  readonly server: CertificateMaterial & { readonly privateKey: string };
}

/**
 * Makes a certificate for an HTTPS server on this computer, and the authority that issued it: clients trust the authority, and
 * a fresh authority per server, limited to its names, means that trusting it lets nobody else in. Throws `dnsNameInvalid` and an `AbortError`.
 */
export async function generateServerCertificate(options: ServerCertificateOptions): Promise<ServerCertificate> {
  const dnsNames = options.dnsNames.map(normalizeDnsName);
  const authorityName = encodeName(parseName(`CN=${quoted(options.authorityName)}`));
  const [authorityKeys, serverKeys] = await Promise.all([
    generateRsaKeyPair(2048, options.signal),
    generateRsaKeyPair(2048, options.signal),
  ]);
  const common = { ...validityPeriod(options.clock.now(), options.months ?? 12) } satisfies Partial<CertificateSpec>;
  const authority = await buildCertificate(
    {
      ...common,
      subject: authorityName,
      publicKey: authorityKeys.publicKey,
      keyUsage: ['keyCertSign', 'cRLSign'],
      purposes: [],
      dnsNames: [],
      authority: true,
      permitted: { dnsNames, ipAddresses: options.ipAddresses ?? [] },
    },
    authorityKeys.privateKey,
  );
  const certificate = await buildCertificate(
    {
      ...common,
      subject: encodeName(parseName(`CN=${quoted(dnsNames[0] ?? 'localhost')}`)),
      publicKey: serverKeys.publicKey,
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      purposes: ['serverAuth'],
      dnsNames,
      ipAddresses: options.ipAddresses ?? [],
      authority: false,
      issuer: { name: authorityName, publicKey: authorityKeys.publicKey },
    },
    authorityKeys.privateKey,
  );
  return {
    authority: { certificate: authority },
    server: { certificate, privateKey: serverKeys.privateKey, chain: [authority] },
  };
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
