import { X509Certificate } from 'node:crypto';
import { describeCertificate } from '../../certificates/describe.ts';
import { toPem } from '../../certificates/pem.ts';
import type { Certificate, CertificateMaterial, SigningCertificate } from '../../certificates/types.ts';
import { operationError } from '../errors.ts';
import { PsObject, type Value } from '../language/values.ts';
import type { OperationVault } from '../types.ts';

/** Where a certificate object gets its parts when somebody needs them. The key is not a property of anything. */
export interface CertificateSource {
  /** With the private key where there is one. */
  material(): Promise<CertificateMaterial>;
  /** @throws NoPrivateKey */
  signing(): Promise<SigningCertificate>;
}

/** An `X509Certificate2` of the console: from the vault or from a file. */
export class CertificateObject extends PsObject {
  readonly thumbprint: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whether it is an entry of the vault. */
  readonly inVault: boolean;
  readonly #source: CertificateSource;

  constructor(facts: Certificate, der: Uint8Array, inVault: boolean, source: CertificateSource) {
    super('System.Security.Cryptography.X509Certificates.X509Certificate2', propertiesOf(facts, der, inVault));
    this.thumbprint = facts.thumbprint;
    this.notBefore = facts.notBefore;
    this.notAfter = facts.notAfter;
    this.inVault = inVault;
    // Private: printing or serializing the object must not reach the way to the key.
    this.#source = source;
  }

  /** With the private key where there is one. */
  material(): Promise<CertificateMaterial> {
    return this.#source.material();
  }

  /** @throws NoPrivateKey */
  signing(): Promise<SigningCertificate> {
    return this.#source.signing();
  }
}

const purposes: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'Server Authentication',
  '1.3.6.1.5.5.7.3.2': 'Client Authentication',
  '1.3.6.1.5.5.7.3.3': 'Code Signing',
  '1.3.6.1.5.5.7.3.4': 'Secure Email',
  '1.3.6.1.5.5.7.3.8': 'Time Stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP Signing',
};

function propertiesOf(facts: Certificate, der: Uint8Array, inVault: boolean): ReadonlyMap<string, Value> {
  const parsed = new X509Certificate(der);
  const names = (parsed.subjectAltName ?? '')
    .split(', ')
    .flatMap((name) => (name.startsWith('DNS:') ? [name.slice(4)] : []));
  const properties: (readonly [string, Value])[] = [
    ['Thumbprint', facts.thumbprint],
    ['Subject', facts.subject],
    ['EnhancedKeyUsageList', (parsed.keyUsage ?? []).map((id) => purposes[id] ?? id)],
    ['DnsNameList', names],
    ['FriendlyName', facts.friendlyName],
    ['Issuer', facts.issuer],
    ['SerialNumber', facts.serialNumber],
    ['NotBefore', new Date(facts.notBefore)],
    ['NotAfter', new Date(facts.notAfter)],
    ['HasPrivateKey', facts.hasPrivateKey],
    ['KeySize', facts.keySize],
    ['RawData', [...der]],
  ];
  return new Map(inVault ? [...properties, ['PSPath', `${storePath}\\${facts.thumbprint}`]] : properties);
}

/** The one certificate store of the console: the vault. */
export const storePath = 'Cert:\\CurrentUser\\My';

/** A certificate of the vault. @throws NotFound */
export async function fromVault(vault: OperationVault, facts: Certificate): Promise<CertificateObject> {
  const { certificate } = await vault.material(facts.thumbprint);
  return new CertificateObject(facts, certificate, true, {
    material: () => (facts.hasPrivateKey ? vault.materialWithKey(facts.thumbprint) : vault.material(facts.thumbprint)),
    signing: () => vault.signingCertificate(facts.thumbprint),
  });
}

/** A certificate that was read from a file and is not in the vault. */
export function fromMaterial(material: CertificateMaterial, now: Date): CertificateObject {
  const facts = describeCertificate(material.certificate, {
    now,
    expiringWithinDays: 0,
    friendlyName: material.friendlyName,
    hasPrivateKey: material.privateKey !== undefined,
  });
  return new CertificateObject(facts, material.certificate, false, {
    material: async () => material,
    signing: async () => {
      if (material.privateKey === undefined) {
        throw operationError('privateKeyMissing', { thumbprint: facts.thumbprint });
      }
      return {
        thumbprint: facts.thumbprint,
        thumbprintSha256: facts.thumbprintSha256,
        certificatePem: toPem('CERTIFICATE', material.certificate),
        privateKeyPem: material.privateKey,
        notBefore: facts.notBefore,
        notAfter: facts.notAfter,
      };
    },
  });
}
