import type { KeyObject } from 'node:crypto';
import { buildCertificateSync } from '../certificates/buildCertificate.ts';
import { encodeName } from '../certificates/distinguishedName.ts';
import { parseName } from '../certificates/parseName.ts';

/** DER of a self-signed certificate for client authentication of a given key pair, with the common name `name`. */
export function selfSigned(
  keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  certificate: {
    readonly name: string;
    readonly notBefore: Date;
    readonly notAfter: Date;
    /** 16 bytes; random when absent. */
    readonly serialNumber?: Uint8Array;
  },
): Uint8Array {
  const { name, ...rest } = certificate;
  return buildCertificateSync(
    {
      ...rest,
      subject: encodeName(parseName(`CN="${name.replace(/["\\]/g, '\\$&')}"`)),
      publicKey: keys.publicKey.export({ type: 'spki', format: 'der' }),
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      purposes: ['clientAuth'],
      dnsNames: [],
      authority: false,
    },
    keys.privateKey,
  );
}
